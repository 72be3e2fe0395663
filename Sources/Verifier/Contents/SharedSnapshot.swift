internal import PostgresClient
internal import PostgresSyntax

/// A transaction that shows the database as it was at one moment, and lets other connections and pg_dump see the same.
///
/// A snapshot does not hide what empties or rewrites a table: the lock that readers take keeps that away.
struct SharedSnapshot: Sendable {
  /// As `pg_export_snapshot` names it; good until the connection's transaction ends.
  let name: String

  /// Opens the transaction, which stays open.
  static func open(on connection: Connection) async throws -> SharedSnapshot {
    try await connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    let name = try await connection.query("SELECT pg_catalog.pg_export_snapshot()").scalar ?? ""
    if let tables = try await connection.query(tables).scalar {
      try await connection.query("LOCK TABLE \(raw: tables) IN ACCESS SHARE MODE")
    }
    return SharedSnapshot(name: name)
  }

  /// Opens a transaction on another connection that sees the same.
  func join(_ connection: Connection) async throws {
    try await connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try await connection.query("SET TRANSACTION SNAPSHOT \(literal: name)")
  }

  /// What a dump reads rows of.
  private static let tables: SQL = """
    SELECT pg_catalog.string_agg(pg_catalog.format('ONLY %I.%I', n.nspname, c.relname), ', ' ORDER BY c.oid)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'understudy')
    """
}
