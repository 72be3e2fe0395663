import ExternalPrograms
import Foundation
import TestServers
import Testing

/// What a dead run leaves is carried on or removed, and the reason is said.
@Suite struct OrphanTests {
  /// Runs the job as far as its snapshot: a sealed copy is left.
  private func leaveOne(_ shop: Shop) async throws {
    try shop.write("build/snapshots", "")
    let stopped = await shop.understudy("run")
    try #require(stopped.status == 74, "\(stopped.out)")
    try shop.remove("build/snapshots")
    #expect(shop.hasTemporaryServer)
  }

  private func execute(_ shop: Shop, _ sql: String) async throws {
    let address = try #require(TemporaryServer.running(folder: shop.temporary)).database("shop")
    try await Psql(path: ProgramFinder().find(.psql), environment: address.environment).run(sql, messages: .shown)
  }

  @Test func whatCannotBeCarriedOnIsMadeAnew() async throws {
    try await Shop.with { shop in
      try await leaveOne(shop)
      try shop.edit("rules/shop/masking.yaml", "value: none", "value: nothing")
      try #require(await shop.understudy("compile").status == 0)
      let outcome = await shop.understudy("run")
      #expect(outcome.status == 0, "\(outcome.out)")
      #expect(
        outcome.messages.contains(
          ": removed what run RUN had left: it was begun with another bundle; fixtures shop/base"),
        "\(outcome.messages)")
    }
  }

  @Test func anotherSourceIsMadeAnew() async throws {
    try await Shop.with { shop in
      try await leaveOne(shop)
      try FileManager.default.copyItem(
        atPath: shop.path("fixtures/shop/cases/base"), toPath: shop.path("fixtures/shop/cases/other"))
      try shop.edit("rules/job.yaml", "fixtures/shop }", "fixtures/shop, case: other }")
      let outcome = await shop.understudy("run")
      #expect(outcome.status == 0, "\(outcome.out)")
      #expect(outcome.messages.contains("it was made from another source (fixtures shop/base)"), "\(outcome.messages)")
    }
  }

  @Test func aDumpThatIsNewerIsMadeAnew() async throws {
    try await Shop.with { shop in
      try shop.write("night.sql", ShopFiles.schema + ShopFiles.rows)
      try shop.edit(
        "rules/job.yaml", "source: { fixtures: ../fixtures/shop }",
        "schema: ../fixtures/shop/schema.sql, source: { dump: ../night.sql }")
      func date(_ seconds: TimeInterval) throws {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: shop.path("night.sql"))
      }
      try date(1_795_000_000)
      try await leaveOne(shop)
      try shop.write("build/snapshots", "")
      let same = await shop.understudy("run")
      #expect(same.messages.contains("provision found, "), "\(same.messages)")
      try shop.remove("build/snapshots")
      try date(1_795_086_400)
      let newer = await shop.understudy("run")
      #expect(newer.status == 0, "\(newer.out)")
      #expect(newer.messages.contains("its source has changed since (2026-11-18"), "\(newer.messages)")
    }
  }

  @Test func anOldOneIsCleanedOrMadeAnew() async throws {
    try await Shop.with { shop in
      #expect(await shop.understudy("clean").out == "nothing is left over\n")
      try await leaveOne(shop)
      let young = await shop.understudy("clean", "--yes")
      #expect(
        young.out
          == "shop: SHOP/build/temporary/shop, run RUN: left alone, it is young enough: the next run carries it on\n")
      try await execute(shop, "UPDATE understudy.mark SET adopted_at = adopted_at - interval '37 hours';")
      let told = await shop.understudy("clean")
      #expect(
        told.out
          == "shop: SHOP/build/temporary/shop, run RUN: would be removed with --yes, it is older than 36 hours\n")
      #expect(shop.hasTemporaryServer)
      let removed = await shop.understudy("clean", "--yes")
      #expect(removed.out == "shop: SHOP/build/temporary/shop, run RUN: removed, it is older than 36 hours\n")
      #expect(!shop.hasTemporaryServer)
      #expect(await shop.understudy("clean", "--yes").out == "nothing is left over\n")
    }
  }

  @Test func aSealedCopyWithoutItsAttestationIsMadeAnew() async throws {
    try await Shop.with { shop in
      try await leaveOne(shop)
      try shop.remove("build/temporary/shop/attestation.json")
      let outcome = await shop.understudy("run")
      #expect(outcome.status == 0, "\(outcome.out)")
      #expect(outcome.messages.contains("it is sealed, and its attestation is lost"), "\(outcome.messages)")
    }
  }
}
