import ExternalPrograms
import Foundation
import TestServers
import Testing

/// A database with the shop's tables and rows, on a server that all tests share.
struct ShopCopy: Sendable {
  let shop: Shop
  let server: TestServer
  let address: ServerAddress

  init(
    _ shop: Shop, schema: String = ShopFiles.schema, adopted: Bool = true, tablespace: String? = nil
  ) async throws {
    self.shop = shop
    server = try await TestServer.shared()
    address = try await server.makeDatabase("shop")
    if let tablespace {
      try await server.psql().run(
        "ALTER DATABASE \"\(address.database)\" SET TABLESPACE \"\(tablespace)\";", messages: .shown)
    }
    try await execute(schema + ShopFiles.rows)
    guard adopted else { return }
    let outcome = await adopt()
    try #require(outcome.status == 0, "\(outcome.messages)")
  }

  /// Drops the database, and the tablespace that it had for itself.
  func drop(tablespace: String) async throws {
    try await server.psql().run(
      "DROP DATABASE \"\(address.database)\" WITH (FORCE);\nDROP TABLESPACE \"\(tablespace)\";", messages: .shown)
  }

  var database: String { address.connectionString }

  func execute(_ sql: String) async throws { try await server.psql(address).run(sql, messages: .shown) }

  func query(_ sql: String) async throws -> String {
    try await ProgramCommand(
      server.installation.path(of: .psql), ["-X", "-q", "-w", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
      environment: address.environment, messages: .shown
    ).output(input: .text(sql)).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func adopt(environment: [String: String?] = [:]) async -> Outcome {
    await shop.understudy(
      "adopt", "--database", database, "--application", "shop", "--confirm", address.database,
      "--as-of", "2026-01-01T00:00:00Z", environment: environment)
  }

  func apply(environment: [String: String?] = [:]) async -> Outcome {
    await shop.understudy("apply", shop.bundle, "--database", database, environment: environment)
  }

  func verify(environment: [String: String?] = [:]) async -> Outcome {
    await shop.understudy("verify", shop.bundle, "--database", database, environment: environment)
  }

  /// All that the database holds, the ledger included: rows, relations with their files, constraints, triggers.
  func contents() async throws -> String {
    func all(_ table: String) -> String {
      """
      SELECT CASE WHEN to_regclass('\(table)') IS NOT NULL
        THEN query_to_xml('SELECT * FROM \(table) AS t ORDER BY t::text', true, false, '')::text END
      """
    }
    let tables = ["public.customers", "public.orders", "public.settings"]
    let ledger = ["understudy.mark", "understudy.step", "understudy.batch", "understudy.foreign_key"]
    return try await query(
      ((tables + ledger).map(all) + [
        """
        SELECT string_agg(concat_ws(' ', c.oid::regclass, c.relkind, c.relfilenode), E'\\n' ORDER BY c.oid)
        FROM pg_class AS c WHERE c.relnamespace::regnamespace::text IN ('public', 'understudy')
        """,
        "SELECT string_agg(concat_ws(' ', conname, pg_get_constraintdef(oid)), E'\\n' ORDER BY oid) FROM pg_constraint",
        "SELECT string_agg(concat_ws(' ', tgname, tgenabled), E'\\n' ORDER BY oid) FROM pg_trigger",
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()",
      ]).joined(separator: ";\n") + ";")
  }

  /// A refusal that leaves the database as it was.
  func staysAsItWas(
    sourceLocation: SourceLocation = #_sourceLocation, _ refused: () async throws -> Outcome, with status: Int32,
    saying messages: String
  ) async throws {
    let before = try await contents()
    let outcome = try await refused()
    #expect(outcome.status == status, sourceLocation: sourceLocation)
    #expect(outcome.messages == messages, sourceLocation: sourceLocation)
    #expect(outcome.out == "", sourceLocation: sourceLocation)
    #expect(try await contents() == before, "the database is as it was", sourceLocation: sourceLocation)
  }
}
