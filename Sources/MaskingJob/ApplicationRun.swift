internal import BundleFormat
internal import Executor
internal import ExternalPrograms
internal import FixtureValidation
internal import Foundation
internal import PostgresClient
internal import RuleSyntax
internal import SnapshotStage
internal import Verifier

/// One application's way through the stages: each looks at the world first, and does what is missing.
///
/// Nothing is remembered in a file of ours: the temporary server's folder, the mark and the ledger inside it, and the
/// published folders say where an earlier attempt stopped.
actor ApplicationRun {
  let job: Job
  let application: Job.Application
  let surroundings: JobSurroundings
  var report: RunReport
  /// The stage that is under way, for a failure.
  private var stage = Stage.provision
  private var stageBegan = ContinuousClock.now
  private let began = ContinuousClock.now

  init(_ application: Job.Application, of job: Job, in surroundings: JobSurroundings) {
    self.application = application
    self.job = job
    self.surroundings = surroundings
    let now = Date()
    report = RunReport(application: application.name, run: RunIdentifier.make(at: now), startedAt: now)
  }

  /// Runs to the end or to the first failure; never throws, so that others go on.
  func run() async -> RunReport {
    do {
      begin(.provision)
      let lock = try RunLock(application: application.name, in: application.temporary.deletingLastPathComponent())
      try await goThroughStages()
      finish()
      _ = consume lock
    } catch {
      fail(error)
    }
    return report
  }

  private var folder: RunFolder {
    RunFolder(snapshots: application.snapshots, application: application.name, run: report.run)
  }

  // MARK: The record

  private func begin(_ stage: Stage) {
    self.stage = stage
    stageBegan = .now
    show(.stageBegan(stage))
  }

  private func end(_ outcome: RunReport.StageRecord.Outcome, _ note: String? = nil) {
    let record = RunReport.StageRecord(
      name: stage, outcome: outcome, seconds: Self.seconds(since: stageBegan), note: note)
    report.stages.append(record)
    show(.stageEnded(record))
  }

  private func finish() {
    report.seconds = Self.seconds(since: began)
    do { try folder.write(report) } catch { fail(error) }
  }

  /// A failed run leaves its report and nothing else.
  private func fail(_ error: any Error) {
    end(.failed)
    let reason = surroundings.describe(error)
    report.failure = RunReport.Failed(stage: stage, reason: reason)
    report.seconds = Self.seconds(since: began)
    // The report itself may be what cannot be written: then the reason at hand is the one to tell.
    try? folder.write(report)
  }

  private func show(_ kind: JobEvent.Kind) { surroundings.show(JobEvent(application: application.name, kind)) }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let elapsed = ContinuousClock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    return (seconds * 1000).rounded() / 1000
  }
}
