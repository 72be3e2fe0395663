internal import ArgumentParser
internal import MaskingJob

/// `understudy status`.
struct StatusCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What stands where: published snapshots, temporary databases and how far they are."
  )

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions

  @Argument(help: ArgumentHelp("The applications; all of the job's without.", valueName: "app"))
  var applications: [String] = []

  func run(in context: CommandContext) async throws {
    var found: [ApplicationStatus] = []
    for application in try Job.read(job.path).chosen(applications) {
      found.append(try await ApplicationStatus.look(application, secrets: context.secrets))
    }
    try context.report(found, as: report.format) { found.map(Self.words).joined(separator: "\n") }
  }

  private static func words(_ status: ApplicationStatus) -> String {
    var text = "\(status.application)\n  temporary server: \(temporary(status.temporary))\n"
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
