internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// What every connection of a run goes through before it works.
struct Session {
  /// Two halves of the advisory lock that keeps a second program out: "unde", "rstu".
  private static let lock: SQL = "1970168933, 1920169077"

  /// Pins what adoption itself depends on; a run's connections are pinned by the bundle's own session file.
  static func pin(_ connection: Connection) async throws {
    try await connection.query(
      """
      SELECT pg_catalog.count(pg_catalog.set_config(name, value, false))
      FROM (VALUES ('search_path', 'pg_catalog, pg_temp'), ('standard_conforming_strings', 'on'),
        ('client_min_messages', 'warning'), ('default_transaction_read_only', 'off'), ('DateStyle', 'ISO, YMD'),
        ('TimeZone', 'UTC'), ('statement_timeout', '0')) AS pinned (name, value)
      """)
  }

  /// Tries to become the one program that masks this database.
  static func tryLock(_ connection: Connection) async throws -> Bool {
    try await connection.query("SELECT pg_catalog.pg_try_advisory_lock(\(lock))").scalar == "t"
  }

  /// Waits for it. By asking again: a statement that waits has a snapshot, under which the other program's VACUUM FULL would copy
  /// dead rows.
  ///
  /// - Returns: whether it came in time.
  static func waitForLock(_ connection: Connection, for patience: Duration) async throws -> Bool {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: patience)
    while clock.now < end {
      if try await tryLock(connection) { return true }
      try await Task.sleep(for: .milliseconds(100))
    }
    return false
  }

  /// Who holds it; nil where nobody does, or it cannot be seen.
  static func lockHolder(_ connection: Connection) async throws -> (process: Int32, application: String)? {
    let answer = try await connection.query(
      """
      SELECT a.pid, a.application_name
      FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1970168933 AND l.objid = 1920169077
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      """)
    guard let row = answer.rows.first, let process = row[0].flatMap({ Int32($0) }) else { return nil }
    return (process, row[1] ?? "")
  }

  /// Who holds locks on a relation, or on any; our own connections apart. What has no process has the number 0.
  static func holders(
    ofLocksOn relation: String? = nil, _ connection: Connection
  ) async throws -> (processes: [Int32], applications: [String]) {
    let condition: SQL = relation.map { "l.relation = \(literal: $0)::regclass" } ?? "l.relation IS NOT NULL"
    let rows = try await connection.query(
      """
      SELECT DISTINCT coalesce(a.pid, 0), coalesce(a.application_name, 'a prepared transaction')
      FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
      WHERE l.granted AND \(condition) AND (a.application_name LIKE 'understudy%') IS NOT TRUE
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      ORDER BY 1
      """
    ).rows
    return (rows.map { row in row[0].flatMap { Int32($0) } ?? 0 }, rows.map { $0[1] ?? "" })
  }

  /// Writes a connection into the ledger, so that a later program can end it if we vanish.
  static func record(_ connection: Connection, role: String, program: String) async throws {
    try await connection.query(
      """
      INSERT INTO understudy.connection (pid, backend_start, role, program)
      SELECT pid, backend_start, $1, $2 FROM pg_catalog.pg_stat_activity WHERE pid = pg_catalog.pg_backend_pid()
      ON CONFLICT DO NOTHING
      """, [role, program])
  }

  /// Ends recorded connections that still live and waits until they are gone, then forgets their records.
  ///
  /// - Parameter process: only this one; nil: every one but our own, and every coordinator and worker that a program of ours
  ///   has left without a record, which is right only under the lock.
  /// - Returns: how many were alive.
  /// - Throws: 55006 where one does not end: as long as it lives, it may commit.
  @discardableResult
  static func endLeftovers(_ connection: Connection, process: Int32? = nil) async throws -> Int {
    let condition: SQL =
      process.map { "c.pid = \(Int($0))" }
        ?? """
        (c.pid IS NOT NULL OR a.datname = pg_catalog.current_database()
          AND a.application_name IN ('understudy coordinator', 'understudy worker')
          AND pg_catalog.pg_has_role(a.usesysid, 'MEMBER'))
        """
    let row = try await connection.query(
      """
      SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE NOT pg_catalog.pg_terminate_backend(a.pid, 10000))
      FROM pg_catalog.pg_stat_activity AS a
      LEFT JOIN understudy.connection AS c ON c.pid = a.pid AND c.backend_start = a.backend_start
      WHERE \(condition) AND a.pid <> pg_catalog.pg_backend_pid()
      """
    ).rows.first
    guard row?[1] == "0" else { throw PostgresError(sqlstate: "55006") }
    if let process {
      try await connection.query("DELETE FROM understudy.connection AS c WHERE c.pid = \(Int(process))")
    } else {
      try await connection.query("DELETE FROM understudy.connection")
    }
    return row?[0].flatMap { Int($0) } ?? 0
  }

  /// A program ends in an orderly way: forgets its connections, and writes down how it ended.
  static func end(_ connection: Connection, program: String, _ ending: ProgramEnding) async throws {
    try await connection.query("DELETE FROM understudy.connection WHERE program = $1", [program])
    try await connection.query(
      """
      UPDATE understudy.program SET ended_at = pg_catalog.clock_timestamp(), ending = $2
      WHERE program = $1 AND ended_at IS NULL
      """, [program, ending.rawValue])
  }

  /// Transactions that are older than now, also prepared ones, and what replication slots hold: VACUUM FULL would copy the dead
  /// originals that they may still see. What has no process has the number 0.
  static func oldSnapshots(_ connection: Connection) async throws -> (processes: [Int32], applications: [String]) {
    // VACUUM FULL has a snapshot of its own, and that goes back to the oldest transaction of the whole cluster. What the last
    // step does leaves no originals.
    let rows = try await connection.query(
      """
      WITH here (process, application) AS (
        SELECT a.pid, a.application_name
        FROM pg_catalog.pg_stat_activity AS a
        WHERE a.datname = pg_catalog.current_database() AND (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL)
          AND a.pid <> pg_catalog.pg_backend_pid()
          AND (a.backend_type <> 'autovacuum worker' OR a.query !~ '^autovacuum: VACUUM (?!ANALYZE)')
        UNION ALL SELECT 0, 'a prepared transaction' FROM pg_catalog.pg_prepared_xacts AS x
        WHERE x.database = pg_catalog.current_database()
        UNION ALL SELECT 0, 'a replication slot' FROM pg_catalog.pg_replication_slots AS r WHERE r.xmin IS NOT NULL
      )
      SELECT process, application FROM here
      UNION ALL SELECT 0, 'a transaction of another database'
      WHERE NOT EXISTS (SELECT FROM here) AND pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
        <= (SELECT pg_catalog.max(b.xid) FROM understudy.batch AS b WHERE b.step < '0900')
      ORDER BY 1
      """
    ).rows
    return (rows.map { row in row[0].flatMap { Int32($0) } ?? 0 }, rows.map { $0[1] ?? "" })
  }

  /// Runs a unit: in one transaction whose COMMIT must be answered by `COMMIT`, or statement by statement.
  static func perform(_ unit: StepUnit, of step: Step, in bundle: MaskingBundle, on connection: Connection) async throws
  {
    let statements = bundle.statements(of: unit, in: step).map { SQL(raw: $0) }
    guard unit.transaction else {
      for statement in statements { try await connection.query(statement) }
      return
    }
    try await connection.transaction { connection in
      for statement in statements { try await connection.query(statement) }
    }
  }
}
