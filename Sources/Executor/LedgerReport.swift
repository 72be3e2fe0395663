public import PostgresClient
internal import PostgresSyntax

/// What the ledger says of a run, also while it is going on: counts, names, classes of failures. Read without a lock.
public struct LedgerReport: Sendable, Codable, Equatable {
  /// A start of the program.
  public struct Program: Sendable, Codable, Equatable {
    public var startedAt: String
    public var workers: Int
    /// Whether its control connection is there now.
    public var isRunning: Bool
    /// `finished`, `interrupted`, `out of time`, `failed`; nil while it works, or where it was lost.
    public var ending: String?
    public var endedAt: String?
  }

  /// A table that has begun and is not done.
  public struct Table: Sendable, Codable, Equatable {
    public var step: String
    public var relation: String
    /// `begun`: being staged; `swapped`: masked, indexes are missing.
    public var state: String
    public var batches: Int
    public var committed: Int
    /// Staged so far.
    public var rows: Int
  }

  public struct Failure: Sendable, Codable, Equatable {
    public var at: String
    public var step: String?
    /// A `FailureClass`.
    public var failure: String
    public var sqlstate: String?
    /// As in `public.customers`.
    public var table: String?
    public var constraint: String?
    public var isFinal: Bool
  }

  /// The last one; nil where none has begun.
  public var program: Program?
  /// Steps that have begun, done ones included.
  public var stepsBegun: Int
  public var stepsDone: Int
  public var committedBatches: Int
  /// Batches that are planned and not committed.
  public var openBatches: Int
  /// Staged in all tables.
  public var rows: Int
  /// Of the last minute; nil where nothing was staged in it.
  public var rowsPerSecond: Double?
  public var tables: [Table]
  /// How many there were.
  public var failures: Int
  /// The newest, the newest first.
  public var lastFailures: [Failure]

  /// How many failures a report tells.
  public static let mostFailures = 5

  /// Reads the ledger; nil where there is none, or the database is sealed.
  public static func read(_ connection: Connection) async throws -> LedgerReport? {
    guard try await connection.query("SELECT pg_catalog.to_regclass('understudy.failure')").scalar != nil else {
      return nil
    }
    let counts = try await connection.query(
      """
      SELECT s.begun, s.done, b.committed, b.open, b.rows, b.rate
      FROM (
        SELECT pg_catalog.count(*) AS begun, pg_catalog.count(*) FILTER (WHERE state = 'done' OR kind <> 'table') AS done
        FROM understudy.step) AS s
      CROSS JOIN (
        SELECT pg_catalog.count(*) FILTER (WHERE state = 'committed') AS committed,
          pg_catalog.count(*) FILTER (WHERE state = 'planned') AS open,
          COALESCE(pg_catalog.sum(rows), 0) AS rows,
          pg_catalog.sum(rows) FILTER (WHERE committed_at > recent.began)
            / GREATEST(1, EXTRACT(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.max(recent.began))) AS rate
        FROM understudy.batch
        CROSS JOIN (
          SELECT GREATEST(pg_catalog.max(started_at), pg_catalog.clock_timestamp() - '1 minute'::interval) AS began
          FROM understudy.program) AS recent) AS b
      """
    ).rows.first
    func number(_ column: Int) -> Int { counts?[column].flatMap { Int($0) } ?? 0 }
    let failures = try await connection.query("SELECT pg_catalog.count(*) FROM understudy.failure").scalar
    return LedgerReport(
      program: try await program(connection), stepsBegun: number(0), stepsDone: number(1), committedBatches: number(2),
      openBatches: number(3), rows: number(4), rowsPerSecond: counts?[5].flatMap { Double($0) },
      tables: try await tables(connection), failures: failures.flatMap { Int($0) } ?? 0,
      lastFailures: try await lastFailures(connection))
  }

  private static func program(_ connection: Connection) async throws -> Program? {
    let row = try await connection.query(
      """
      SELECT \(Mark.iso("p.started_at")), p.workers, p.ending, \(Mark.iso("p.ended_at")), EXISTS (
        SELECT FROM understudy.connection AS c
        JOIN pg_catalog.pg_stat_activity AS a ON a.pid = c.pid AND a.backend_start = c.backend_start
        WHERE c.program = p.program AND c.role = 'control')
      FROM understudy.program AS p ORDER BY p.started_at DESC LIMIT 1
      """
    ).rows.first
    return row.map { row in
      Program(
        startedAt: row[0] ?? "", workers: row[1].flatMap { Int($0) } ?? 0, isRunning: row[4] == "t", ending: row[2],
        endedAt: row[3])
    }
  }

  private static func tables(_ connection: Connection) async throws -> [Table] {
    try await connection.query(
      """
      SELECT s.step, s.relation, s.state, pg_catalog.count(b.batch),
        pg_catalog.count(*) FILTER (WHERE b.state = 'committed'), COALESCE(pg_catalog.sum(b.rows), 0)
      FROM understudy.step AS s LEFT JOIN understudy.batch AS b ON b.step = s.step
      WHERE s.kind = 'table' AND s.state <> 'done' GROUP BY s.step ORDER BY s.step
      """
    ).rows.map { row in
      func number(_ column: Int) -> Int { row[column].flatMap { Int($0) } ?? 0 }
      return Table(
        step: row[0] ?? "", relation: row[1] ?? "", state: row[2] ?? "", batches: number(3), committed: number(4),
        rows: number(5))
    }
  }

  private static func lastFailures(_ connection: Connection) async throws -> [Failure] {
    try await connection.query(
      """
      SELECT \(Mark.iso("failed_at")), step, class, sqlstate,
        NULLIF(pg_catalog.concat_ws('.', schema_name, table_name), ''), constraint_name, is_final
      FROM understudy.failure ORDER BY number DESC LIMIT \(mostFailures)
      """
    ).rows.map { row in
      Failure(
        at: row[0] ?? "", step: row[1], failure: row[2] ?? "", sqlstate: row[3], table: row[4], constraint: row[5],
        isFinal: row[6] == "t")
    }
  }
}
