internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// Stages batches of one table, one transaction after the other, each batch exactly once, over as many connections as it
/// takes. Workers of several tables share the run's connections: each holds one only as long as a transaction.
struct BatchWorker: Sendable {
  let step: Step
  let relation: String
  let run: BundleRun
  let connections: RunConnections

  /// Takes batches until there are none.
  ///
  /// - Parameter onCommit: after each transaction.
  /// - Throws: `RunConnections.GaveUp` after the last attempt.
  func work(_ queue: BatchQueue, onCommit: @Sendable () async -> Void) async throws {
    let clock = ContinuousClock()
    while true {
      let batches = await queue.take(workers: await connections.slots.limit)
      guard !batches.isEmpty else { return }
      let rows = try await persistently(batches) {
        try await connections.slots.with {
          let start = clock.now
          let rows = try await stage(batches)
          await queue.note(ranges: batches.count, took: start.duration(to: clock.now))
          return rows
        }
      }
      for (place, batch) in batches.enumerated() {
        run.onEvent(
          .batchCommitted(step: step.id, relation: relation, batch: batch.number, rows: place == 0 ? rows : 0))
      }
      await onCommit()
    }
  }

  private func persistently(_ batches: [Batch], _ body: @Sendable () async throws -> Int) async throws -> Int {
    var policy = RetryPolicy(workers: await connections.slots.limit)
    let clock = ContinuousClock()
    let start = clock.now
    while true {
      try Task.checkCancellation()
      do { return try await body() } catch let error as PostgresError where !Task.isCancelled {
        let action = policy.react(
          to: FailureClass(error), now: start.duration(to: clock.now), jitter: Double.random(in: 0...1))
        try await connections.handle(
          error, action, step: step.id, batch: batches.first?.number, workers: policy.workers)
      }
    }
  }

  /// Batches that follow each other and their ledger rows, in one transaction.
  ///
  /// Where an earlier COMMIT of them was sent and its answer lost, the ledger decides, never a guess.
  ///
  /// - Returns: the rows that were staged.
  private func stage(_ batches: [Batch]) async throws -> Int {
    let connection = try await connections.worker()
    do {
      if let rows = try await committedRows(of: batches, on: connection) {
        await connections.giveBack(connection)
        return rows
      }
      do { try await perform(batches, on: connection) } catch is Taken {
        // They were not planned any more: a backend of ours that was thought lost has committed them meanwhile.
      }
      guard let rows = try await committedRows(of: batches, on: connection) else {
        throw ExecutorError.malformedBundle("step \(step.id): batch \(batches[0].number) is not in the ledger")
      }
      await connections.giveBack(connection)
      return rows
    } catch {
      await connections.giveBack(connection)
      throw error
    }
  }

  private struct Taken: Error {}

  private func perform(_ batches: [Batch], on connection: Connection) async throws {
    let (first, others) = (batches[0], batches.dropFirst())
    let statements = step.units.filter { $0.purpose == .stage }.flatMap { run.bundle.statements(of: $0, in: step) }
    try await connection.transaction { connection in
      try await connection.query(
        """
        SELECT pg_catalog.count(pg_catalog.set_config(name, value, true))
        FROM (VALUES ('understudy.lo', \(literal: first.lo)), ('understudy.hi', \(literal: batches[batches.count - 1].hi)),
          ('understudy.batch', \(literal: String(first.number)))) AS bounds (name, value)
        """)
      var last = QueryResult()
      for statement in statements { last = try await connection.query(SQL(raw: statement)) }
      guard last.tag == "UPDATE 1" else { throw Taken() }
      guard !others.isEmpty else { return }
      let covered = try await connection.query(
        """
        UPDATE understudy.batch SET state = 'committed', rows = 0, committed_at = pg_catalog.clock_timestamp()
        WHERE step = \(literal: step.id) AND state = 'planned' AND batch IN (\(numbers(of: others)))
        """)
      guard covered.affectedRows == others.count else { throw Taken() }
    }
  }

  /// The rows of batches that have committed; nil where one has not.
  private func committedRows(of batches: [Batch], on connection: Connection) async throws -> Int? {
    let row = try await connection.query(
      """
      SELECT pg_catalog.count(*), pg_catalog.sum(rows) FROM understudy.batch
      WHERE step = \(literal: step.id) AND state = 'committed' AND batch IN (\(numbers(of: batches)))
      """
    ).rows.first
    guard let row, row[0] == String(batches.count) else { return nil }
    return row[1].flatMap { Int($0) } ?? 0
  }

  private func numbers(of batches: some Sequence<Batch>) -> SQL {
    batches.map { batch in "\(batch.number)" as SQL }.joined()
  }
}
