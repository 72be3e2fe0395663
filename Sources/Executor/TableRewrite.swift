internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// Rewrites one table: a coordinator that holds the lock and swaps, workers that stage, and control, which plans.
struct TableRewrite: Sendable {
  /// What the run counts.
  enum Report: Sendable, Equatable {
    case committed
    /// Nothing of what was staged stands.
    case voided
  }

  let step: Step
  let run: BundleRun
  let connections: RunConnections
  let onReport: @Sendable (Report) async -> Void

  private var relation: String { step.relation?.quoted ?? "" }

  /// Rewrites the table, or what is left of it.
  ///
  /// - Throws: `RunConnections.ControlLost` and `.GaveUp`; `ExecutorError`.
  func perform() async throws {
    var machine = TableRewriteMachine(stages: step.unit(.stage) != nil)
    var policy = RetryPolicy(workers: await connections.slots.limit)
    var action = machine.begin(try await state())
    var coordinator: Connection?
    let clock = ContinuousClock()
    let start = clock.now
    while action != .finish {
      do {
        try Task.checkCancellation()
        let connection: Connection
        if let coordinator { connection = coordinator } else { connection = try await connections.coordinator() }
        coordinator = connection
        let event = try await perform(action, on: connection)
        if event == .staged || event == .committed { policy.madeProgress() }
        action = machine.next(after: event)
      } catch let error as PostgresError where !Task.isCancelled {
        // With the transaction the lock is gone: where the table stands is what the ledger says.
        if let lost = coordinator { await connections.giveBack(lost) }
        coordinator = nil
        if error.sqlstate == "UN020" {
          action = machine.next(after: .swapRefused)
        } else {
          try await react(error, &policy, now: start.duration(to: clock.now))
          action = machine.begin(try await state())
        }
      } catch {
        if let coordinator { await connections.giveBack(coordinator) }
        throw error
      }
    }
    if let coordinator { await connections.giveBack(coordinator) }
  }

  private func react(_ error: PostgresError, _ policy: inout RetryPolicy, now: Duration) async throws {
    let failure = FailureClass(error)
    var blocked: ExecutorError?
    if failure == .lockTimeout {
      let found = try await connections.withControl { try await Session.holders(ofLocksOn: relation, $0) }
      run.onEvent(.blocked(step: step.id, byProcesses: found.processes, applications: found.applications))
      blocked = .blocked(relation: relation, processes: found.processes, applications: found.applications)
    }
    // Done already: a backend of ours that was thought lost had committed.
    if error.sqlstate == "UN010", try await state() != .begun { return }
    let action = policy.react(to: failure, now: now, jitter: Double.random(in: 0...1))
    try await connections.handle(error, action, step: step.id, workers: policy.workers, blocked: blocked)
  }

  private func perform(
    _ action: TableRewriteMachine.Action, on coordinator: Connection
  ) async throws -> TableRewriteMachine.Event {
    switch action {
    case .create:
      try await performUnits(.create, on: coordinator)
      return .created
    case .lock:
      await coordinator.rollBack()
      try await coordinator.query("BEGIN")
      try await performStatements(.lock, on: coordinator)
      let ledger = try await connections.withControl { try await Ledger.read($0, step: step) }
      return .locked(ledger.state(of: step), committedBatches: ledger.committed[step.id, default: []].count)
    case .examine: return .examined(stands: try await examine())
    case .void:
      let committed = try await connections.withControl { control in
        let ledger = try await Ledger.read(control, step: step)
        try await control.query("SELECT understudy.void_table(\(literal: step.id))")
        return ledger.committed[step.id, default: []].count
      }
      if committed > 0 {
        await onReport(.voided)
        run.onEvent(.tableRestarted(step: step.id, relation: relation))
      }
      return .voided
    case .plan:
      let blocks: SQL = run.blocksPerBatch.map { "\($0)" } ?? "NULL"
      _ = try await connections.withControl {
        try await $0.query("SELECT understudy.plan_batches(\(literal: step.id), \(literal: relation), \(blocks))")
      }
      return .planned
    case .stage:
      try await stage()
      return .staged
    case .swap:
      try await connections.slots.with { try await performStatements(.swap, on: coordinator) }
      return .swapped
    case .commit:
      try await connections.slots.with { try await coordinator.commit() }
      let ledger = try await connections.withControl { try await Ledger.read($0, step: step) }
      run.onEvent(.swapped(step: step.id, relation: relation, rows: ledger.steps[step.id]?.rowsInserted ?? 0))
      await onReport(.committed)
      return .committed
    case .rollBack:
      await coordinator.rollBack()
      return .rolledBack
    case .rebuild:
      await coordinator.rollBack()
      try await connections.slots.with { try await performUnits(.rebuild, on: coordinator) }
      await onReport(.committed)
      return .rebuilt
    case .finish: return .rebuilt
    case .giveUp: throw ExecutorError.rowsDiffer(relation: relation)
    }
  }

  private func state() async throws -> TableRewriteMachine.LedgerState {
    try await connections.withControl { try await Ledger.read($0, step: step) }.state(of: step)
  }

  // MARK: Units

  private func performUnits(_ purpose: StepUnit.Purpose, on connection: Connection) async throws {
    for unit in step.units where unit.purpose == purpose {
      try await Session.perform(unit, of: step, in: run.bundle, on: connection)
    }
  }

  /// The statements of a unit, in the transaction that the coordinator has open.
  private func performStatements(_ purpose: StepUnit.Purpose, on connection: Connection) async throws {
    for unit in step.units where unit.purpose == purpose {
      for statement in run.bundle.statements(of: unit, in: step) { try await connection.query(SQL(raw: statement)) }
    }
  }

  // MARK: Staging

  /// Whether what earlier locks saw staged still stands. Asked by a worker: the coordinator's transaction must not hold a
  /// lock on the staging, which may have to be emptied.
  private func examine() async throws -> Bool {
    try await connections.slots.with {
      let worker = try await connections.worker()
      do {
        let stands = try await worker.query(
          """
          SELECT understudy.staging_is_whole(\(literal: step.id))
            AND understudy.source_is_unchanged(\(literal: step.id), \(literal: relation))
          """)
        await connections.giveBack(worker)
        return stands.scalar == "t"
      } catch {
        await connections.giveBack(worker)
        throw error
      }
    }
  }

  /// Runs the planned batches on the workers.
  private func stage() async throws {
    let rows = try await connections.withControl {
      try await $0.query(
        """
        SELECT batch, coalesce(lo::text, first_key::text), coalesce(hi::text, last_key::text), state
        FROM understudy.batch WHERE step = \(literal: step.id) ORDER BY batch
        """)
    }.rows
    let planned = rows.filter { $0[3] == "planned" }.compactMap { row in
      Batch(number: row[0].flatMap { Int($0) } ?? 0, lo: row[1] ?? "", hi: row[2] ?? "")
    }
    run.onEvent(
      .tablePlanned(
        step: step.id, relation: relation, batches: rows.count, committed: rows.count - planned.count))
    let queue = BatchQueue(planned, pace: BatchPace(target: run.batchTarget))
    let worker = BatchWorker(step: step, relation: relation, run: run, connections: connections)
    let workers = max(1, min(await connections.slots.limit, planned.count))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<workers { group.addTask { try await worker.work(queue) { await onReport(.committed) } } }
      // The first failure ends the others.
      for try await _ in group {}
    }
  }
}
