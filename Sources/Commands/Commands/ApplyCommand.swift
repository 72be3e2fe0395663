internal import ArgumentParser
internal import BundleFormat
internal import Executor
internal import Foundation
internal import MaskingJob
internal import Synchronization

/// `understudy apply`.
struct ApplyCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Executes a bundle on an adopted copy, or what is left of it.",
    discussion: """
      Every batch is carried out exactly once: run the same command again after an interruption, and it goes on after \
      what had committed. Key and parameters come from where the job and the application's rules say.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var database: DatabaseOptions

  @Argument(help: "The bundle's folder, as in rules/APP/bundle.")
  var bundle: String

  @Option(help: ArgumentHelp("Connections that mask side by side.", valueName: "n"))
  var workers = 2

  @Option(
    help: ArgumentHelp(
      "When to stop, resumably: a duration as in 90m or 2h30m, or a time as in 2026-01-31T05:00:00Z.", valueName: "t"))
  var deadline: Deadline?

  @Flag(help: "Only tell what would be done: steps, seconds, disk, locks. Refuses what would be refused.")
  var dryRun = false

  func validate() throws {
    guard (1...64).contains(workers) else { throw ValidationError("--workers is a number from 1 to 64.") }
  }

  func run(in context: CommandContext) async throws {
    let bundle = try MaskingBundle.read(from: URL(fileURLWithPath: bundle))
    let work = try BundleWork(bundle, job: Job.read(job.path), context)
    let renderer = ProgressRenderer(format: report.format, sink: context.messages)
    let progress = Mutex(MaskingProgress())
    let run = BundleRun(
      bundle: bundle, target: try database.target(context), key: work.key, parameters: work.parameters,
      workers: workers, deadline: deadline?.instant, protected: work.job.protected
    ) { event in
      if let kind = progress.withLock({ $0.take(event) }) {
        renderer.show(JobEvent(application: bundle.manifest.application, kind))
      }
    }
    if dryRun { return try await forecast(run, context) }
    defer { renderer.end() }
    let outcome: RunOutcome
    do { outcome = try await run.run() } catch { throw work.application.explained(error) }
    renderer.end()
    try context.report(outcome, as: report.format) { Self.words(outcome) }
  }

  private func forecast(_ run: BundleRun, _ context: CommandContext) async throws {
    let forecast = try await run.forecast()
    try context.report(forecast, as: report.format) { Self.words(forecast) }
    if !forecast.fits { throw ExecutorError.diskTooSmall(needed: forecast.extraBytes, free: forecast.freeBytes ?? 0) }
  }

  private static func words(_ forecast: RunForecast) -> String {
    let rows = forecast.steps.map { step in
      [
        step.id, step.kind, step.title, step.isDone ? "done" : step.seconds.map(Wording.seconds) ?? "",
        step.rows.map(Wording.count) ?? "", step.bytes.map(Wording.bytes) ?? "",
        step.extraBytes.map(Wording.bytes) ?? "",
      ]
    }
    var text = Wording.table([["step", "kind", "what", "about", "rows", "size", "extra"]] + rows, right: [4, 5, 6])
    var locks: [(kind: String, words: String)] = []
    for step in forecast.steps {
      if let words = step.locks, !locks.contains(where: { $0.kind == step.kind }) { locks.append((step.kind, words)) }
    }
    text += "\nlocks\n" + Wording.table(locks.map { ["  \($0.kind)", $0.words] })
    text += "\nabout \(Wording.seconds(forecast.seconds)) with \(Wording.counted(forecast.workers, "worker"))\n"
    let free = forecast.freeBytes.map { "\(Wording.bytes($0)) are free" } ?? "how much is free is not known here"
    text +=
      "peak disk \(Wording.bytes(forecast.peakBytes)), of which \(Wording.bytes(forecast.extraBytes)) come on top; \(free)\n"
    return text
  }

  private static func words(_ outcome: RunOutcome) -> String {
    if outcome.wasSealed { return "sealed by this bundle already: nothing to do\n" }
    let tables = outcome.rows.sorted { $0.key < $1.key }.map { [$0.key, Wording.count($0.value)] }
    return Wording.table([["table", "rows"]] + tables, right: [1])
      + "\(Wording.counted(outcome.stepsDone, "step")) done, \(outcome.stepsFound) found done; "
      + "\(Wording.count(outcome.committedBatches)) batches committed, \(outcome.skippedBatches) skipped\n"
  }
}

/// A bundle with the job's secrets for it.
struct BundleWork {
  let job: Job
  let application: Job.Application
  let key: MaskingKey
  let parameters: [String: String]

  init(_ bundle: MaskingBundle, job: Job, _ context: CommandContext) throws {
    application = try job.application(bundle.manifest.application)
    self.job = job
    key = try context.secrets.key(of: job)
    parameters = try context.secrets.parameters(of: bundle, application: application)
  }
}
