internal import PostgresClient
internal import PostgresSyntax

/// The numbered changes that make the schema `understudy`: the sections of `SQL/ledger.sql`.
struct LedgerMigrations {
  struct Migration: Equatable {
    let number: Int
    let text: String
  }

  let migrations: [Migration]

  init() { self.init(String(decoding: PackageResources.ledger_sql, as: UTF8.self)) }

  /// Splits at lines that begin with `-- migration N`.
  init(_ text: String) {
    var migrations: [Migration] = []
    var number: Int?
    var lines: [Substring] = []
    func finished() -> Migration? { number.map { Migration(number: $0, text: lines.joined(separator: "\n")) } }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- migration "), let next = Int(line.dropFirst(13).prefix { $0.isNumber }) {
        if let migration = finished() { migrations.append(migration) }
        number = next
        lines = []
      } else {
        lines.append(line)
      }
    }
    if let migration = finished() { migrations.append(migration) }
    self.migrations = migrations
  }

  /// Applies what the database does not have yet. The caller has opened a transaction.
  func apply(to connection: Connection) async throws {
    let hasAny = try await connection.query("SELECT pg_catalog.to_regclass('understudy.migration')").scalar != nil
    let applied =
      hasAny
      ? Set(try await connection.query("SELECT number FROM understudy.migration").rows.compactMap { $0[0] }) : []
    for migration in migrations where !applied.contains(String(migration.number)) {
      try await connection.query(SQL(raw: migration.text))
      try await connection.query("INSERT INTO understudy.migration (number) VALUES (\(migration.number))")
    }
  }
}
