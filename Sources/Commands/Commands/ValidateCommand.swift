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
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: RuleReportOptions

  @Argument(help: ArgumentHelp("The applications; all of the job's without.", valueName: "app"))
  var applications: [String] = []

  @Option(name: .customLong("report"), help: ArgumentHelp("Write a JUnit report to this file.", valueName: "file.xml"))
  var reportFile: String?

  func run(in context: CommandContext) async throws {
    let job = try Job.read(job.path)
    var reports: [ValidationReport] = []
    for application in try job.chosen(applications) {
      let validated = try await ApplicationValidation(application).run(programs: context.programs)
      context.messages(context.rendered(validated.diagnostics, validated.files))
      for run in validated.cases { context.messages(context.rendered(run.diagnostics, run.files)) }
      reports.append(validated)
    }
    if let reportFile {
      let url = URL(fileURLWithPath: reportFile)
      do { try JUnitReport(reports).xml().write(to: url, options: .atomic) } catch is CocoaError {
        throw JobError.fileUnwritable(reportFile)
      }
    }
    let diagnostics = reports.flatMap { $0.diagnostics + $0.cases.flatMap(\.diagnostics) }
    try context.report(reports.map(Outcome.init), diagnostics, as: report.format) { reports.map(Self.words).joined() }
    if !reports.allSatisfy(\.holds) { throw CommandEnding(status: .rulesRefused) }
  }

  /// What became of one application.
  struct Outcome: Encodable {
    struct Case: Encodable {
      let name: String
      let expectations: Int
      let failed: Int
      let findings: [VerificationFinding]
      let diagnostics: [DiagnosticRecord]
    }

    let application: String
    let holds: Bool
    let diagnostics: [DiagnosticRecord]
    let cases: [Case]

    init(_ report: ValidationReport) {
      application = report.application
      holds = report.holds
      diagnostics = report.diagnostics.map(DiagnosticRecord.init)
      cases = report.cases.map { run in
        Case(
          name: run.name, expectations: run.expectations.count, failed: run.expectations.count { !$0.holds },
          findings: run.findings, diagnostics: run.diagnostics.map(DiagnosticRecord.init))
      }
    }
  }

  private static func words(_ report: ValidationReport) -> String {
    if report.isRefused { return "\(report.application): the rules are refused\n" }
    return report.cases.map { run in
      let failed = run.expectations.count { !$0.holds }
      var parts = [Wording.counted(run.expectations.count, "expectation")]
      if failed > 0 { parts.append("\(failed) failed") }
      if !run.refusals.isEmpty { parts.append("expectations.yaml is refused") }
      if !run.findings.isEmpty { parts.append("\(Wording.counted(run.findings.count, "finding")) of the verifier") }
      let verdict = run.holds ? "holds" : "does not hold"
      return "\(report.application) \(run.name): \(verdict), \(parts.joined(separator: ", "))\n"
        + run.findings.map { "  \($0.words)\n" }.joined()
    }.joined()
  }
}
