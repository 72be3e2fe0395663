internal import ArgumentParser
internal import Diagnostics
internal import FixtureValidation
internal import Foundation
internal import MaskingJob
internal import Verifier

/// `understudy validate`.
struct ValidateCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Tries an application's rules on its fixtures and checks the expectations.",
    discussion: """
      Each case under the fixtures' folder `cases` is loaded on a scratch server, masked with a key of its own and held \
      against its expectations.yaml; then the verifier looks at it. Needs no secret: parameters get stand-ins.

      With --mutate each rule is removed, weakened or swapped in turn, on the tables that it touches: an expectation that \
      somebody wrote has to fail. What nothing notices is listed with the expectation that would.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: RuleReportOptions

  @Argument(help: ArgumentHelp("The applications; all of the job's without.", valueName: "app"))
  var applications: [String] = []

  @Option(name: .customLong("report"), help: ArgumentHelp("Write a JUnit report to this file.", valueName: "file.xml"))
  var reportFile: String?

  @Flag(help: "Spoil each rule in turn, and list what no expectation notices.")
  var mutate = false

  @Option(
    help: ArgumentHelp(
      "With --mutate: fail if fewer mutants than this are noticed, in percent.", valueName: "percent"))
  var threshold: Double?

  @Flag(help: "Write the goldens from what comes out, for a person to review; the run fails.")
  var record = false

  func validate() throws {
    guard let threshold else { return }
    if !mutate { throw ValidationError("--threshold is for --mutate: give both.") }
    if !(0...100).contains(threshold) { throw ValidationError("--threshold is a percentage: 0 to 100.") }
  }

  func run(in context: CommandContext) async throws {
    let job = try Job.read(job.path)
    var reports: [ValidationReport] = []
    for application in try job.chosen(applications) {
      let validated = try await ApplicationValidation(application).run(
        programs: context.programs, recordsGoldens: record, mutates: mutate)
      context.messages(context.rendered(validated.diagnostics, validated.files))
      for run in validated.cases { context.messages(context.rendered(run.diagnostics, run.files)) }
      if let mutation = validated.mutation {
        context.messages(context.rendered(mutation.diagnostics, validated.files))
      }
      reports.append(validated)
    }
    if let reportFile {
      let url = URL(fileURLWithPath: reportFile)
      do { try JUnitReport(reports, threshold: threshold).xml().write(to: url, options: .atomic) } catch is CocoaError {
        throw JobError.fileUnwritable(reportFile)
      }
    }
    let diagnostics = reports.flatMap {
      $0.diagnostics + $0.cases.flatMap(\.diagnostics) + ($0.mutation?.diagnostics ?? [])
    }
    try context.report(reports.map(Outcome.init), diagnostics, as: report.format) { ValidationTable.text(reports) }
    if record { context.messages.line("note: goldens were written, nothing was compared with them: review the change") }
    let isEnough = threshold.map { least in reports.allSatisfy { ($0.mutation?.score ?? 0) >= least } } ?? true
    if record || !isEnough || !reports.allSatisfy(\.holds) { throw CommandEnding(status: .rulesRefused) }
  }

  /// What became of one application.
  struct Outcome: Encodable {
    struct Case: Encodable {
      let name: String
      let expectations: Int
      /// Of what nobody wrote: what the rules declare by themselves.
      let declared: Int
      let failed: Int
      let findings: [VerificationFinding]
      let diagnostics: [DiagnosticRecord]
    }

    struct Mutation: Encodable {
      /// In percent.
      let score: Double
      let killed: Int
      let survived: Int
      /// By the compiler.
      let refused: Int
      let equivalent: Int
      let seconds: Double
      let survivors: [DiagnosticRecord]
    }

    let application: String
    let holds: Bool
    let mutation: Mutation?
    let diagnostics: [DiagnosticRecord]
    let cases: [Case]

    init(_ report: ValidationReport) {
      application = report.application
      holds = report.holds
      mutation = report.mutation.map { mutation in
        Mutation(
          score: mutation.score, killed: mutation.killed, survived: mutation.survivors.count, refused: mutation.refused,
          equivalent: mutation.equivalent, seconds: mutation.seconds,
          survivors: mutation.diagnostics.map(DiagnosticRecord.init))
      }
      diagnostics = report.diagnostics.map(DiagnosticRecord.init)
      cases = report.cases.map { run in
        Case(
          name: run.name, expectations: run.expectations.count { !$0.isDeclared },
          declared: run.expectations.count(where: \.isDeclared), failed: run.expectations.count { !$0.holds },
          findings: run.findings, diagnostics: run.diagnostics.map(DiagnosticRecord.init))
      }
    }
  }
}
