internal import PostgresClient
internal import PostgresSyntax

/// Row security that is forced on the owner would fail the proofs, which have to see every row: it is lifted while they read,
/// unless the role sees past it anyhow. The ledger remembers, so that the seal, or the next verification, puts it back.
struct ForcedRowSecurity: Sendable {
  let connection: Connection

  func lift() async throws {
    let tables = try await connection.query(Self.inTheWay).rows.compactMap { $0[0] }
    guard !tables.isEmpty else { return }
    try await connection.transaction { connection in
      for table in tables {
        try await connection.query("SELECT understudy.lift_force_row_security(\(literal: table))")
      }
    }
  }

  /// For a verification that ends without a seal.
  func restore() async throws {
    try await connection.query(
      """
      SELECT understudy.restore_force_row_security(r.relation) FROM understudy.row_security AS r WHERE r.state = 'lifted'
      """)
  }

  private static let inTheWay: SQL = """
    SELECT c.oid::regclass::text
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relforcerowsecurity AND c.relkind IN ('r', 'p') AND n.nspname <> 'understudy'
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user AND (r.rolsuper OR r.rolbypassrls))
    ORDER BY 1
    """
}
