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

/// One application's way through the stages: the driver of `StageMachine`, which says what is next.
///
/// Nothing is remembered in a file of ours: what the provider made, the mark and the ledger in the temporary database, and the
/// published snapshots say where an earlier attempt stopped.
actor ApplicationRun {
  private let job: Job
  private let application: Job.Application
  private let surroundings: JobSurroundings
  private var report: RunReport
  /// The stage that is under way, for a failure.
  private var stage = Stage.provision
  private var stageBegan = ContinuousClock.now
  /// How the stage that is under way will have ended.
  private var outcome = RunReport.StageRecord.Outcome.done
  private var note: String?
  private let began = ContinuousClock.now
  // What the stages hand on.
  private var chosen: (any SnapshotProvider)?
  private var inputs: RunInputs?
  private var discovery = Discovery.nothing
  private var copy: TemporaryCopy?
  private var target: ConnectionTarget?
  private var attestation: Attestation?
  private var isPublished = false

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
      do { try await goThroughStages() } catch {
        await park(after: error)
        throw error
      }
      _ = consume lock
    } catch {
      fail(error)
      if await !Notification(command: job.notify).send(report: folder.report) {
        show(.note("the program that is told of failures failed itself"))
      }
    }
    return report
  }

  private func goThroughStages() async throws {
    chosen = try application.provider(surroundings, protected: job.protected)
    inputs = try await prepare()
    var machine = StageMachine()
    var action: StageMachine.Action? = machine.first
    while let next = action {
      switch next {
      case .discover(let stage):
        begin(stage)
        action = machine.react(to: try await discover(stage))
      case .act(let stage):
        try await act(stage)
        action = machine.react(to: .acted)
      case .verify(let stage):
        let event = try await verify(stage)
        if event == .holds { end(machine.hasActed ? outcome : .found, note) }
        action = machine.react(to: event)
      case .giveUp: throw JobError.uselessAgain(application: application.name, reason: note ?? "")
      case .finish: return try finish()
      }
    }
    throw ProviderMisuse()
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
    try await provider.preflight()
    stage = .provision
    return RunInputs(reviewed: reviewed, key: key, parameters: parameters)
  }

  // MARK: Discover, act, verify

  private func discover(_ stage: Stage) async throws -> StageMachine.Event {
    switch stage {
    case .provision:
      discovery = try await provider.discover(reviewed: given(inputs).reviewed.digest)
      switch discovery {
      case .nothing: return .missing
      case .found: return .found
      case .useless: return .useless
      }
    case .snapshot:
      isPublished = try await provider.isPublished(sealed())
      if isPublished { return .found }
      return try await provider.hasSnapshot(sealed()) ? .found : .missing
    case .publish: return isPublished ? .found : .missing
    case .adopt, .compile, .apply, .verify, .prune, .cleanUp: return .missing
    }
  }

  private func act(_ stage: Stage) async throws {
    switch stage {
    case .provision: try await provision()
    case .adopt: try await adopt()
    case .compile: try await compile()
    case .apply: try await apply()
    case .verify: try await verifyMasking()
    case .snapshot: note = try await provider.snapshot(sealed())
    case .publish: try await publish()
    case .prune:
      let removed = try await provider.prune()
      note = removed.isEmpty ? nil : "removed \(removed.joined(separator: ", "))"
    case .cleanUp:
      try await provider.destroy()
      try? FileManager.default.removeItem(at: application.pendingAttestation)
      // Goes if nothing else is in it.
      rmdir(application.temporary.path)
    }
  }

  private func verify(_ stage: Stage) async throws -> StageMachine.Event {
    switch stage {
    case .provision: return try await verifyCopy()
    case .snapshot where !isPublished:
      try await provider.verify(sealed())
    case .publish:
      report.snapshot = try provider.place(of: report.run)
      note = isPublished ? nil : report.snapshot
    case .adopt, .compile, .apply, .verify, .snapshot, .prune, .cleanUp: break
    }
    return .holds
  }

  private func provision() async throws {
    let made = try await provider.provision(discovery, run: report.run)
    copy = made
    note = made.note
    if let run = made.run { report.run = run }
  }

  /// A copy that was begun is carried on only if its mark and ledger allow it.
  private func verifyCopy() async throws -> StageMachine.Event {
    if copy == nil { try await provision() }
    let copy = try given(copy)
    let target = try await provider.endpoint()
    self.target = target
    guard let mark = try await Mark.read(at: target) else { return .holds }
    let waiting = try? TemporaryDatabase.attestation(in: application.pendingAttestation)?.digest()
    let reason = Orphan(mark: mark, application: application).reasonToDiscard(
      source: copy.source, asOf: nil, reviewed: try given(inputs).reviewed.digest, attestation: waiting)
    guard let reason else {
      report.run = mark.run
      return .holds
    }
    note = reason
    discovery = .useless("removed what run \(mark.run) had left: \(reason)")
    self.copy = nil
    return .useless
  }

  // MARK: The stages

  private func adopt() async throws {
    let copy = try given(copy)
    let sources = await SourcePlaces(of: job, surroundings.secrets)
    for note in sources.notes { show(.note(note)) }
    let result = try await Adoption(
      application: application.name, run: report.run, confirm: copy.database, source: copy.source, asOf: copy.asOf,
      sourcePlaces: sources.places, protected: job.protected
    ).adopt(given(target), key: given(inputs).key)
    report.run = result.mark.run
    report.asOf = result.mark.asOf
    outcome = result.wasMarked ? .found : .done
    note = "run \(result.mark.run)"
  }

  /// Compiles afresh: what runs is what was reviewed, and what was reviewed is what the rules say now.
  private func compile() async throws {
    let reviewed = try given(inputs).reviewed
    let compiled =
      application.namedSchema == nil
      ? try await SourceCompilation(application: application, source: application.openSource(surroundings.secrets))
        .compileSource(surroundings.programs)
      : try await ApplicationCompilation(application).compile(programs: surroundings.programs)
    let different = compiled.bundle.differences(from: application.bundle)
    guard different.isEmpty else {
      throw JobError.bundleDiffers(
        application: application.name, folder: RuleFiles.shortPath(application.bundle), files: different,
        changes: application.differences(reviewed, compiled.bundle).lines)
    }
    report.bundle = reviewed.digest
    note = "bundle \(reviewed.digest.prefix(16))"
  }

  private func apply() async throws {
    let inputs = try given(inputs)
    let provider = try provider
    try await provider.beginMasking(by: inputs.reviewed.digest)
    let progress = Mutex(MaskingProgress())
    let run = BundleRun(
      bundle: inputs.reviewed, target: try given(target), key: inputs.key, parameters: inputs.parameters,
      deadline: surroundings.deadline, snapshot: provider.copiesFiles ? .files : .dump, protected: job.protected
    ) { [surroundings, name = application.name] event in
      if let kind = progress.withLock({ $0.take(event) }) {
        surroundings.show(JobEvent(application: name, kind))
      }
    }
    let result: RunOutcome
    do { result = try await run.run() } catch { throw application.explained(error) }
    report.tables = result.rows
    report.batches = result.committedBatches
    report.skippedBatches = result.skippedBatches
    outcome = result.wasSealed || result.stepsDone == 0 ? .found : .done
    note = "\(result.committedBatches) batches, \(result.skippedBatches) skipped"
  }

  /// The attestation waits in a file until it is published: of a sealed database only the digest is left.
  private func verifyMasking() async throws {
    let pending = application.pendingAttestation
    try? FileManager.default.createDirectory(at: application.temporary, withIntermediateDirectories: true)
    let result = try await verification().run { attestation in
      do { try attestation.encoded().write(to: pending, options: .atomic) } catch {
        throw JobError.fileUnwritable(RuleFiles.shortPath(pending))
      }
    }
    switch result {
    case .sealed(let sealed): attestation = sealed
    case .alreadySealed:
      guard let filed = TemporaryDatabase.attestation(in: pending) else {
        throw JobError.fileUnreadable(RuleFiles.shortPath(pending))
      }
      attestation = filed
      outcome = .found
    }
    let attestation = try given(attestation)
    report.attestation = try attestation.digest()
    report.tables = Dictionary(
      attestation.tables.map { ($0.relation.description, $0.rows) }, uniquingKeysWith: { first, _ in first })
  }

  /// The report stands beside the snapshot before it is published, and is completed by what follows.
  private func publish() async throws {
    report.snapshot = try provider.place(of: report.run)
    try folder.write(report)
    try await provider.publish(sealed())
  }

  // MARK: What the stages hand on

  private var provider: any SnapshotProvider { get throws { try given(chosen) } }

  private func given<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw ProviderMisuse() }
    return value
  }

  private func verification() throws -> Verification {
    let inputs = try given(inputs)
    return Verification(
      bundle: inputs.reviewed, target: try given(target), key: inputs.key, parameters: inputs.parameters)
  }

  private func sealed() throws -> SealedCopy {
    let attestation = try given(attestation)
    let verification = try verification()
    return SealedCopy(
      run: report.run, target: try given(target), attestation: attestation, bundle: try given(inputs).reviewed.digest
    ) { [weak self] body in
      do { try await verification.whileShowing(attestation, body) } catch {
        await self?.forget(after: error)
        throw error
      }
    }
  }

  /// A copy that is not as it was attested is of no use any more: without its attestation the next run makes another.
  private func forget(after error: any Error) {
    guard case VerificationError.changedSinceAttested = error else { return }
    try? FileManager.default.removeItem(at: application.pendingAttestation)
  }

  /// What failed for good is put where it costs little; what only ran out of time is carried on by the next run as it is.
  private func park(after error: any Error) async {
    let isResumable = surroundings.describe(error).status == Self.resumable
    guard let provider = chosen else { return }
    // Also in a cancelled task.
    let done = await Task.detached { [provider] in await provider.park(isResumable: isResumable) }.value
    if let done { show(.note(done)) }
  }

  /// The exit code of what only has to be run again.
  private static let resumable: Int32 = 75

  // MARK: The record

  private var folder: RunFolder {
    RunFolder(snapshots: application.snapshots, application: application.name, run: report.run)
  }

  private func begin(_ stage: Stage) {
    self.stage = stage
    stageBegan = .now
    (outcome, note) = (.done, nil)
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
private struct RunInputs: Sendable {
  let reviewed: MaskingBundle
  let key: MaskingKey
  let parameters: [String: String]
}
