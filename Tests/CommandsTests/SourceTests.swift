import ExternalPrograms
import Foundation
import TestServers
import Testing

/// The temporary database comes from a dump of any format, or from a running database, and goes to any server.
@Suite struct SourceTests {
  private static let fixtures = "source: { fixtures: ../fixtures/shop }"
  private static let secret = "canary-source-password"

  /// The shop's database as a source; a role that no temporary server knows may read it.
  private func source(_ shop: Shop) async throws -> ShopCopy {
    let copy = try await ShopCopy(shop, adopted: false)
    try await copy.execute(
      """
      DO $$ BEGIN CREATE ROLE "Reader's" NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
      GRANT SELECT ON public.settings TO "Reader's";
      """)
    return copy
  }

  enum Dump: String, CaseIterable, Sendable {
    case custom, directory, tar, plain, gzip
  }

  @Test(arguments: Dump.allCases)
  func aDumpOfAnyFormatIsASource(dump: Dump) async throws {
    try await Shop.with { shop in
      let copy = try await source(shop)
      let format = dump == .gzip ? "plain" : dump.rawValue
      try await ProgramCommand(
        copy.server.installation.path(of: .pgDump), ["--format", format, "--file", shop.path("night.dump")],
        environment: copy.address.environment
      ).run()
      if dump == .gzip {
        try await ProgramCommand("/bin/gzip", [shop.path("night.dump")]).run()
        try FileManager.default.moveItem(atPath: shop.path("night.dump.gz"), toPath: shop.path("night.dump"))
      }
      // An archive is asked for its schema.
      let schema = format == "plain" ? "schema: ../fixtures/shop/schema.sql, " : ""
      try shop.edit("rules/job.yaml", Self.fixtures, schema + "source: { dump: ../night.dump }")
      let outcome = await shop.understudy("run")
      #expect(outcome.status == 0, "\(outcome.out)\(outcome.messages)")
      #expect(outcome.messages.contains("shop: provision done, "))
      #expect(outcome.messages.contains(": dump night.dump, PostgreSQL 15"))
      #expect(shop.published == ["attestation.json", "dump.age", "report.json", "snapshot.json"])
      #expect(!shop.hasTemporaryServer)
    }
  }

  @Test func whatIsNoDumpOfOneDatabaseIsRefused() async throws {
    try await Shop.with { shop in
      try shop.edit(
        "rules/job.yaml", Self.fixtures, "schema: ../fixtures/shop/schema.sql, source: { dump: ../night.dump }")
      for (text, status, why) in [
        ("\0\u{1}\u{2}", Int32(1), "SHOP/night.dump is no dump that is known"),
        ("SELECT 1;\n\\connect other\n", 1, "SHOP/night.dump would lead psql elsewhere"),
        ("SELECT 1;\n\\! touch SHOP/harm\n", 1, "SHOP/night.dump would lead psql elsewhere"),
        ("INSERT INTO nowhere VALUES ('\(ShopFiles.Canary.name)');\n", 1, "line 1: SQLSTATE 42P01"),
      ] {
        try shop.write("night.dump", text)
        let outcome = await shop.understudy("run")
        #expect(outcome.status == status || why.hasPrefix("line"), "\(why)")
        #expect(outcome.status != 0)
        #expect(outcome.out.contains(why), "\(outcome.out)")
        #expect(outcome.out.contains("failed at provision"))
        #expect(shop.published == ["report.json"] || Set(shop.published) == ["report.json"])
      }
      #expect(!FileManager.default.fileExists(atPath: shop.path("harm")))
      try shop.remove("night.dump")
      let missing = await shop.understudy("run")
      #expect(missing.status == 74)
    }
  }

  @Test func aRunningDatabaseIsReadAndLeftAsItIs() async throws {
    try await Shop.with { shop in
      let copy = try await source(shop)
      let before = try await copy.contents()
      try shop.edit("rules/job.yaml", Self.fixtures, "source: { database: { env: SHOP_SOURCE } }")
      let outcome = await shop.understudy(
        "run", environment: ["SHOP_SOURCE": copy.database + " password='\(Self.secret)'"])
      #expect(outcome.status == 0, "\(outcome.out)\(outcome.messages)")
      #expect(!(outcome.out + outcome.messages).contains(Self.secret))
      #expect(outcome.messages.contains("database \(copy.address.database) at "))
      #expect(shop.published == ["attestation.json", "dump.age", "report.json", "snapshot.json"])
      #expect(try await copy.contents() == before)
      let unset = await shop.understudy("run")
      #expect(unset.status == 78)
      #expect(unset.out.contains("there is no connection string in the environment variable SHOP_SOURCE"))
    }
  }

  // MARK: Any server

  /// A server of its own, since the names of databases on it count.
  private func onAServer(_ body: @Sendable (Shop, ServerAddress, Psql, [String: String?]) async throws -> Void)
    async throws
  {
    try await ScratchServer.with(ProgramFinder().server(major: 15)) { server in
      try await Shop.with { shop in
        try shop.edit("rules/job.yaml", Self.fixtures, Self.fixtures + ", temporary: { server: { env: SHOP_SERVER } }")
        let address = server.address.database("postgres")
        let psql = Psql(server.installation, address)
        try await psql.run("CREATE DATABASE somebodys;")
        try await body(shop, address, psql, ["SHOP_SERVER": address.connectionString])
      }
    }
  }

  private func databases(_ psql: Psql) async throws -> [String] {
    try await psql.query("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1")
      .split(separator: "\n").map(String.init)
  }

  /// Its mark says nothing about it.
  private func aCopyOfTheMarkedIsLeftAlone(_ shop: Shop, _ psql: Psql, _ environment: [String: String?]) async throws {
    try await psql.run("ALTER DATABASE understudy_shop RENAME TO kept;")
    try await psql.run("CREATE DATABASE understudy_shop TEMPLATE kept;")
    let cleaned = await shop.understudy("clean", "--yes", environment: environment)
    #expect(cleaned.out.contains("left alone, its mark was made for another place"), "\(cleaned.out)")
    let refused = await shop.understudy("run", environment: environment)
    #expect(refused.status == 77)
    #expect(refused.out.contains("failed at provision"), "\(refused.out)")
    try await psql.run("DROP DATABASE understudy_shop;")
    try await psql.run("ALTER DATABASE kept RENAME TO understudy_shop;")
  }

  @Test func theCopyMayBeOnAnyServer() async throws {
    try await onAServer { shop, _, psql, environment in
      let keep = shop.path("build/snapshots")
      // A file where the folder should be: the run gets as far as its snapshot.
      try shop.write("build/snapshots", "")
      let stopped = await shop.understudy("run", environment: environment)
      #expect(stopped.status == 74)
      #expect(stopped.out.contains("failed at snapshot"), "\(stopped.out)")
      #expect(try await databases(psql) == ["postgres", "somebodys", "understudy_shop"])
      let status = await shop.understudy("status", environment: environment)
      #expect(status.out.contains("database understudy_shop, run RUN, sealed"), "\(status.out)")
      let young = await shop.understudy("clean", "--yes", environment: environment)
      #expect(young.out.contains("left alone, it is young enough"), "\(young.out)")
      try await aCopyOfTheMarkedIsLeftAlone(shop, psql, environment)
      try FileManager.default.removeItem(atPath: keep)
      let resumed = await shop.understudy("run", environment: environment)
      #expect(resumed.status == 0, "\(resumed.out)")
      #expect(resumed.messages.contains("provision found, "))
      #expect(resumed.messages.contains("carries on run RUN: same source, same bundle, young enough"))
      #expect(resumed.messages.contains("apply found, "))
      #expect(resumed.messages.contains("verify found, "))
      #expect(try await databases(psql) == ["postgres", "somebodys"])
    }
  }

  @Test func aDatabaseThatIsNotOursIsLeftAlone() async throws {
    try await onAServer { shop, address, psql, environment in
      try await psql.run("CREATE DATABASE understudy_shop;")
      let theirs = Psql(
        path: try ProgramFinder().find(.psql), environment: address.database("understudy_shop").environment)
      try await theirs.run("CREATE TABLE t AS SELECT 1 AS one;")
      let refused = await shop.understudy("run", environment: environment)
      #expect(refused.status == 77)
      #expect(refused.out.contains("failed at provision"))
      let cleaned = await shop.understudy("clean", "--yes", environment: environment)
      #expect(cleaned.status == 0)
      #expect(cleaned.out.contains("left alone, it carries no mark: it may be somebody's"), "\(cleaned.out)")
      #expect(try await theirs.query("SELECT one FROM t") == "1\n")
    }
  }

  /// Where a copy is loaded is dropped only if a run made it.
  @Test func whereACopyIsLoadedIsSomebodysUnlessItSaysOtherwise() async throws {
    try await onAServer { shop, address, psql, environment in
      try await psql.run("CREATE DATABASE \"understudy_shop.loading\";")
      let refused = await shop.understudy("run", environment: environment)
      #expect(refused.status == 77)
      #expect(refused.out.contains("the database understudy_shop.loading holds something"), "\(refused.out)")
      #expect(try await databases(psql) == ["postgres", "somebodys", "understudy_shop.loading"])
      try await psql.run(
        "COMMENT ON DATABASE \"understudy_shop.loading\" IS 'understudy: a run works here; nothing in it is kept';")
      let run = await shop.understudy("run", environment: environment)
      #expect(run.status == 0, "\(run.out)")
      #expect(try await databases(psql) == ["postgres", "somebodys"])
    }
  }

  @Test func aProtectedServerGetsNothing() async throws {
    try await onAServer { shop, _, psql, environment in
      try shop.edit("rules/job.yaml", "\"*.prod.example.com\"", "\"*\"")
      let refused = await shop.understudy("run", environment: environment)
      #expect(refused.status == 77, "\(refused.out)")
      #expect(try await databases(psql) == ["postgres", "somebodys"])
    }
  }
}
