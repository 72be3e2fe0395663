internal import ArgumentParser
internal import MaskingJob

/// `understudy clean`.
struct CleanCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Finds temporary databases that dead runs have left, and removes those past their time.",
    discussion: """
      What the next run carries on is left alone, and so is what is not provably ours. Without --yes it only tells.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions

  @Flag(help: "Remove what is past its time.")
  var yes = false

  func run(in context: CommandContext) async throws {
    let surroundings = JobSurroundings(
      secrets: context.secrets, programs: context.programs, show: { _ in },
      describe: { error in context.describe(error).summary })
    let findings = try await Cleaning(Job.read(job.path), in: surroundings).clean(removing: yes)
    try context.report(findings, as: report.format) {
      findings.isEmpty ? "nothing is left over\n" : findings.map(Self.words).joined()
    }
  }

  private static func words(_ finding: Cleaning.Finding) -> String {
    let what =
      switch finding.decision {
      case .leave: "left alone"
      case .remove: finding.removed ? "removed" : "would be removed with --yes"
      }
    let run = finding.run.map { ", run \($0)" } ?? ""
    return "\(finding.application): \(finding.place)\(run): \(what), \(finding.reason)\n"
  }
}
