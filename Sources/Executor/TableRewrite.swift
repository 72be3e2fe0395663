internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// Rewrites one table: a coordinator that holds the lock and swaps, workers that stage, and control, which plans and asks.
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
  let workers: Int
  let onReport: @Sendable (Report) async -> Void

  private var relation: String { step.relation?.quoted ?? "" }

  /// Rewrites the table, or what is left of it.
  func perform() async throws {
    var machine = TableRewriteMachine(stages: step.unit(.stage) != nil)
    var policy = RetryPolicy(workers: 1)
    let control = try await connections.control()
    var action = machine.begin(try await Ledger.read(control).state(of: step))
    let clock = ContinuousClock()
    let start = clock.now
    while action != .finish {
      try Task.checkCancellation()
      do {
        action = machine.next(after: try await perform(action, control: control))
      } catch let error as PostgresError {
        await connections.rollBackCoordinator()
        if error.sqlstate == "UN020" {
          action = machine.next(after: .swapRefused)
          continue
        }
        let failure = FailureClass(error)
        var blocked: ExecutorError?
        if failure == .lockTimeout {
          let found = try await Session.holders(ofLocksOn: relation, control)
          run.onEvent(.blocked(step: step.id, byProcesses: found.processes, applications: found.applications))
          blocked = .blocked(relation: relation, processes: found.processes, applications: found.applications)
        }
        let now = start.duration(to: clock.now)
        guard !error.connectionIsLost,
          case .repeat(let delay) = policy.react(to: failure, now: now, jitter: Double.random(in: 0...1))
        else { throw blocked ?? error }
        run.onEvent(.retrying(failure: failure, afterSeconds: delay.seconds))
        try await Task.sleep(for: delay)
        action = machine.next(after: .lockLost)
      }
    }
  }

  private func perform(
    _ action: TableRewriteMachine.Action, control: Connection
  ) async throws -> TableRewriteMachine.Event {
    switch action {
    case .create:
      try await performUnits(.create, on: control)
      return .created
    case .lock:
      let coordinator = try await connections.coordinator()
      await coordinator.rollBack()
      try await coordinator.query("BEGIN")
      try await performStatements(.lock, on: coordinator)
      return .locked(committedBatches: try await committedBatches(control))
    case .examine:
      let stands = try await control.query(
        """
        SELECT understudy.staging_is_whole(\(literal: step.id))
          AND understudy.source_is_unchanged(\(literal: step.id), \(literal: relation))
        """)
      return .examined(stands: stands.scalar == "t")
    case .void:
      let committed = try await committedBatches(control)
      try await control.query("SELECT understudy.void_table(\(literal: step.id))")
      if committed > 0 {
        await onReport(.voided)
        run.onEvent(.tableRestarted(step: step.id, relation: relation))
      }
      return .voided
    case .plan:
      let blocks: SQL = run.blocksPerBatch.map { "\($0)" } ?? "NULL"
      try await control.query(
        "SELECT understudy.plan_batches(\(literal: step.id), \(literal: relation), \(blocks))")
      return .planned
    case .stage:
      try await stage(control)
      return .staged
    case .swap:
      try await performStatements(.swap, on: connections.coordinator())
      return .swapped
    case .commit:
      try await connections.coordinator().commit()
      let rows = try await Ledger.read(control).steps[step.id]?.rowsInserted ?? 0
      run.onEvent(.swapped(step: step.id, relation: relation, rows: rows))
      await onReport(.committed)
      return .committed
    case .rollBack:
      await connections.rollBackCoordinator()
      return .rolledBack
    case .rebuild:
      try await performUnits(.rebuild, on: connections.coordinator())
      await onReport(.committed)
      return .rebuilt
    case .finish: return .rebuilt
    case .giveUp: throw ExecutorError.rowsDiffer(relation: relation)
    }
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

  private func committedBatches(_ control: Connection) async throws -> Int {
    try await Ledger.read(control).committed[step.id, default: []].count
  }

  // MARK: Staging

  /// Runs the planned batches on the workers.
  private func stage(_ control: Connection) async throws {
    let rows = try await control.query(
      "SELECT batch, lo, hi, state FROM understudy.batch WHERE step = \(literal: step.id) ORDER BY batch"
    ).rows
    let planned = rows.filter { $0[3] == "planned" }.compactMap { row in
      Batch(number: row[0].flatMap { Int($0) } ?? 0, lo: row[1] ?? "", hi: row[2] ?? "")
    }
    run.onEvent(
      .tablePlanned(
        step: step.id, relation: relation, batches: rows.count, committed: rows.count - planned.count))
    let queue = BatchQueue(planned)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<max(1, min(workers, planned.count)) {
        group.addTask {
          try await BatchWorker(
            number: number, step: step, relation: relation, run: run, connections: connections
          ).work(queue) { await onReport(.committed) }
        }
      }
      try await group.waitForAll()
    }
  }
}
