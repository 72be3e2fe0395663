internal import ArgumentParser
internal import Diagnostics
internal import FixtureValidation
internal import Foundation
internal import MaskingJob
internal import PostgresSyntax

/// `understudy init`.
struct InitCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Proposes a decision for every column of a database, and writes the rule file.",
    discussion: """
      It reads the catalog and the form of some rows in a transaction that cannot write, and prints no value. Every column \
      gets a mask or `keep`, with the reason and how sure it is; where it is not, the safer one and `# review:`. The file \
      compiles. Where rules are there already, only what they do not decide is added.

      Without a job file one is written, and the schema beside it: then `understudy compile APP` works at once.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var database: DatabaseOptions

  @Argument(help: ArgumentHelp("The application's name.", valueName: "app"))
  var application: String

  struct Column: Encodable {
    let table: String
    let column: String
    let decision: String
    let reason: String
    let confidence: Proposal.Confidence
  }

  struct Outcome: Encodable {
    let application: String
    let rules: String
    /// What is new.
    let columns: [Column]
    /// What a table's rule has no room for as it is written.
    let byHand: [String]
  }

  func validate() throws {
    guard application.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9_\-]*/) != nil else {
      throw ValidationError("An application's name has letters, digits, _ and -: it names a folder.")
    }
  }

  func run(in context: CommandContext) async throws {
    let target = try database.target(context)
    let hasJob = FileManager.default.fileExists(atPath: job.path)
    let folder = URL(fileURLWithPath: job.path).deletingLastPathComponent()
    let known = hasJob ? try Job.read(job.path).applications.first { $0.name == application } : nil
    let rules = known?.rules ?? folder.appendingPathComponent("\(application)/masking.yaml")
    let schema = hasJob ? nil : folder.appendingPathComponent("\(application)/schema.sql")
    let found = try await ApplicationDiscovery(application: application, rules: rules, target: target)
      .run(programs: context.programs, schema: schema)
    if !hasJob { try writeJob() }
    let outcome = Outcome(
      application: application, rules: RuleFiles.shortPath(rules),
      columns: found.proposals.map {
        Column(
          table: $0.relation.description, column: $0.column.name, decision: $0.decision, reason: $0.reason,
          confidence: $0.confidence)
      }, byHand: found.byHand)
    if hasJob, known == nil {
      context.messages.line(
        "note: \(job.path) does not name \(application): add it, as in `\(application): { rules: \(application)/masking.yaml, "
          + "source: … }`")
    }
    for column in found.byHand {
      context.messages.line("note: the rule of its table has no room for \(column): add a decision by hand")
    }
    try context.report(outcome, as: report.format) { Self.words(outcome) }
    if !found.byHand.isEmpty { throw CommandEnding(status: .rulesRefused) }
  }

  /// A job whose one application compiles; where its database is, it leaves to the environment.
  private func writeJob() throws {
    let text = """
      # Written by `understudy init`. See Docs/job.md for the key, the places that are protected, and snapshots.
      key: { env: UNDERSTUDY_KEY }
      protected: []          # name production here: "*.prod.example.com"
      defaults:
        snapshot: { directory: snapshots, recipients: [lower.agekeys] }
      applications:
        \(application):
          rules: \(application)/masking.yaml
          schema: \(application)/schema.sql
          source: { database: { env: \(application.uppercased().replacing("-", with: "_"))_URL } }

      """
    do {
      let url = URL(fileURLWithPath: job.path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch is CocoaError { throw JobError.fileUnwritable(job.path) }
  }

  private static func words(_ outcome: Outcome) -> String {
    if outcome.columns.isEmpty { return "\(outcome.application): \(outcome.rules) decides every column already\n" }
    let masked = outcome.columns.count { $0.decision != "keep" }
    let unsure = outcome.columns.count { $0.confidence == .unsure }
    return """
      \(outcome.application): \(Wording.counted(outcome.columns.count, "decision")) written to \(outcome.rules), \
      \(masked) of them mask; \(unsure) to review: grep 'review:' \(outcome.rules)

      """
  }
}
