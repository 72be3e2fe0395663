internal import ArgumentParser

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
