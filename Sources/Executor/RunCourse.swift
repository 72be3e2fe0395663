internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresClient
internal import PostgresSyntax

/// One run under way: its connections, its machine, its counts.
actor RunCourse {
  private nonisolated let run: BundleRun
  private nonisolated let connections: RunConnections
  private let steps: [Step]
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var machine: RunMachine
  private var outcome = RunOutcome()
  private var hasRunOutOfTime = false
  /// Units and batches that an earlier run had committed, by step; those that do not stand are taken out.
  private var foundBatches: [String: Int] = [:]
  /// The step that runs, for messages; of several side by side the one that began last.
  private var current = "0000"

  init(_ run: BundleRun) {
    self.run = run
    connections = RunConnections(run)
    steps = run.bundle.manifest.steps.filter(\.isLedgered)
    machine = RunMachine(
      groups: Self.groups(steps, alone: Self.wholes(of: run.bundle)), workers: run.workers,
      patience: run.connectPatience)
    start = clock.now
  }

  /// Tables next to each other in the bundle go side by side: their foreign keys are detached, so that none waits for
  /// another. Every other step has to itself what came before.
  ///
  /// - Parameter alone: tables that are not rewritten beside others, by step.
  static func groups(_ steps: [Step], alone: Set<String> = []) -> [[String]] {
    var groups: [[Step]] = []
    for step in steps {
      if step.kind == .table, !alone.contains(step.id), let last = groups.last?.first, last.kind == .table,
        !alone.contains(last.id)
      {
        groups[groups.count - 1].append(step)
      } else {
        groups.append([step])
      }
    }
    return groups.map { $0.map(\.id) }
  }

  /// Partitioned tables that are rewritten through their parent: its locks are on every partition, and what the swap does to
  /// indexes reaches the tables above.
  private static func wholes(of bundle: MaskingBundle) -> Set<String> {
    Set(bundle.manifest.verification.tables.compactMap { $0.leaves == nil ? nil : $0.step })
  }

  func runOutOfTime() { hasRunOutOfTime = true }

  /// Drives the machine to its end and closes every connection, whatever happens.
  func run() async throws -> RunOutcome {
    do {
      let outcome = try await drive()
      await connections.closeAll(ending: .finished)
      return outcome
    } catch {
      await connections.closeAll(ending: ProgramEnding(error))
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
        case .perform(let ids):
          try await perform(steps.filter { ids.contains($0.id) })
          action = next(.performed(steps: ids))
        case .wait(let delay):
          await connections.closeAll(ending: nil)
          try await Task.sleep(for: delay)
          action = next(.waited)
        case .finish: return try await finished()
        case .stop: break
        }
      } catch {
        if let error = error as? PostgresError, error.sqlstate == "UN002" { throw await catalogDiffers() }
        let event = try self.event(for: error)
        action = next(event)
        guard case .failed(let failure) = event else { continue }
        let reason = (error as? RunConnections.ControlLost)?.error ?? error as? PostgresError ?? PostgresError(failure)
        lastError = ExecutorError(reason, step: current)
        if failure == .lockTimeout, let blocked = await blocked() { lastError = blocked }
        var isFinal = true
        if case .wait(let delay) = action {
          isFinal = false
          await connections.slots.lower(to: machine.policy.workers)
          run.onEvent(.retrying(failure: failure, afterSeconds: delay.seconds))
        }
        await connections.note(reason, step: current, isFinal: isFinal)
      }
    }
  }

  private func next(_ event: RunMachine.Event) -> RunMachine.Action {
    machine.next(after: event, now: start.duration(to: clock.now), jitter: Double.random(in: 0...1))
  }

  /// What an error means for the machine; an error that no retry mends is thrown on.
  private func event(for error: any Error) throws -> RunMachine.Event {
    if Task.isCancelled || error is CancellationError { return hasRunOutOfTime ? .deadlinePassed : .interrupted }
    if let lost = error as? RunConnections.ControlLost { return .failed(FailureClass(lost.error)) }
    if let last = error as? RunConnections.GaveUp {
      throw last.blocked ?? ExecutorError(last.error, step: last.step)
    }
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
    let present = try? await connections.withControl { control in
      await control.rollBack()
      return try await CatalogReader.read(control, hasLedger: true).fingerprint
    }
    let manifest = run.bundle.manifest
    return .catalogDiffers(manifest.drift(to: present ?? manifest.catalog.objects))
  }

  /// Names those whose locks we may have waited for.
  private func blocked() async -> ExecutorError? {
    guard let found = try? await connections.withControl({ try await Session.holders($0) }) else { return nil }
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
      let findings =
        try await run.interlock.findings(control, at: run.target) + PrivilegeCheck(bundle: run.bundle).findings(control)
      guard findings.isEmpty else { throw ExecutorError.refused(findings) }
    }
    try await connections.pin(control)
    try await takeLock(control)
    try await control.transaction { try await LedgerMigrations().apply(to: $0) }
    let ended = try await Session.endLeftovers(control)
    if ended > 0 { run.onEvent(.leftoversEnded(ended)) }

    let ledger = try await Ledger.read(control)
    let done = Set(steps.filter { ledger.isDone($0) }.map(\.id))
    if machine.found == nil {
      outcome.stepsFound = done.count
      foundBatches = ledger.committed.mapValues(\.count)
      run.onEvent(.runStarted(steps: steps.count, found: done.count))
      for step in steps where done.contains(step.id) { run.onEvent(.stepFound(step: step.id, title: step.title)) }
    }
    guard done.count < steps.count else { return done }
    try await connections.recordControl(control)
    for step in run.bundle.manifest.steps where step.kind == .preflight || step.kind == .functions {
      current = step.id
      for unit in step.units { try await Session.perform(unit, of: step, in: run.bundle, on: control) }
    }
    return done
  }

  private func takeLock(_ control: Connection) async throws {
    if try await Session.tryLock(control) { return }
    let holder = try await Session.lockHolder(control)
    if let holder { run.onEvent(.waiting(forProcess: holder.process, application: holder.application)) }
    if try await Session.waitForLock(control, for: run.lockTimeout) { return }
    let last = try await Session.lockHolder(control) ?? holder
    throw ExecutorError.busy(process: last?.process ?? 0, application: last?.application ?? "")
  }

  // MARK: Steps

  private func perform(_ steps: [Step]) async throws {
    guard steps.first?.kind == .table else {
      for step in steps { try await reported(step) { try await self.performUnits(of: step) } }
      return
    }
    let queue = StepQueue(try await largestFirst(steps))
    let lanes = min(await connections.slots.limit, steps.count)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          // With fewer permits fewer tables are begun.
          while await lane < max(1, self.connections.slots.limit), let step = await queue.next() {
            try await self.rewrite(step)
          }
        }
      }
      // The first failure ends the others.
      for try await _ in group {}
    }
  }

  /// The largest tables first, so that the small ones fill what is left of the time.
  private func largestFirst(_ steps: [Step]) async throws -> [Step] {
    guard steps.count > 1 else { return steps }
    let names = steps.map { step in "(\(literal: step.id), \(literal: step.relation?.quoted ?? ""))" as SQL }
    let rows = try await connections.withControl { control in
      try await control.query(
        """
        SELECT step FROM (VALUES \(names.joined())) AS t (step, relation)
        ORDER BY pg_catalog.pg_table_size(pg_catalog.to_regclass(relation)) DESC NULLS LAST, step
        """)
    }.rows
    return rows.compactMap { row in steps.first { $0.id == row[0] } }
  }

  private nonisolated func rewrite(_ step: Step) async throws {
    try await reported(step) {
      try await TableRewrite(
        step: step, run: self.run, connections: self.connections, onReport: { await self.take($0, of: step) }
      ).perform()
    }
  }

  private nonisolated func reported(_ step: Step, _ body: @Sendable () async throws -> Void) async throws {
    await begin(step)
    let clock = ContinuousClock()
    let begun = clock.now
    run.onEvent(.stepStarted(step: step.id, title: step.title))
    try await body()
    run.onEvent(
      .stepFinished(step: step.id, title: step.title, seconds: begun.duration(to: clock.now).seconds))
  }

  private func begin(_ step: Step) { current = step.id }

  private nonisolated func performUnits(of step: Step) async throws {
    let committed = try await connections.withControl { try await Ledger.read($0, step: step) }
      .committed[step.id, default: []]
    if step.kind == .finish || step.kind == .statementsAfter { try await waitForOldSnapshots(step) }
    for unit in step.units where unit.batch == 0 || !committed.contains(unit.batch) {
      try Task.checkCancellation()
      if unit.purpose == .vacuum, run.snapshot == .dump { continue }
      do {
        try await connections.withControl { try await Session.perform(unit, of: step, in: run.bundle, on: $0) }
      } catch let error as PostgresError where error.sqlstate == "UN010" {
        // It has committed: the answer was lost, or two went the same way.
        continue
      }
      if unit.batch > 0 {
        run.onEvent(.unitCommitted(step: step.id, batch: unit.batch))
      }
      await madeProgress()
    }
  }

  /// VACUUM FULL under an old snapshot copies the dead originals into the new file, and says that all is well.
  private nonisolated func waitForOldSnapshots(_ step: Step) async throws {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: run.lockTimeout)
    while true {
      let found = try await connections.withControl { try await Session.oldSnapshots($0) }
      if found.processes.isEmpty { return }
      guard clock.now < end else {
        run.onEvent(.blocked(step: step.id, byProcesses: found.processes, applications: found.applications))
        throw ExecutorError.blocked(relation: nil, processes: found.processes, applications: found.applications)
      }
      try await Task.sleep(for: .milliseconds(100))
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
    let ledger = try await connections.withControl { try await Ledger.read($0) }
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

/// Steps that go side by side, for whoever is free.
private actor StepQueue {
  private var steps: ArraySlice<Step>

  init(_ steps: [Step]) { self.steps = steps[...] }
  func next() -> Step? { steps.popFirst() }
}

extension PostgresError {
  /// A failure of which only the class is known.
  fileprivate init(_ failure: FailureClass) { self.init(connectionIsLost: failure == .connectionLost) }
}
