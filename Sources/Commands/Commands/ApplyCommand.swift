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

  @Flag(help: "Only list the steps.")
  var dryRun = false

  func validate() throws {
    guard (1...64).contains(workers) else { throw ValidationError("--workers is a number from 1 to 64.") }
  }

  /// What `--dry-run` tells of a step.
  struct PlannedStep: Encodable {
    let id: String
    let kind: String
    let title: String
    let file: String
  }

  func run(in context: CommandContext) async throws {
    let bundle = try MaskingBundle.read(from: URL(fileURLWithPath: bundle))
    if dryRun { return try listSteps(of: bundle, context) }
    let work = try BundleWork(bundle, job: Job.read(job.path), context)
    let renderer = ProgressRenderer(format: report.format, sink: context.messages)
    let progress = Mutex(MaskingProgress())
    let run = BundleRun(
      bundle: bundle, target: try database.target(context), key: work.key, parameters: work.parameters,
      workers: workers,
      protected: work.job.protected
    ) { event in
      if let kind = progress.withLock({ $0.take(event) }) {
        renderer.show(JobEvent(application: bundle.manifest.application, kind))
      }
    }
    defer { renderer.end() }
    let outcome: RunOutcome
    do { outcome = try await run.run() } catch { throw work.application.explained(error) }
    renderer.end()
    try context.report(outcome, as: report.format) { Self.words(outcome) }
  }

  private func listSteps(of bundle: MaskingBundle, _ context: CommandContext) throws {
    let steps = bundle.manifest.steps.filter { $0.kind != .seal }.map {
      PlannedStep(id: $0.id, kind: $0.kind.rawValue, title: $0.title, file: $0.file)
    }
    try context.report(steps, as: report.format) {
      Wording.table([["step", "kind", "what", "file"]] + steps.map { [$0.id, $0.kind, $0.title, $0.file] })
    }
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
