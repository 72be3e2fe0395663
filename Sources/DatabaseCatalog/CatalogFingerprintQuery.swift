/// The one definition of a logical catalog's fingerprint: a query of two text columns, an object's description and the
/// digest of its definition. Compiler, executor and `run.psql` ask the same text.
public enum CatalogFingerprintQuery {
  /// For a database without a ledger.
  public static var plain: String { String(decoding: PackageResources.fingerprint_sql, as: UTF8.self) }
  /// For an adopted one: counts the foreign keys and forced row security that the ledger says are away.
  public static var withLedger: String { String(decoding: PackageResources.fingerprint_with_ledger_sql, as: UTF8.self) }
}

/// The queries that a catalog is read with, to be asked under `search_path = pg_catalog`.
public enum CatalogQuery {
  /// Rows that decode as `Relation`: one JSON document each.
  public static var relations: String { String(decoding: PackageResources.catalog_sql, as: UTF8.self) }
  /// Rows of a `Definition`: kind, object, text.
  public static var definitions: String { String(decoding: PackageResources.definitions_sql, as: UTF8.self) }
}
