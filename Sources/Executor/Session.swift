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

  /// Waits for it, as long as `lock_timeout` says.
  static func waitForLock(_ connection: Connection) async throws {
    try await connection.query("SELECT pg_catalog.pg_advisory_lock(\(lock))")
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

  /// Who holds locks on a relation, or on any; our own connections apart.
  static func holders(
    ofLocksOn relation: String? = nil, _ connection: Connection
  ) async throws -> (processes: [Int32], applications: [String]) {
    let condition: SQL = relation.map { "l.relation = \(literal: $0)::regclass" } ?? "l.relation IS NOT NULL"
    let rows = try await connection.query(
      """
      SELECT DISTINCT a.pid, a.application_name
      FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
      WHERE l.granted AND \(condition) AND a.application_name NOT LIKE 'understudy%'
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      ORDER BY a.pid
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

  /// Ends recorded connections that still live and waits until they are gone, then forgets all records.
  ///
  /// - Parameter process: only this one; nil: every one but our own, which is right only under the lock.
  /// - Returns: how many were alive.
  @discardableResult
  static func endLeftovers(_ connection: Connection, process: Int32? = nil) async throws -> Int {
    let condition: SQL = process.map { "c.pid = \(Int($0))" } ?? "true"
    let answer = try await connection.query(
      """
      SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(a.pid, 10000))
      FROM understudy.connection AS c
      JOIN pg_catalog.pg_stat_activity AS a ON a.pid = c.pid AND a.backend_start = c.backend_start
      WHERE \(condition) AND a.pid <> pg_catalog.pg_backend_pid()
      """)
    try await connection.query("DELETE FROM understudy.connection AS c WHERE \(condition)")
    return answer.scalar.flatMap { Int($0) } ?? 0
  }

  /// Forgets the records of a program that ends in an orderly way.
  static func forget(_ connection: Connection, program: String) async throws {
    try await connection.query("DELETE FROM understudy.connection WHERE program = $1", [program])
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
