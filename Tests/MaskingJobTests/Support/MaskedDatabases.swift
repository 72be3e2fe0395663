import ExternalPrograms
import FixtureValidation
import Foundation
import PostgresClient
import TestServers
import Testing

/// The source before masking, and the outcome of a run that nothing disturbed: made once, for all tests.
actor Undisturbed {
  static let shared = Undisturbed()
  private var source: Task<Database, any Error>?
  private var run: Task<(job: StorefrontJob, database: Database), any Error>?

  /// A database with the fixtures, as they are.
  func original() async throws -> Database {
    let task = source ?? Task { try await Database.withFixtures("original") }
    source = task
    return try await task.value
  }

  /// A run of the built program from start to end, and its snapshot, restored.
  func masked() async throws -> (job: StorefrontJob, database: Database) {
    _ = try await original()
    let task =
      run
      ?? Task {
        let job = try await StorefrontJob()
        _ = try await job.run()
        return (job, try await Database.restored(from: job))
      }
    run = task
    return try await task.value
  }
}

/// A database of the tests' server.
struct Database: Sendable {
  let address: ServerAddress
  let server: TestServer

  var target: ConnectionTarget { ConnectionTarget(address.connectionString) }
  var psql: Psql { server.psql(address) }

  /// Has an application's schema and the data of a case; the storefront's `shop` if nothing else is said.
  static func withFixtures(
    _ prefix: String, case name: String = "shop", of application: String = "storefront"
  ) async throws -> Database {
    let server = try await TestServer.shared()
    let database = Database(address: try await server.makeDatabase(prefix), server: server)
    let fixtures = StorefrontJob.fixtures(of: application)
    try await database.psql.loadSchema(file: fixtures + "/schema.sql")
    try await FixtureCase(fixtures + "/cases/" + name).load(into: database.target, psql: database.psql)
    return database
  }

  /// Gives the storefront's newest snapshot back. The roles that it names are there: the original has them.
  static func restored(from job: StorefrontJob) async throws -> Database {
    _ = try await Undisturbed.shared.original()
    return try await restored(from: job, application: "storefront")
  }

  /// Gives an application's newest snapshot back by `understudy restore`, on a server that knows its roles.
  static func restored(from job: StorefrontJob, application: String) async throws -> Database {
    let server = try await TestServer.shared()
    let address = server.address.database("restored_" + UUID().uuidString.lowercased())
    let ended = try await job.understudy([
      "restore", "\(application)@latest", "--into", address.connectionString, "--identity", "build/demo/lower.identity",
    ])
    guard ended.status == 0 else { throw StorefrontJob.Unexpected(what: ended.messages) }
    return Database(address: address, server: server)
  }

  /// `pg_dump` of all, or of the schema alone.
  func dump(schemaOnly: Bool) async throws -> String {
    try await ProgramCommand(
      server.installation.path(of: .pgDump),
      ["--restrict-key=understudy", "--no-password"] + (schemaOnly ? ["--schema-only"] : []),
      environment: address.environment
    ).output(limit: 1 << 30)
  }

  /// For each table with rows of its own, `schema.table|md5 over its sorted rows|rows`.
  func digests() async throws -> [String] {
    let lines = try await psql.query(
      """
      SELECT format('SELECT %L, md5(coalesce(string_agg(t::text, E''\\n'' ORDER BY t::text COLLATE "C"), '''')), count(*)
        FROM ONLY %I.%I AS t', n.nspname || '.' || c.relname, n.nspname, c.relname)
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'understudy')
        AND n.nspname NOT LIKE 'pg\\_%'
      ORDER BY 1 \\gexec
      """)
    return lines.split(separator: "\n").map(String.init)
  }
}
