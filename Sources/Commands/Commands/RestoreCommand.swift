internal import ArgumentParser
internal import Foundation
internal import MaskingJob
internal import PostgresClient
internal import SnapshotStage

/// `understudy restore`.
struct RestoreCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Gives a snapshot back, into a new database.",
    discussion: "The database gets its name when it is whole; one that exists is never touched.")

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions

  @Argument(help: "An encrypted dump, or APP@latest for the newest published one, or APP@RUN.")
  var snapshot: String

  @Option(help: ArgumentHelp("The new database, as a libpq URL or connection string.", valueName: "url"))
  var into: String

  @Option(help: ArgumentHelp("The file with a recipient's private age key.", valueName: "file"))
  var identity: String

  @Flag(help: "Leave owners and privileges out: all belongs to the connecting role.")
  var noOwner = false

  struct Outcome: Encodable {
    let database: String
    let file: String
    let application: String?
    let run: String?
    let rows: Int?
  }

  func run(in context: CommandContext) async throws {
    let file = try file()
    let restored = try await Restore(
      file: file, identity: URL(fileURLWithPath: identity), noOwner: noOwner, programs: context.programs
    ).run(into: ConnectionTarget(into))
    let record = restored.record
    let outcome = Outcome(
      database: restored.database, file: RuleFiles.shortPath(file), application: record?.application, run: record?.run,
      rows: record?.rows)
    try context.report(outcome, as: report.format) {
      let origin = record.map { ", \($0.application) run \($0.run), \(Wording.counted($0.rows, "row"))" } ?? ""
      return "restored \(outcome.file) into the database \(outcome.database)\(origin)\n"
    }
  }

  /// A path, unless it is the name of an application with a run.
  private func file() throws -> URL {
    let parts = snapshot.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !FileManager.default.fileExists(atPath: snapshot),
      parts[1] == "latest" || RunIdentifier.isValid(parts[1])
    else { return URL(fileURLWithPath: snapshot) }
    let application = try Job.read(job.path).application(parts[0])
    let published = PublishedSnapshots(directory: application.snapshots, application: application.name)
    if parts[1] == "latest" { return try published.latest().file }
    guard let found = published.all().first(where: { $0.record.run == parts[1] }) else {
      throw SnapshotError.noSnapshot(application: snapshot, directory: RuleFiles.shortPath(application.snapshots))
    }
    return found.file
  }
}
