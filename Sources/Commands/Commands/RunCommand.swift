internal import ArgumentParser
internal import MaskingJob

/// `understudy run`.
struct RunCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "The whole job: a copy, masked, verified, published as an encrypted snapshot.",
    discussion: """
      Applications run side by side; one that fails is reported, and the others finish. After an interruption run it again: \
      it finds its temporary copy and goes on after what had committed.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions

  @Argument(help: ArgumentHelp("The applications; all of the job's without.", valueName: "app"))
  var applications: [String] = []

  func run(in context: CommandContext) async throws {
    let job = try Job.read(job.path)
    let chosen = try job.chosen(applications)
    let renderer = ProgressRenderer(format: report.format, sink: context.messages)
    let surroundings = JobSurroundings(
      secrets: context.secrets, programs: context.programs, show: renderer.show,
      describe: { error in context.describe(error).summary })
    let reports = await JobRun(job, in: surroundings).run(chosen)
    renderer.end()
    try context.report(reports, as: report.format) { ClosingTable.text(reports) }
    let status = ExitStatus.gravest(
      of: reports.map { report in
        report.failure.map { ExitStatus(rawValue: $0.reason.status) ?? .internalError } ?? .done
      })
    if status != .done { throw CommandEnding(status: status) }
  }
}
