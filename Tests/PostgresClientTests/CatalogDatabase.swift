import DatabaseCatalog
import ExternalPrograms
import Foundation
import PostgresClient
import TestServers

/// A database of a test's own, with a connection whose search path is not the pinned one.
struct CatalogDatabase {
  let server: TestServer
  let address: ServerAddress

  init(_ version: TestServer.Version, _ sql: String) async throws {
    server = try await TestServer.shared(version)
    address = try await server.makeDatabase("catalog")
    try await execute(sql)
  }

  /// The storefront's schema, as pg_dump wrote it.
  static func storefront(_ version: TestServer.Version) async throws -> CatalogDatabase {
    let database = try await CatalogDatabase(version, "")
    let file = repository.appendingPathComponent("fixtures/storefront/schema.sql")
    try await database.server.psql(database.address).loadSchema(file: file.path)
    return database
  }

  func execute(_ sql: String) async throws { try await server.psql(address).run(sql, messages: .shown) }

  func catalog(hasLedger: Bool = false) async throws -> Catalog {
    let connection = try await Connection.open(ConnectionTarget(address.connectionString))
    defer { Task { await connection.close() } }
    return try await CatalogReader.read(connection, hasLedger: hasLedger)
  }

  /// The ledger and the mechanism that takes foreign keys down, as they stand in the sources.
  func loadLedger() async throws {
    let compiler = ["mechanism", "swap", "detach"].map { "Sources/MaskingCompiler/SQL/\($0).sql" }
    for file in ["Sources/Executor/SQL/ledger.sql"] + compiler {
      try await execute("SET search_path = pg_catalog, pg_temp;\n" + Self.text(of: file))
    }
  }

  static var repository: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  static func text(of file: String) throws -> String {
    try String(contentsOf: repository.appendingPathComponent(file), encoding: .utf8)
  }
}
