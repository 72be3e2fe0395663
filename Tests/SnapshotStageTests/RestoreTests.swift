import ExternalPrograms
import Foundation
import PostgresClient
import SnapshotStage
import TestServers
import Testing

@Suite struct RestoreTests {
  /// Restores the shop's snapshot into a database that is not there yet; the error, if there was one.
  private func restore(
    _ shop: SealedShop, on server: TestServer? = nil, into name: String, identity: URL? = nil, noOwner: Bool = false
  ) async throws -> SnapshotError? {
    let server = server ?? shop.server
    do {
      let restore = Restore(file: shop.dump, identity: identity ?? shop.identity, noOwner: noOwner)
      let outcome = try await restore.run(into: server.target(name))
      #expect(outcome.database == name)
      #expect(try await server.databases(like: name + "%") == name + "\n", "it has its name, and no other is left")
      return nil
    } catch let error as SnapshotError {
      if case .targetExists = error { return error }
      #expect(try await server.databases(like: name + "%") == "", "the server is as it was")
      return error
    }
  }

  @Test(arguments: TestServer.Version.allCases)
  func itIsTheSameDatabase(version: TestServer.Version) async throws {
    let shop = try await SealedShop(version)
    _ = try await shop.published()
    let name = shop.server.freshName()
    #expect(try await restore(shop, into: name) == nil)
    let digest = "SELECT md5(string_agg(c::text, '|' ORDER BY c::text)) FROM customers AS c"
    let restored = shop.server.psql(shop.address.database(name))
    #expect(try await restored.query(digest) == shop.psql.query(digest))
    let source = try await shop.server.schema(of: shop.address.database)
    #expect(source.contains("COMMENT ON COLUMN public.customers.email"))
    #expect(try await shop.server.schema(of: name) == source)
    // The comparison sees a single comment.
    try await restored.run("COMMENT ON COLUMN customers.email IS NULL")
    #expect(try await shop.server.schema(of: name) != source)
  }

  @Test func theNewestIsFoundByItsApplication() async throws {
    let shop = try await SealedShop()
    _ = try await shop.published()
    let latest = try PublishedSnapshots(directory: shop.snapshots, application: "shop").latest()
    #expect(latest.file == shop.dump)
  }

  @Test func anExistingTargetIsRefusedAndUntouched() async throws {
    let shop = try await SealedShop()
    _ = try await shop.published()
    let name = shop.server.freshName()
    try await shop.server.psql().run("CREATE DATABASE \(name)")
    #expect(try await restore(shop, into: name) == .targetExists(name))
    let tables = try await shop.server.psql(shop.address.database(name)).query(
      "SELECT count(*) FROM pg_class WHERE relname = 'customers'")
    #expect(tables == "0\n")
  }

  @Test func onlyTheRightIdentityOpensIt() async throws {
    let shop = try await SealedShop()
    _ = try await shop.published()
    let name = shop.server.freshName()
    try await SealedShop.makeKey(shop.folder.path + "/other")
    let other = shop.folder.url.appendingPathComponent("other.identity")
    #expect(try await restore(shop, into: name, identity: other) == .identityDiffers(path: other.relativePath))
    #expect(
      try await restore(shop, into: name, identity: shop.recipients)
        == .identityInvalid(path: shop.recipients.relativePath))
    let missing = shop.folder.url.appendingPathComponent("missing")
    #expect(try await restore(shop, into: name, identity: missing) == .identityMissing(path: missing.relativePath))
  }

  @Test(arguments: [true, false])
  func aChangedOrTruncatedFileIsRefused(published: Bool) async throws {
    let shop = try await SealedShop()
    _ = try await shop.published()
    let whole = try Data(contentsOf: shop.dump)
    if !published {
      try FileManager.default.removeItem(
        at: shop.dump.deletingLastPathComponent().appendingPathComponent("snapshot.json"))
    }
    let path = shop.dump.relativePath
    let expected = published ? SnapshotError.digestDiffers(path: path) : .unreadable(path: path)
    let name = shop.server.freshName()
    var changed = whole
    changed[whole.count - 100] ^= 1
    try changed.write(to: shop.dump)
    #expect(try await restore(shop, into: name) == expected)
    try whole.dropLast(500).write(to: shop.dump)
    #expect(try await restore(shop, into: name) == expected)
    try Data("no snapshot".utf8).write(to: shop.dump)
    #expect(try await restore(shop, into: name) == expected)
    try whole.write(to: shop.dump)
    #expect(try await restore(shop, into: name) == nil)
  }

  @Test func missingRolesAreNamedAllAtOnce() async throws {
    let suffix = UUID().uuidString.prefix(8).lowercased()
    let shop = try await SealedShop(
      owner: "owner \(suffix)",
      more: """
        CREATE ROLE "reader \(suffix)" NOLOGIN;
        GRANT SELECT ON customers TO "reader \(suffix)";
        """)
    _ = try await shop.published()
    let elsewhere = try await TestServer.shared(.pg16)
    let name = elsewhere.freshName()
    #expect(
      try await restore(shop, on: elsewhere, into: name) == .rolesMissing(["owner \(suffix)", "reader \(suffix)"]))
    #expect(try await restore(shop, on: elsewhere, into: name, noOwner: true) == nil)
    let owner = try await elsewhere.psql(elsewhere.address.database(name)).query(
      "SELECT tableowner FROM pg_tables WHERE tablename = 'customers'")
    #expect(owner == "postgres\n")
  }

  @Test func missingExtensionsAreNamed() async throws {
    let shop = try await SealedShop(more: "CREATE EXTENSION citext; CREATE TABLE t (c citext);")
    _ = try await shop.published()
    let withoutContrib = try await TestServer.shared(.pg16)
    #expect(
      try await restore(shop, on: withoutContrib, into: withoutContrib.freshName()) == .extensionsMissing(["citext"]))
  }

  @Test func aCancelledRestoreLeavesTheServerAsItWas() async throws {
    let shop = try await SealedShop(
      more: "CREATE TABLE noise AS SELECT md5(i::text) AS bytes FROM generate_series(1, 500000) AS i;")
    _ = try await shop.published()
    let name = shop.server.freshName()
    let task = Task {
      try await Restore(file: shop.dump, identity: shop.identity, noOwner: false).run(into: shop.server.target(name))
    }
    #expect(try await eventually { try await !shop.server.databases(like: name + "%").isEmpty })
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
    #expect(try await shop.server.databases(like: name + "%") == "")
  }

  @Test func aLongNameHasRoomForItsTemporaryOne() async throws {
    let shop = try await SealedShop()
    _ = try await shop.published()
    let name = "r" + UUID().uuidString.lowercased().prefix(8) + String(repeating: "x", count: 54)
    #expect(try await restore(shop, into: name) == nil)
  }
}
