internal import PostgresClient
internal import PostgresSyntax

/// No large object is older than the adoption: a dump carries them all, also those that nothing refers to, and no rule speaks of
/// their contents. What stays has to be made anew by a named statement.
struct LargeObjectProof: Sendable {
  let connection: Connection

  func add(to report: inout ProofReport) async throws {
    let row = try await connection.query(Self.counts).rows.first
    let (old, all) = (Int(row?[0] ?? "") ?? 0, Int(row?[1] ?? "") ?? 0)
    if old > 0 {
      report.fail(VerificationFinding(check: "large-object-original", count: old, total: all))
    }
    report.check("large-object-original", "\(all) large objects: none is older than the adoption")
  }

  /// The first migration of the ledger was written by the transaction that adopted, and never again.
  private static let counts: SQL = """
    SELECT pg_catalog.count(*) FILTER (WHERE pg_catalog.age(o.xmin) >= a.adopted), pg_catalog.count(*)
    FROM pg_catalog.pg_largeobject_metadata AS o
    CROSS JOIN (SELECT pg_catalog.max(pg_catalog.age(m.xmin)) FROM understudy.migration AS m) AS a(adopted)
    """
}
