public import DatabaseCatalog
internal import Foundation
internal import PostgresSyntax

/// Reads the catalog of a live database.
public enum CatalogReader {
  /// Relations, definitions and fingerprint, in one snapshot.
  ///
  /// Within a transaction that is open it sees what that one sees.
  ///
  /// - Parameter hasLedger: whether the database is adopted: foreign keys that are away for a rewrite count as present.
  /// - Throws: `PostgresError`.
  public static func read(_ connection: Connection, hasLedger: Bool = false) async throws -> Catalog {
    let fingerprintQuery = hasLedger ? CatalogFingerprintQuery.withLedger : CatalogFingerprintQuery.plain
    @Sendable func answers(_ connection: isolated Connection) async throws -> (QueryResult, QueryResult, QueryResult) {
      try await connection.query("SET LOCAL search_path = pg_catalog, pg_temp")
      return (
        try await connection.query(SQL(raw: CatalogQuery.relations)),
        try await connection.query(SQL(raw: CatalogQuery.definitions)),
        try await connection.query(SQL(raw: fingerprintQuery))
      )
    }
    let (relations, definitions, fingerprint) =
      if await connection.isInTransaction { try await answers(connection) } else {
        try await connection.transaction { connection in
          try await connection.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
          return try await answers(connection)
        }
      }
    let decoder = JSONDecoder()
    let decoded = try relations.rows.compactMap { row in
      try row.first?.map { try decoder.decode(Relation.self, from: Data($0.utf8)) }
    }
    let objects = fingerprint.rows.compactMap { row -> (String, String)? in
      guard row.count == 2, let object = row[0], let digest = row[1] else { return nil }
      return (object, digest)
    }
    return Catalog(
      postgresMajor: connection.serverVersion / 10_000, relations: decoded,
      definitions: definitions.rows.compactMap(definition),
      fingerprint: Dictionary(objects) { first, _ in first })
  }

  private static func definition(_ row: [String?]) -> Definition? {
    guard row.count == 3, let kind = row[0].flatMap(Definition.Kind.init(rawValue:)), let object = row[1] else {
      return nil
    }
    return Definition(kind: kind, object: object, text: row[2] ?? "")
  }
}
