internal import ArgumentParser
internal import Executor
internal import Foundation
internal import MaskingJob

/// `understudy adopt`.
struct AdoptCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Marks a temporary copy as one that may be masked, after proving what can be proven.",
    discussion: """
      Nothing is ever written to a database without this mark. What the job protects, a database with clients, replicas, \
      subscriptions or foreign tables, and a name that was not confirmed are refused; no flag skips that.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var database: DatabaseOptions

  @Option(help: ArgumentHelp("The application whose rules will mask it.", valueName: "app"))
  var application: String

  @Option(help: ArgumentHelp("The database's name, once more.", valueName: "name"))
  var confirm: String

  @Option(help: ArgumentHelp("The copy's time, what as_of() means in a rule; now without.", valueName: "time"))
  var asOf: String?

  struct Outcome: Encodable {
    let application: String
    let run: String
    let database: String
    let endpoint: String
    let asOf: String
    /// Whether the mark had been there before.
    let wasMarked: Bool
    let notes: [String]
  }

  func run(in context: CommandContext) async throws {
    guard FileManager.default.fileExists(atPath: job.path) else { throw JobError.adoptionWithoutJob(job.path) }
    let job = try Job.read(job.path)
    let application = try job.application(application)
    let key = try context.secrets.key(of: job)
    let sources = await SourcePlaces(of: job, context.secrets)
    let adoption = Adoption(
      application: application.name, run: RunIdentifier.make(at: Date()), confirm: confirm,
      source: "a copy adopted by hand", asOf: asOf, sourcePlaces: sources.places,
      protected: job.protected)
    let result = try await adoption.adopt(database.target(context), key: key)
    let outcome = Outcome(
      application: result.mark.application, run: result.mark.run, database: result.mark.place.databaseName,
      endpoint: result.mark.place.endpoint, asOf: result.mark.asOf, wasMarked: result.wasMarked,
      notes: sources.notes + result.notes)
    for note in outcome.notes { context.messages.line("note: \(note)") }
    try context.report(outcome, as: report.format) {
      "\(outcome.database) at \(outcome.endpoint) \(outcome.wasMarked ? "was marked already" : "is marked now") "
        + "for \(outcome.application), run \(outcome.run), as of \(outcome.asOf)\n"
    }
  }
}
