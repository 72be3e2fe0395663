import ExternalPrograms
import Foundation
import Glibc
import TestServers
import Testing

/// A full disk is 74, whoever's it is, and leaves nothing half-done.
@Suite struct FullDiskTests {
  @Test func aBundleIsWrittenWholeOrNotAtAll() async throws {
    try await Shop.with { shop in
      try await SmallDisk.with(at: shop.path("out"), size: 512) { disk in
        try disk.fill(leaving: 24)
        await shop.refuses(
          "compile", "--out", disk.path, with: 74,
          saying: """
            error: SHOP/out/shop cannot be written
              help: look at the folder's permissions and the free disk space

            """)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["filler"])
        try disk.makeRoom()
        #expect(await shop.understudy("compile", "--out", disk.path).status == 0)
        #expect(shop.files(below: "out/shop") == shop.files(below: "rules/shop/bundle"))
        // A bundle that is there already stays the one it was.
        try shop.edit("rules/shop/masking.yaml", "value: none", "value: nothing")
        try disk.fill(leaving: 0)
        await shop.refuses(
          "compile", "--out", disk.path, with: 74,
          saying: """
            error: SHOP/out/shop cannot be written
              help: look at the folder's permissions and the free disk space

            """)
        #expect(shop.files(below: "out/shop") == shop.files(below: "rules/shop/bundle"))
      }
    }
  }

  @Test func aServersFullDiskLetsTheRunResume() async throws {
    try await Shop.with { shop in
      try await SmallDisk.with(at: shop.path("disk"), size: 65_536) { disk in
        let server = try await TestServer.shared()
        let space = "small_disk_\(UUID().uuidString.prefix(8))"
        let folder = disk.path + "/tables"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        if let user = try ProgramUser.forServers() { try #require(chown(folder, user.userID, user.groupID) == 0) }
        try await server.psql().run("CREATE TABLESPACE \"\(space)\" LOCATION '\(folder)';", messages: .shown)
        let copy = try await ShopCopy(shop, tablespace: space)
        do { try await resume(copy, disk) } catch {
          try? await copy.drop(tablespace: space)
          throw error
        }
        try await copy.drop(tablespace: space)
      }
    }
  }

  private func resume(_ copy: ShopCopy, _ disk: SmallDisk) async throws {
    try await copy.execute(
      """
      INSERT INTO public.customers SELECT i, i || '@leak.example', 'Vexhol ' || i, NULL, i, repeat('r', 500)
      FROM generate_series(4, 20000) AS i;
      """)
    let original = "SELECT count(*), count(DISTINCT password_hash) FROM public.customers"
    #expect(try await copy.query(original) == "20000|20000")
    try disk.fill(leaving: 2048)
    let full = await copy.apply()
    #expect(full.status == 74)
    #expect(
      full.complaint == """
        error: the server's disk is full
          why: a table's rewrite needs room for its second copy
          help: make room, then run the same command again: it resumes after what has committed

        """)
    #expect(full.out == "")
    // Without room a backend may not even start: it writes a file of its own then.
    try disk.makeRoom()
    #expect(try await copy.query(original) == "20000|20000", "the table is as it was")
    let resumed = await copy.apply()
    #expect(resumed.status == 0, "\(resumed.messages)")
    #expect(try await copy.query(original) == "20000|1")
    let verified = await copy.verify()
    #expect(verified.status == 0, "\(verified.messages)")
  }

  /// The same shop then goes its whole way: what stands where is told at each stop.
  @Test func aSnapshotThatFindsNoRoomIsNotPublishedAndTheNextRunGoesOn() async throws {
    try await Shop.with { shop in
      try await SmallDisk.with(at: shop.path("build/snapshots"), size: 256) { disk in
        let nothing = await shop.understudy("status")
        #expect(nothing.status == 0)
        #expect(nothing.out == "shop\n  temporary server: none\n  snapshots: none\n")

        try disk.fill(leaving: 4)
        let full = await shop.understudy("run")
        #expect(full.status == 74)
        #expect(
          full.reason == """
            shop failed at snapshot: the disk is full: SHOP/build/snapshots/shop/RUN/dump.age.part could not be written
              help: make room and run it again

            """)
        #expect(shop.published == ["report.json"])

        // Now there is room for the dump, and none for the report that has to stand beside it.
        try disk.makeRoom()
        try disk.fill(leaving: 8)
        let almost = await shop.understudy("run")
        #expect(almost.status == 74)
        #expect(
          almost.reason == """
            shop failed at publish: SHOP/build/snapshots/shop/RUN/report.json cannot be written
              help: look at the folder's permissions and the free disk space

            """)
        #expect(shop.published == ["report.json"])
        let waiting = await shop.understudy("status")
        #expect(waiting.status == 0)
        #expect(
          waiting.out == """
            shop
              temporary server: running, in SHOP/build/temporary/shop, run RUN, sealed, verified
              snapshots: none

            """)

        // What was begun with one key is not finished with another.
        try disk.makeRoom()
        let otherKey = await shop.understudy("run", environment: ["SHOP_KEY": ShopFiles.Canary.otherKey])
        #expect(otherKey.status == 78)
        #expect(
          otherKey.reason == """
            shop failed at adopt: the masking key is not the one that the database was adopted with
              why: two keys would mask equal originals differently
              help: give the key that the run began with

            """)
        #expect(shop.published == ["report.json"])

        let published = await shop.understudy("run", "--format", "json")
        #expect(published.status == 0, "\(published.out)")
        #expect(shop.published == ["attestation.json", "dump.age", "report.json", "snapshot.json"])
        #expect(!shop.hasTemporaryServer)
        let status = await shop.understudy("status")
        #expect(status.out.hasPrefix("shop\n  temporary server: none\n  snapshot "))
        #expect(status.out.contains("\n  RUN     6  "))
        #expect(status.out.hasSuffix("  2026-01-01T00:00:00.000000Z  SHOP/build/snapshots/shop/RUN\n"))
      }
    }
  }
}
