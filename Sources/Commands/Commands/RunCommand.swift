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

  @Option(
    help: ArgumentHelp(
      "Only the i-th of n parts of the applications, as in 2/3, for several machines.", valueName: "i/n"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "When to stop, resumably: a duration as in 90m or 2h30m, or a time as in 2026-01-31T05:00:00Z.", valueName: "t"))
  var deadline: Deadline?

  func run(in context: CommandContext) async throws {
    let job = try Job.read(job.path)
    var chosen = try job.chosen(applications)
    if let shard { chosen = shard.of(chosen) }
    let renderer = ProgressRenderer(format: report.format, sink: context.messages)
    let surroundings = JobSurroundings(
      secrets: context.secrets, programs: context.programs, deadline: deadline?.instant, show: renderer.show,
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
