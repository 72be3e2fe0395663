/// The one definition of a logical catalog's fingerprint: a query of two text columns, an object's description and what it is:
/// names and types in words, all else as a digest after `#`. Compiler, executor and `run.psql` ask the same text.
public enum CatalogFingerprintQuery {
  /// For a database without a ledger.
  public static let plain = text(ledger: false)
  /// For an adopted one: counts the foreign keys and forced row security that the ledger says are away.
  public static let withLedger = text(ledger: true)

  private static func text(ledger: Bool) -> String {
    var isLedgers = false
    var lines: [Substring] = []
    for line in String(decoding: PackageResources.fingerprint_sql, as: UTF8.self).split(separator: "\n") {
      switch line.drop(while: { $0 == " " }) {
      case "-- with a ledger:": isLedgers = true
      case "-- :with a ledger": isLedgers = false
      case let text where text.hasPrefix("--"): continue
      default: if ledger || !isLedgers { lines.append(line) }
      }
    }
    return lines.joined(separator: "\n")
  }
}

/// The queries that a catalog is read with, to be asked under `search_path = pg_catalog`.
public enum CatalogQuery {
  /// Rows that decode as `Relation`: one JSON document each.
  public static var relations: String { String(decoding: PackageResources.catalog_sql, as: UTF8.self) }
  /// Rows of a `Definition`: kind, object, text.
  public static var definitions: String { String(decoding: PackageResources.definitions_sql, as: UTF8.self) }
}
