internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// A range of a source's rows that is staged in one transaction.
struct Batch: Sendable, Equatable {
  let number: Int
  /// First row pointer, and the one after the last.
  let lo: String
  let hi: String
}

/// The batches that no worker has taken yet.
actor BatchQueue {
  private var batches: ArraySlice<Batch>

  init(_ batches: [Batch]) { self.batches = batches[...] }

  func take() -> Batch? { batches.popFirst() }
}

/// Stages batches, one after the other, each exactly once, over as many connections as it takes.
struct BatchWorker: Sendable {
  let number: Int
  let step: Step
  let relation: String
  let run: BundleRun
  let connections: RunConnections

  /// Takes batches until there are none.
  ///
  /// - Parameter onCommit: after each batch.
  func work(_ queue: BatchQueue, onCommit: @Sendable () async -> Void) async throws {
    var policy = RetryPolicy(workers: 1)
    let clock = ContinuousClock()
    let start = clock.now
    while let batch = await queue.take() {
      var rows: Int?
      while rows == nil {
        try Task.checkCancellation()
        do {
          rows = try await stage(batch)
        } catch let error as PostgresError where !Task.isCancelled {
          let failure = FailureClass(error)
          switch policy.react(to: failure, now: start.duration(to: clock.now), jitter: Double.random(in: 0...1)) {
          case .repeat(let delay), .reconnect(let delay):
            run.onEvent(.retrying(failure: failure, afterSeconds: delay.seconds))
            try await Task.sleep(for: delay)
          case .giveUp: throw error
          }
        }
      }
      policy.madeProgress()
      run.onEvent(
        .batchCommitted(step: step.id, relation: relation, batch: batch.number, rows: rows ?? 0))
      await onCommit()
    }
  }

  /// One batch and its ledger row, in one transaction.
  ///
  /// Where an earlier COMMIT of it was sent and its answer lost, the ledger decides, never a guess.
  ///
  /// - Returns: the rows that it staged.
  private func stage(_ batch: Batch) async throws -> Int {
    let connection = try await connections.worker(number)
    await connection.rollBack()
    if let rows = try await committedRows(of: batch, on: connection) { return rows }
    let statements = step.units.filter { $0.purpose == .stage }.flatMap { run.bundle.statements(of: $0, in: step) }
    do {
      try await perform(statements, of: batch, on: connection)
    } catch is Taken {
      // Its row was not planned any more: a backend of ours that was thought lost has committed it meanwhile.
    }
    guard let rows = try await committedRows(of: batch, on: connection) else {
      throw ExecutorError.malformedBundle("step \(step.id): batch \(batch.number) is not in the ledger")
    }
    return rows
  }

  private struct Taken: Error {}

  private func perform(_ statements: [String], of batch: Batch, on connection: Connection) async throws {
    try await connection.transaction { connection in
      try await connection.query(
        """
        SELECT pg_catalog.count(pg_catalog.set_config(name, value, true))
        FROM (VALUES ('understudy.lo', \(literal: batch.lo)), ('understudy.hi', \(literal: batch.hi)),
          ('understudy.batch', \(literal: String(batch.number)))) AS bounds (name, value)
        """)
      var last = QueryResult()
      for statement in statements { last = try await connection.query(SQL(raw: statement)) }
      guard last.tag == "UPDATE 1" else { throw Taken() }
    }
  }

  private func committedRows(of batch: Batch, on connection: Connection) async throws -> Int? {
    try await connection.query(
      """
      SELECT rows FROM understudy.batch
      WHERE step = \(literal: step.id) AND batch = \(batch.number) AND state = 'committed'
      """
    ).scalar.flatMap { Int($0) }
  }
}
