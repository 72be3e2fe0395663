import BundleFormat
import Diagnostics
import Executor
import ExternalPrograms
import Foundation
import MaskingCompiler
import PostgresClient
import RuleSyntax
import TestServers
import Testing

@testable import FixtureValidation

/// Materialised views, which `pg_dump --schema-only` writes without contents.
@Suite struct MaterializedViewTests {
  private static let schema = """
    CREATE TABLE public.people (id integer PRIMARY KEY, name text);
    CREATE MATERIALIZED VIEW public."Full;" AS SELECT name FROM public.people WITH NO DATA;
    CREATE MATERIALIZED VIEW public.never_filled AS SELECT name FROM public.people WITH NO DATA;
    """

  private func compile(_ schema: String, on server: TestServer) async throws -> CompiledBundle {
    let folder = try TemporaryFolder()
    let file = folder.path + "/schema.sql"
    try Data(schema.utf8).write(to: URL(fileURLWithPath: file))
    let text = "application: tiny\ntables:\n  people: { columns: { id: keep, name: last_name } }\n"
    let document = try RuleDocument.read(SourceFile(path: "tiny/masking.yaml", text: text)) { _, _ in
      throw SourceNotFound()
    }
    return try await ScratchCompilation.compile(
      document, schema: file, on: server.address, installation: server.installation)
  }

  @Test func whatHasNoContentsStaysWithout() async throws {
    let server = try await TestServer.shared()
    let bundle = try await compile(Self.schema, on: server).bundle
    let address = try await server.makeDatabase("views")
    let psql = server.psql(address)
    try await psql.run(
      Self.schema + "INSERT INTO people VALUES (1, 'Quackenbush'); REFRESH MATERIALIZED VIEW \"Full;\";")
    let target = ConnectionTarget(address.connectionString)
    let key = MaskingKey.random()
    _ = try await Adoption(application: "tiny", run: "1", confirm: address.database, source: "a test")
      .adopt(target, key: key)
    _ = try await BundleRun(bundle: bundle, target: target, key: key, workers: 1).run()
    let views = try await psql.query("SELECT relname, relispopulated FROM pg_class WHERE relkind = 'm' ORDER BY 1")
    #expect(views == "Full;|t\nnever_filled|f\n")
    let full = try await psql.query("SELECT count(*), count(*) FILTER (WHERE name = 'Quackenbush') FROM \"Full;\"")
    #expect(full == "1|0\n")
  }

  @Test func aViewThatCannotBeFilledStopsTheCompiler() async throws {
    let broken = """
      CREATE TABLE public.people (id integer PRIMARY KEY, name text);
      CREATE MATERIALIZED VIEW public.mean AS SELECT 1 / count(*) FROM public.people WITH NO DATA;
      """
    let error = await #expect(throws: ExternalProgramError.self) {
      try await compile(broken, on: try await TestServer.shared())
    }
    guard case .failed(_, _, let detail) = error else { throw try #require(error) }
    #expect(detail?.contains("materialised view") == true)
    #expect(detail?.contains("22012") == true)
  }
}
