internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresClient
internal import PostgresSyntax

/// One run under way: its connections, its machine, its counts.
actor RunCourse {
  private let run: BundleRun
  private let connections: RunConnections
  private let steps: [Step]
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var machine: RunMachine
  private var outcome = RunOutcome()
  private var hasRunOutOfTime = false
  /// Units and batches that an earlier run had committed, by step; those that do not stand are taken out.
  private var foundBatches: [String: Int] = [:]
  /// The step that runs, for messages.
  private var current = "0000"

  init(_ run: BundleRun) {
    self.run = run
    connections = RunConnections(run)
    steps = run.bundle.manifest.steps.filter(\.isLedgered)
    machine = RunMachine(steps: steps.map(\.id), workers: run.workers, patience: run.connectPatience)
    start = clock.now
  }

  func runOutOfTime() { hasRunOutOfTime = true }

  /// Drives the machine to its end and closes every connection, whatever happens.
  func run() async throws -> RunOutcome {
    do {
      let outcome = try await drive()
      await connections.closeAll(orderly: true)
      return outcome
    } catch {
      await connections.closeAll(orderly: true)
      throw error
    }
  }

  private func drive() async throws -> RunOutcome {
    var action = RunMachine.Action.open
    var lastError: ExecutorError?
    while true {
      if case .stop(let stop) = action { throw error(for: stop, last: lastError) }
      do {
        switch action {
        case .open:
          guard let done = try await open() else { return outcome }
          action = next(.opened(done: done))
        case .perform(let id):
          guard let step = steps.first(where: { $0.id == id }) else {
            throw ExecutorError.malformedBundle("there is no step \(id)")
          }
          try await perform(step)
          action = next(.performed(step: id))
        case .wait(let delay):
          await connections.closeAll(orderly: false)
          try await Task.sleep(for: delay)
          action = next(.waited)
        case .finish: return try await finished()
        case .stop: break
        }
      } catch {
        if let error = error as? PostgresError, error.sqlstate == "UN002" { throw await catalogDiffers() }
        let event = try self.event(for: error)
        if case .failed(let failure) = event {
          lastError = ExecutorError(error as? PostgresError ?? PostgresError(failure), step: current)
          if failure == .lockTimeout, let blocked = await blocked() { lastError = blocked }
        }
        action = next(event)
        if case .wait(let delay) = action, case .failed(let failure) = event {
          run.onEvent(.retrying(failure: failure, afterSeconds: delay.seconds))
        }
      }
    }
  }

  private func next(_ event: RunMachine.Event) -> RunMachine.Action {
    machine.next(after: event, now: start.duration(to: clock.now), jitter: Double.random(in: 0...1))
  }

  /// What an error means for the machine; an error that no retry mends is thrown on.
  private func event(for error: any Error) throws -> RunMachine.Event {
    if Task.isCancelled || error is CancellationError { return hasRunOutOfTime ? .deadlinePassed : .interrupted }
    if let error = error as? PostgresError {
      // Our own refusals, and what only a person can mend, are final whatever the policy says of their class.
      guard error.sqlstate?.hasPrefix("UN") != true else { throw ExecutorError(error, step: current) }
      return .failed(FailureClass(error))
    }
    throw error
  }

  private func error(for stop: RunMachine.Stop, last: ExecutorError?) -> ExecutorError {
    switch stop {
    case .interrupted: .interrupted
    case .outOfTime: .outOfTime
    case .failed(let failure, _): last ?? .serverUnreachable(failure)
    }
  }

  /// Asks what the catalog has otherwise than the reviewed one; the ledger is there, or the preflight had not come so far.
  private func catalogDiffers() async -> ExecutorError {
    var present: [String: String]?
    if let control = try? await connections.control() {
      await control.rollBack()
      present = try? await CatalogReader.read(control, hasLedger: true).fingerprint
    }
    let manifest = run.bundle.manifest
    return .catalogDiffers(manifest.drift(to: present ?? manifest.catalog.objects))
  }

  /// Names those whose locks we may have waited for.
  private func blocked() async -> ExecutorError? {
    guard let found = try? await Session.holders(try await connections.control()) else { return nil }
    run.onEvent(.blocked(step: current, byProcesses: found.processes, applications: found.applications))
    return .blocked(relation: nil, processes: found.processes, applications: found.applications)
  }

  // MARK: Opening

  /// Connects, keeps others out, and reads the ledger.
  ///
  /// - Returns: the steps that need nothing more; nil where the database is sealed by this bundle.
  private func open() async throws -> Set<String>? {
    current = "0000"
    let control = try await connections.openControl()
    _ = next(.connected)
    try await Session.pin(control)
    guard let mark = try await Mark.read(control) else { throw ExecutorError.unmarked(.noMark) }
    let place = try await Place.of(control)
    if try mark.admits(bundle: run.bundle.digest, key: run.key, at: place) {
      outcome.wasSealed = true
      outcome.stepsFound = steps.count
      return nil
    }
    if machine.found == nil {
      let findings = try await run.interlock.findings(control)
      guard findings.isEmpty else { throw ExecutorError.refused(findings) }
    }
    try await connections.pin(control)
    try await takeLock(control)
    let ended = try await Session.endLeftovers(control)
    if ended > 0 { run.onEvent(.leftoversEnded(ended)) }
    try await connections.record(control, role: "control")

    let ledger = try await Ledger.read(control)
    let done = Set(steps.filter { ledger.isDone($0) }.map(\.id))
    if machine.found == nil {
      outcome.stepsFound = done.count
      foundBatches = ledger.committed.mapValues(\.count)
      run.onEvent(.runStarted(steps: steps.count, found: done.count))
      for step in steps where done.contains(step.id) { run.onEvent(.stepFound(step: step.id, title: step.title)) }
    }
    if done.count < steps.count {
      for step in run.bundle.manifest.steps where step.kind == .preflight || step.kind == .functions {
        current = step.id
        for unit in step.units { try await Session.perform(unit, of: step, in: run.bundle, on: control) }
      }
    }
    return done
  }

  private func takeLock(_ control: Connection) async throws {
    if try await Session.tryLock(control) { return }
    let holder = try await Session.lockHolder(control)
    if let holder { run.onEvent(.waiting(forProcess: holder.process, application: holder.application)) }
    do {
      try await Session.waitForLock(control)
    } catch let error as PostgresError where error.sqlstate == "55P03" {
      let holder = try await Session.lockHolder(control) ?? holder
      throw ExecutorError.busy(process: holder?.process ?? 0, application: holder?.application ?? "")
    }
  }

  // MARK: Steps

  private func perform(_ step: Step) async throws {
    current = step.id
    let begun = clock.now
    run.onEvent(.stepStarted(step: step.id, title: step.title))
    if step.kind == .table {
      try await TableRewrite(
        step: step, run: run, connections: connections, workers: machine.policy.workers,
        onReport: { [self] in await take($0, of: step) }
      ).perform()
    } else {
      try await performUnits(of: step)
    }
    run.onEvent(
      .stepFinished(step: step.id, title: step.title, seconds: begun.duration(to: clock.now).seconds))
  }

  private func performUnits(of step: Step) async throws {
    let control = try await connections.control()
    let committed = try await Ledger.read(control).committed[step.id, default: []]
    for unit in step.units where unit.batch == 0 || !committed.contains(unit.batch) {
      try Task.checkCancellation()
      do {
        try await Session.perform(unit, of: step, in: run.bundle, on: control)
      } catch let error as PostgresError where error.sqlstate == "UN010" {
        // It has committed: the answer was lost, or two went the same way.
        continue
      }
      if unit.batch > 0 {
        run.onEvent(.unitCommitted(step: step.id, batch: unit.batch))
      }
      madeProgress()
    }
  }

  private func take(_ report: TableRewrite.Report, of step: Step) {
    switch report {
    case .committed: madeProgress()
    case .voided: foundBatches[step.id] = nil
    }
  }

  private func madeProgress() { _ = next(.progress) }

  private func finished() async throws -> RunOutcome {
    let ledger = try await Ledger.read(connections.control())
    for row in ledger.steps.values {
      if let relation = row.relation, let rows = row.rowsInserted { outcome.rows[relation] = rows }
    }
    outcome.stepsDone = steps.count - outcome.stepsFound
    outcome.skippedBatches = foundBatches.values.reduce(0, +)
    outcome.committedBatches = ledger.committedCount - outcome.skippedBatches
    run.onEvent(
      .runFinished(
        rows: outcome.rows.values.reduce(0, +), seconds: start.duration(to: clock.now).seconds))
    return outcome
  }
}

extension PostgresError {
  /// A failure of which only the class is known.
  fileprivate init(_ failure: FailureClass) { self.init(connectionIsLost: failure == .connectionLost) }
}
