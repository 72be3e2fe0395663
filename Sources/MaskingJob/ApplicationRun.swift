internal import BundleFormat
internal import Executor
internal import ExternalPrograms
internal import Foundation
internal import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax
internal import SnapshotStage
internal import Synchronization
internal import Verifier

/// One application's way through the stages: each looks at the world first, and does what is missing.
///
/// Nothing is remembered in a file of ours: the temporary server's folder, the mark and the ledger inside it, and the
/// published folders say where an earlier attempt stopped.
actor ApplicationRun {
  private let job: Job
  private let application: Job.Application
  private let surroundings: JobSurroundings
  private var report: RunReport
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
      _ = consume lock
    } catch {
      fail(error)
      if await !Notification(command: job.notify).send(report: folder.report) {
        show(.note("the program that is told of failures failed itself"))
      }
    }
    return report
  }

  // MARK: The stages

  private func goThroughStages() async throws {
    let inputs = try await prepare()
    begin(.provision)
    let database = TemporaryDatabase(
      application: application, source: inputs.source, surroundings: surroundings, protected: job.protected)
    let provisioned = try await database.provision(reviewed: inputs.reviewed.digest)
    if let mark = provisioned.mark { report.run = mark.run }
    end(provisioned.isFound ? .found : .done, provisioned.note)

    try await adopt(provisioned, inputs)
    let bundle = try await compile(inputs)
    try await apply(bundle, provisioned, inputs)
    let attestation = try await verify(bundle, provisioned, inputs)
    let snapshot = LocalSnapshot(
      directory: application.snapshots, application: application.name, run: report.run,
      programs: surroundings.programs)
    if try snapshot.published(attestation) != nil {
      findPublished(snapshot)
    } else {
      do {
        let record = try await self.snapshot(snapshot, attestation, bundle, provisioned, inputs)
        try publish(snapshot, record, attestation)
      } catch {
        snapshot.discard()
        throw error
      }
    }
    try prune()
    begin(.cleanUp)
    try await provisioned.server.remove()
    end(.done)
    try finish()
  }

  /// What the run needs, read before anything is made: whoever has to mend a key does not wait for a copy first.
  private func prepare() async throws -> RunInputs {
    stage = .compile
    guard FileManager.default.fileExists(atPath: application.bundle.path) else {
      throw JobError.bundleMissing(application: application.name, folder: RuleFiles.shortPath(application.bundle))
    }
    let reviewed = try MaskingBundle.read(from: application.bundle)
    stage = .apply
    let key = try surroundings.secrets.key(of: job)
    let parameters = try surroundings.secrets.parameters(of: reviewed, application: application)
    stage = .snapshot
    _ = try await Recipients.read(application.recipients, programs: surroundings.programs)
    stage = .provision
    return RunInputs(
      source: try application.openSource(surroundings.secrets), reviewed: reviewed, key: key, parameters: parameters)
  }

  private func adopt(_ database: TemporaryDatabase.Provisioned, _ inputs: RunInputs) async throws {
    begin(.adopt)
    let sources = await SourcePlaces(of: job, surroundings.secrets)
    for note in sources.notes { show(.note(note)) }
    let result = try await Adoption(
      application: application.name, run: report.run, confirm: database.server.database,
      source: inputs.source.title, asOf: database.asOf, sourcePlaces: sources.places,
      protected: job.protected
    ).adopt(database.target, key: inputs.key)
    report.run = result.mark.run
    report.asOf = result.mark.asOf
    end(result.wasMarked ? .found : .done, "run \(result.mark.run)")
  }

  /// Compiles afresh: what runs is what was reviewed, and what was reviewed is what the rules say now.
  private func compile(_ inputs: RunInputs) async throws -> MaskingBundle {
    begin(.compile)
    let compiled = try await SourceCompilation(application: application, source: inputs.source)
      .compile(surroundings.programs)
    let different = compiled.bundle.differences(from: application.bundle)
    guard different.isEmpty else {
      throw JobError.bundleDiffers(
        application: application.name, folder: RuleFiles.shortPath(application.bundle), files: different,
        changes: application.differences(inputs.reviewed, compiled.bundle).lines)
    }
    report.bundle = inputs.reviewed.digest
    end(.done, "bundle \(inputs.reviewed.digest.prefix(16))")
    return inputs.reviewed
  }

  private func apply(
    _ bundle: MaskingBundle, _ database: TemporaryDatabase.Provisioned, _ inputs: RunInputs
  ) async throws {
    begin(.apply)
    let progress = Mutex(MaskingProgress())
    let run = BundleRun(
      bundle: bundle, target: database.target, key: inputs.key, parameters: inputs.parameters,
      snapshot: .dump, protected: job.protected
    ) { [surroundings, name = application.name] event in
      if let kind = progress.withLock({ $0.take(event) }) {
        surroundings.show(JobEvent(application: name, kind))
      }
    }
    let outcome: RunOutcome
    do { outcome = try await run.run() } catch { throw application.explained(error) }
    report.tables = outcome.rows
    report.batches = outcome.committedBatches
    report.skippedBatches = outcome.skippedBatches
    end(
      outcome.wasSealed || outcome.stepsDone == 0 ? .found : .done,
      "\(outcome.committedBatches) batches, \(outcome.skippedBatches) skipped")
  }

  /// The attestation waits in the temporary server's folder until it is published: of a sealed database only the digest is
  /// left.
  private func verify(
    _ bundle: MaskingBundle, _ database: TemporaryDatabase.Provisioned, _ inputs: RunInputs
  ) async throws -> Attestation {
    begin(.verify)
    let pending = database.pendingAttestation
    let outcome = try await Verification(
      bundle: bundle, target: database.target, key: inputs.key, parameters: inputs.parameters
    ).run { attestation in
      do { try attestation.encoded().write(to: pending, options: .atomic) } catch {
        throw JobError.fileUnwritable(RuleFiles.shortPath(pending))
      }
    }
    let attestation: Attestation
    switch outcome {
    case .sealed(let sealed): attestation = sealed
    case .alreadySealed:
      guard let filed = TemporaryDatabase.attestation(in: pending) else {
        throw JobError.fileUnreadable(RuleFiles.shortPath(pending))
      }
      attestation = filed
    }
    report.attestation = try attestation.digest()
    report.tables = Dictionary(
      attestation.tables.map { ($0.relation.description, $0.rows) }, uniquingKeysWith: { first, _ in first })
    if case .sealed = outcome { end(.done) } else { end(.found) }
    return attestation
  }

  /// A copy that is not as it was attested is of no use any more: without its attestation the next run makes another.
  private func snapshot(
    _ snapshot: LocalSnapshot, _ attestation: Attestation, _ bundle: MaskingBundle,
    _ database: TemporaryDatabase.Provisioned, _ inputs: RunInputs
  ) async throws -> SnapshotRecord {
    begin(.snapshot)
    let record: SnapshotRecord
    do {
      record = try await Verification(
        bundle: bundle, target: database.target, key: inputs.key, parameters: inputs.parameters
      ).whileShowing(attestation) { [recipients = application.recipients] shown in
        try await snapshot.create(
          from: database.target, shown: shown, attestation: attestation, bundle: bundle.digest, recipients: recipients)
      }
    } catch VerificationError.changedSinceAttested(let what) {
      try? FileManager.default.removeItem(at: database.pendingAttestation)
      throw VerificationError.changedSinceAttested(what)
    }
    end(.done, "\(record.bytes) bytes")
    return record
  }

  /// The report stands beside the snapshot before it is published, and is completed by what follows.
  private func publish(_ snapshot: LocalSnapshot, _ record: SnapshotRecord, _ attestation: Attestation) throws {
    begin(.publish)
    report.snapshot = RuleFiles.shortPath(snapshot.folder)
    try folder.write(report)
    try snapshot.publish(record, attestation: attestation)
    end(.done, report.snapshot)
  }

  /// An earlier attempt died after it had published: what is left to do is to prune and to clean up.
  private func findPublished(_ snapshot: LocalSnapshot) {
    report.snapshot = RuleFiles.shortPath(snapshot.folder)
    for stage in [Stage.snapshot, .publish] {
      begin(stage)
      end(.found)
    }
  }

  private func prune() throws {
    begin(.prune)
    let removed = try PublishedSnapshots(directory: application.snapshots, application: application.name)
      .prune(keep: application.keep)
    end(.done, removed.isEmpty ? nil : "removed \(removed.joined(separator: ", "))")
  }

  // MARK: The record

  private var folder: RunFolder {
    RunFolder(snapshots: application.snapshots, application: application.name, run: report.run)
  }

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

  private func finish() throws {
    report.seconds = Self.seconds(since: began)
    try folder.write(report)
  }

  /// A failed run leaves its report and nothing else.
  private func fail(_ error: any Error) {
    end(.failed)
    // What was not published is no snapshot, and has been removed.
    report.snapshot = nil
    report.failure = RunReport.Failed(stage: stage, reason: surroundings.describe(error))
    report.seconds = Self.seconds(since: began)
    // The report itself may be what cannot be written: then the reason at hand is the one to tell.
    try? folder.write(report)
  }

  private func show(_ kind: JobEvent.Kind) { surroundings.show(JobEvent(application: application.name, kind)) }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let elapsed = (ContinuousClock.now - start).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    return (seconds * 1000).rounded() / 1000
  }
}

/// What a run was given.
private struct RunInputs {
  let source: any CopySource
  let reviewed: MaskingBundle
  let key: MaskingKey
  let parameters: [String: String]
}
