internal import ArgumentParser
internal import Executor
internal import MaskingJob
internal import PostgresClient

/// `understudy status`.
struct StatusCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What stands where: published snapshots, temporary databases and how far they are."
  )

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions

  @Option(
    name: .customLong("database"),
    help: ArgumentHelp("A database that was adopted by hand: its ledger instead of the job's.", valueName: "url"))
  var database: String?

  @Argument(help: ArgumentHelp("The applications; all of the job's without.", valueName: "app"))
  var applications: [String] = []

  func validate() throws {
    guard database == nil || applications.isEmpty else {
      throw ValidationError("Name applications or a --database, not both.")
    }
  }

  /// What `--database` tells.
  private struct Adopted: Encodable {
    let mark: Mark
    let ledger: LedgerReport?
  }

  func run(in context: CommandContext) async throws {
    if let database { return try await look(at: ConnectionTarget(database), context) }
    var found: [ApplicationStatus] = []
    for application in try Job.read(job.path).chosen(applications) {
      found.append(try await ApplicationStatus.look(application, secrets: context.secrets, programs: context.programs))
    }
    try context.report(found, as: report.format) { found.map(Self.words).joined(separator: "\n") }
  }

  private func look(at target: ConnectionTarget, _ context: CommandContext) async throws {
    let connection = try await Connection.open(target, applicationName: "understudy status")
    let found: Adopted
    do {
      guard let mark = try await Mark.read(connection) else { throw ExecutorError.unmarked(.noMark) }
      found = Adopted(mark: mark, ledger: try await LedgerReport.read(connection))
      await connection.close()
    } catch {
      await connection.close()
      throw error
    }
    try context.report(found, as: report.format) {
      let mark = found.mark
      let state = mark.state == .sealed ? "sealed: masked and verified" : "marked"
      return
        "\(mark.application)\n  database: \(mark.place.databaseName) at \(mark.place.endpoint), run \(mark.run), \(state)\n"
        + (found.ledger.map(Self.words) ?? "")
    }
  }

  /// How a run goes on, line by line.
  private static func words(_ ledger: LedgerReport) -> String {
    var text = ""
    if let program = ledger.program {
      let state =
        program.isRunning
        ? "running since \(program.startedAt) with \(Wording.counted(program.workers, "worker"))"
        : program.ending.map { "\($0) at \(program.endedAt ?? "")" } ?? "begun at \(program.startedAt), and lost"
      let rate = ledger.rowsPerSecond.map { ", \(Wording.count(Int($0.rounded()))) rows a second" } ?? ""
      text += "  apply: \(state), \(Wording.count(ledger.rows)) rows staged\(rate)\n"
    }
    for table in ledger.tables {
      let progress =
        table.state == "swapped"
        ? "masked, its indexes are being built"
        : "\(table.committed) of \(table.batches) batches, \(Wording.count(table.rows)) rows"
      text += "  under way: \(table.relation), \(progress)\n"
    }
    if ledger.failures > 0 { text += "  failures: \(Wording.count(ledger.failures))\n" }
    for failure in ledger.lastFailures {
      let step = failure.step.map { ", step \($0)" } ?? ""
      let names = [failure.sqlstate.map { "SQLSTATE \($0)" }, failure.table, failure.constraint].compactMap { $0 }
      let words = FailureClass(rawValue: failure.failure)?.words ?? failure.failure
      text +=
        "    \(failure.at)\(step): \(words)\(names.isEmpty ? "" : " (\(names.joined(separator: ", ")))")"
        + (failure.isFinal ? ", which ended the program\n" : ", done again\n")
    }
    return text
  }

  /// What stands on AWS, a line each.
  private static func words(_ resources: [ApplicationStatus.Resource], of application: String) -> String {
    guard !resources.isEmpty else { return "\(application)\n  nothing stands on AWS\n" }
    let rows = resources.map { resource in
      [
        "  \(resource.name)", resource.isSnapshot ? "snapshot" : "database", resource.state, resource.stage ?? "",
        resource.run ?? "", resource.asOf ?? "", Wording.count(resource.gib),
      ]
    }
    return "\(application)\n"
      + Wording.table([["  on AWS", "kind", "state", "stage", "run", "as of", "GiB"]] + rows, right: [6])
  }

  private static func words(_ status: ApplicationStatus) -> String {
    if let resources = status.aws { return words(resources, of: status.application) }
    var text = "\(status.application)\n  temporary server: \(temporary(status.temporary))\n"
    text += status.temporary.ledger.map(words) ?? ""
    guard !status.snapshots.isEmpty else { return text + "  snapshots: none\n" }
    let rows = status.snapshots.map { snapshot in
      [
        "  \(snapshot.run)", Wording.count(snapshot.rows), Wording.count(snapshot.bytes), snapshot.asOf,
        snapshot.folder,
      ]
    }
    text += Wording.table([["  snapshot", "rows", "bytes", "as of", "folder"]] + rows, right: [1, 2])
    return text
  }

  private static func temporary(_ temporary: ApplicationStatus.Temporary) -> String {
    switch temporary.server {
    case .none: return "none"
    case .stopped: return "stopped, in \(temporary.folder)"
    case .running:
      guard let run = temporary.run, let mark = temporary.mark else {
        return "running, in \(temporary.folder), its database is not adopted yet"
      }
      let batches = "\(temporary.committedBatches ?? 0) batches committed, \(temporary.openBatches ?? 0) open"
      return "running, in \(temporary.folder), run \(run), \(mark), " + (mark == "sealed" ? "verified" : batches)
    }
  }
}
