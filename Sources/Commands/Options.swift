internal import ArgumentParser
internal import PostgresClient

/// `--job`, which every command takes.
struct JobOptions: ParsableArguments {
  @Option(name: .customLong("job"), help: ArgumentHelp("The job file.", valueName: "file"))
  var path = "rules/job.yaml"
}

/// `--format`, which everything that reports takes.
struct ReportOptions: ParsableArguments {
  @Option(help: "How results and progress are written: text or json.")
  var format = OutputFormat.text
}

/// `--format`, for commands that report what is wrong with rules.
struct RuleReportOptions: ParsableArguments {
  @Option(
    help: "How results are written: text; json; sarif, for code scanners; github, for annotations of a pull request.")
  var format = RuleReportFormat.text
}

/// `--database`, for commands that work on one.
struct DatabaseOptions: ParsableArguments {
  @Option(
    name: .customLong("database"),
    help: ArgumentHelp(
      "The database as a libpq URL or connection string; without it libpq's environment and service files tell.",
      valueName: "url"))
  var url: String?

  /// Where to connect.
  ///
  /// - Throws: a usage error where nobody has named a database: libpq's own default is never meant.
  func target(_ context: CommandContext) throws -> ConnectionTarget {
    if let url { return ConnectionTarget(url) }
    guard ["PGDATABASE", "PGSERVICE"].contains(where: { context.environment[$0]?.isEmpty == false }) else {
      throw ValidationError("Name the database: --database URL, or PGDATABASE or PGSERVICE in the environment.")
    }
    return ConnectionTarget()
  }
}
