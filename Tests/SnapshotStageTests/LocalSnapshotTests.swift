import BundleFormat
import ExternalPrograms
import Foundation
import Glibc
import PostgresClient
import SnapshotStage
import TestServers
import Testing

@Suite struct LocalSnapshotTests {
  @Test func aPublishedSnapshotIsWholePrivateAndEncrypted() async throws {
    let shop = try await SealedShop()
    let record = try await shop.published()
    #expect(shop.files() == ["attestation.json", "dump.age", "snapshot.json"])
    let bytes = try Data(contentsOf: shop.dump)
    #expect(bytes.count == record.bytes)
    #expect(SHA256Digest.hex(bytes) == record.sha256)
    #expect(bytes.starts(with: Data("age-encryption.org/v1\n".utf8)))
    #expect(bytes.range(of: Data("customers".utf8)) == nil)
    var status = stat()
    #expect(stat(shop.dump.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(record.rows == 3000)
    #expect(record.recipients == 1)
    #expect(record.postgres.hasPrefix("15."))
    let written = try Data(contentsOf: shop.snapshots.appendingPathComponent("shop/20260101T000000-0001/snapshot.json"))
    #expect(try SnapshotRecord(written).sha256 == record.sha256)
    #expect(String(decoding: written, as: UTF8.self).contains("age1") == false)
    let attestation = shop.snapshots.appendingPathComponent("shop/20260101T000000-0001/attestation.json")
    #expect(SHA256Digest.hex(try Data(contentsOf: attestation)) == record.attestation)
  }

  @Test func theLedgersSchemaIsNotInTheDump() async throws {
    let shop = try await SealedShop()
    _ = try await shop.published()
    let text = try await shop.plainDump()
    #expect(text.contains(SealedShop.canary), "the text is that of the dump")
    #expect(!text.contains("understudy.mark") && !text.contains("CREATE SCHEMA understudy"))
  }

  @Test func whatIsWrittenMeanwhileIsNotInTheDump() async throws {
    let shop = try await SealedShop()
    let connection = try await Connection.open(shop.target)
    let shown = try await SealedShop.export(connection)
    try await shop.psql.run("INSERT INTO customers VALUES (9000, 'late@original.example');")
    _ = try await shop.snapshot().create(
      from: shop.target, shown: shown, attestation: shop.attestation, bundle: SealedShop.bundle,
      recipients: [shop.recipients])
    await connection.close()
    let text = try await shop.plainDump()
    #expect(text.contains(SealedShop.canary) && !text.contains("late@original.example"))
  }

  // MARK: Refusals

  private func refused(
    _ shop: SealedShop, attestation: Attestation? = nil, bundle: String = SealedShop.bundle, recipients: [URL]? = nil,
    programs: ProgramFinder = ProgramFinder()
  ) async throws -> (any Error)? {
    do {
      try await shop.create(
        shop.snapshot(programs: programs), attestation: attestation, bundle: bundle, recipients: recipients)
    } catch {
      #expect(shop.files() == [], "nothing is left")
      return error
    }
    return nil
  }

  @Test func withoutAMatchingAttestationThereIsNone() async throws {
    let shop = try await SealedShop()
    let otherRun = SealedShop.attestation(run: "20260101T000000-0002")
    #expect(
      try await refused(shop, attestation: otherRun) as? SnapshotError
        == .attestationDiffers("the database was sealed by another attestation"))
    #expect(
      try await refused(shop, attestation: SealedShop.attestation(application: "billing")) as? SnapshotError
        == .attestationDiffers("it speaks of the application billing"))
    #expect(
      try await refused(shop, bundle: String(repeating: "d", count: 64)) as? SnapshotError
        == .attestationDiffers("it speaks of another bundle"))
    try await shop.psql.run("UPDATE understudy.mark SET bundle = 'other'")
    #expect(
      try await refused(shop) as? SnapshotError == .attestationDiffers("another bundle masked the database"))
    try await shop.psql.run("UPDATE understudy.mark SET state = 'marked'")
    #expect(try await refused(shop) as? SnapshotError == .notSealed)
    try await shop.psql.run("DROP SCHEMA understudy CASCADE")
    #expect(try await refused(shop) as? SnapshotError == .notSealed)
  }

  @Test func recipientsAreJudgedFirst() async throws {
    let shop = try await SealedShop()
    #expect(try await refused(shop, recipients: []) as? SnapshotError == .recipientsMissing(path: nil))
    let missing = shop.folder.url.appendingPathComponent("missing")
    #expect(
      try await refused(shop, recipients: [shop.recipients, missing]) as? SnapshotError
        == .recipientsMissing(path: missing.relativePath))
    for text in ["", "# nobody\n", "age1nonsense\n"] {
      let file = shop.folder.url.appendingPathComponent("bad")
      try text.write(to: file, atomically: true, encoding: .utf8)
      #expect(
        try await refused(shop, recipients: [file]) as? SnapshotError == .recipientsInvalid(path: file.relativePath))
    }
    #expect(
      try await refused(shop, recipients: [shop.identity]) as? SnapshotError
        == .recipientsHoldPrivateKey(path: shop.identity.relativePath))
  }

  @Test func withoutAgeThereIsNone() async throws {
    let shop = try await SealedShop()
    let postgres = ProgramFinder(first: [shop.server.installation.directory], onlyThese: true)
    let error = try await refused(shop, programs: postgres) as? ExternalProgramError
    #expect(error == .missing(program: "age", searched: shop.server.installation.directory))
  }

  /// pg_dump writes a part and fails; age, which sees a proper end, succeeds.
  @Test func aDumpThatFailsHalfWayLeavesNothing() async throws {
    let shop = try await SealedShop()
    let real = shop.server.installation.directory
    for name in ["psql", "pg_restore"] {
      try FileManager.default.copyItem(atPath: "/bin/true", toPath: shop.folder.path + "/" + name)
    }
    let fake = shop.folder.path + "/pg_dump"
    try """
    #!/bin/sh
    [ "$1" != --version ] || exec \(real)/pg_dump --version
    \(real)/pg_dump "$@" | head -c 2000
    exit 1
    """.write(toFile: fake, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
    let error = try await refused(shop, programs: ProgramFinder(first: [shop.folder.path])) as? ExternalProgramError
    #expect(error == .failed(program: "pg_dump", exitCode: 1, detail: nil))
  }

  @Test func aFullDiskIsNamedAndLeavesNothing() async throws {
    let shop = try await SealedShop(
      more: """
        CREATE TABLE noise AS SELECT md5(i::text) || md5((i * 7)::text) AS bytes FROM generate_series(1, 30000) AS i;
        """)
    let disk = shop.snapshots.path
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    // Where mounting is refused this test fails: it can prove nothing then.
    try await ProgramCommand(
      "/bin/mount", ["-t", "tmpfs", "-o", "size=256k", "understudy-test", disk], messages: .shown
    ).run()
    let error = try await refused(shop)
    try await ProgramCommand("/bin/umount", [disk], messages: .shown).run()
    #expect(error as? SnapshotError == .diskFull(path: disk + "/shop/20260101T000000-0001/dump.age.part"))
  }

  @Test func aCancelledOneLeavesNothing() async throws {
    let shop = try await SealedShop(
      more: """
        CREATE TABLE noise AS SELECT md5(i::text) AS bytes FROM generate_series(1, 1000000) AS i;
        """)
    let task = Task { try await shop.create(shop.snapshot()) }
    #expect(await eventually { shop.files() == ["dump.age.part"] })
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(shop.files() == [])
  }

  // MARK: Publishing and pruning

  @Test func theNewestStayAndStrangersAreLeftAlone() async throws {
    let shop = try await SealedShop()
    let all = PublishedSnapshots(directory: shop.snapshots, application: "shop")
    #expect(throws: SnapshotError.self) { try all.latest() }
    for day in 1...4 {
      _ = try await shop.published("2026010\(day)T000000-0001", created: Date(timeIntervalSince1970: Double(day)))
    }
    let failed = shop.snapshots.path + "/shop/20260101T120000-0001"
    try FileManager.default.createDirectory(atPath: failed, withIntermediateDirectories: true)
    try "{}".write(toFile: failed + "/report.json", atomically: true, encoding: .utf8)
    #expect(try all.prune(keep: 3) == ["20260101T000000-0001"])
    #expect(try all.prune(keep: 3) == [])
    #expect(all.all().map(\.record.run) == ["20260102T000000-0001", "20260103T000000-0001", "20260104T000000-0001"])
    #expect(FileManager.default.fileExists(atPath: failed + "/report.json"))
    #expect(try all.prune(keep: 0) == ["20260102T000000-0001", "20260103T000000-0001"])
    #expect(try all.latest().record.run == "20260104T000000-0001")
  }

  @Test func whatWasNotPublishedIsNoSnapshot() async throws {
    let shop = try await SealedShop()
    let snapshot = shop.snapshot()
    try await shop.create(snapshot)
    #expect(shop.files() == ["dump.age"])
    #expect(PublishedSnapshots(directory: shop.snapshots, application: "shop").all().isEmpty)
    snapshot.discard()
    #expect(shop.files() == [])
  }
}
