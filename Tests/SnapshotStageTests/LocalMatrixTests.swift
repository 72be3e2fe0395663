import ExternalPrograms
import Foundation
import PostgresClient
import SnapshotStage
import TestServers
import Testing

/// What may happen to recipients, identities and clocks between two nights.
@Suite struct LocalMatrixTests {
  private func restore(_ shop: SealedShop, _ run: String, identity: URL) async throws -> SnapshotError? {
    let name = shop.server.freshName()
    let file = shop.snapshots.appendingPathComponent("shop/\(run)/dump.age")
    do {
      _ = try await Restore(file: file, identity: identity, noOwner: false).run(into: shop.server.target(name))
      try await shop.server.psql().run("DROP DATABASE \(name)")
      return nil
    } catch let error as SnapshotError { return error }
  }

  /// A file as a team keeps it: comments, blank lines, an age key and somebody's ssh key. Who is taken out of it cannot read
  /// the next snapshot.
  @Test func recipientsHaveCommentsAndSshKeysAndComeAndGo() async throws {
    let shop = try await SealedShop()
    let ssh = shop.folder.path + "/id_ed25519"
    try await ProgramCommand("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "ann@laptop", "-f", ssh])
      .run()
    let age = try String(contentsOf: shop.recipients, encoding: .utf8)
    let team = shop.folder.url.appendingPathComponent("team")
    try "# the lower environments\n\(age)\n\n# Ann\n\(String(contentsOfFile: ssh + ".pub", encoding: .utf8))".write(
      to: team, atomically: true, encoding: .utf8)
    let identity = URL(fileURLWithPath: ssh)
    let (first, second) = ("20260101T000000-0001", "20260102T000000-0001")
    let both = try await shop.published(first, recipients: [team])
    #expect(both.recipients == 2)
    #expect(try await restore(shop, first, identity: identity) == nil)
    #expect(try await restore(shop, first, identity: shop.identity) == nil)
    try "# the lower environments\n\(age)".write(to: team, atomically: true, encoding: .utf8)
    #expect(try await shop.published(second, recipients: [team]).recipients == 1)
    #expect(
      try await restore(shop, second, identity: identity) == .identityDiffers(path: identity.relativePath))
    #expect(try await restore(shop, second, identity: shop.identity) == nil)
    await #expect(throws: SnapshotError.recipientsHoldPrivateKey(path: identity.relativePath)) {
      try await shop.create(shop.snapshot("20260103T000000-0001"), recipients: [identity])
    }
  }

  /// The clock is set back between two nights: the snapshot made last is the newest, is kept, and is what is restored.
  @Test func aClockThatIsSetBackDoesNotPruneTheNewest() async throws {
    let shop = try await SealedShop()
    let all = PublishedSnapshots(directory: shop.snapshots, application: "shop")
    _ = try await shop.published("20260102T000000-0001", created: Date(timeIntervalSince1970: 2_000_000))
    _ = try await shop.published("20260101T000000-0001", created: Date(timeIntervalSince1970: 1_000_000))
    #expect(try all.latest().record.run == "20260101T000000-0001")
    #expect(try all.prune(keep: 1) == ["20260102T000000-0001"])
    #expect(try all.latest().record.run == "20260101T000000-0001")
  }

  @Test func aFileThatCannotBeReadIsNamed() async throws {
    let shop = try await SealedShop()
    let record = try await shop.published()
    // A folder in its place: permissions do not stop root.
    try FileManager.default.removeItem(at: shop.dump)
    try FileManager.default.createDirectory(at: shop.dump, withIntermediateDirectories: true)
    guard case .file(let path, _) = try await restore(shop, record.run, identity: shop.identity) else {
      Issue.record("it was read")
      return
    }
    #expect(path == shop.dump.relativePath)
  }
}
