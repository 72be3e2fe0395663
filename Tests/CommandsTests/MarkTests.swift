import ExternalPrograms
import Foundation
import TestServers
import Testing

/// Nothing is written to what is not a marked copy: exit code 77.
@Suite struct MarkTests {
  @Test func anUnmarkedDatabaseIsNeitherMaskedNorVerified() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      let message = """
        error: the database is not a marked temporary copy
          why: only what was adopted is ever written to
          help: if this is a temporary copy: understudy adopt --database URL --application APP --confirm NAME

        """
      try await copy.staysAsItWas({ await copy.apply() }, with: 77, saying: message)
      try await copy.staysAsItWas({ await copy.verify() }, with: 77, saying: message)
    }
  }

  @Test func theMarkOfAnotherPlaceDoesNotCount() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      try await copy.server.psql().run(
        "CREATE DATABASE \(copy.address.database)_b TEMPLATE \(copy.address.database);", messages: .shown)
      let other = copy.address.database(copy.address.database + "_b").connectionString
      let message = """
        error: the database's mark was made for another place
          why: the server, the database or the endpoint is not the one that was adopted
          help: a copy of an adopted database has to be adopted itself

        """
      await shop.refuses("apply", shop.bundle, "--database", other, with: 77, saying: message)
      await shop.refuses("verify", shop.bundle, "--database", other, with: 77, saying: message)
    }
  }

  @Test func nothingIsAdoptedWithoutAJobFile() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      try shop.remove("rules/job.yaml")
      try await copy.staysAsItWas(
        { await copy.adopt() }, with: 77,
        saying: """
          error: without a job file nothing is adopted, and SHOP/rules/job.yaml does not exist
            why: the job says which endpoints are protected
            help: give it with --job FILE

          """)
    }
  }

  @Test func theSourceOfTheJobIsNoCopy() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      try shop.edit(
        "rules/job.yaml", "source: { fixtures: ../fixtures/shop }", "source: { database: { env: SHOP_URL } }")
      let message = """
        error: the database is refused: this is the source itself, not a copy: \(copy.address.database)
          why: each of these has turned a mask into a no-op, or written to production
          help: mend what is named and run it again; no flag skips this

        """
      try await copy.staysAsItWas(
        { await copy.adopt(environment: ["SHOP_URL": copy.database]) }, with: 77, saying: message)
      let outcome = await copy.adopt()
      #expect(outcome.status == 0)
      #expect(
        outcome.messages.contains(
          "where the source of shop is, is not known (the environment variable SHOP_URL says nothing)"))
      try await copy.staysAsItWas(
        { await copy.adopt(environment: ["SHOP_URL": copy.database]) }, with: 77, saying: message)
    }
  }

  @Test func theNameHasToBeConfirmed() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      try await copy.staysAsItWas(
        {
          await shop.understudy(
            "adopt", "--database", copy.database, "--application", "shop", "--confirm", "shop_other")
        }, with: 77,
        saying: """
          error: the database is refused: the confirmed name is not that of this database: \(copy.address.database)
            why: each of these has turned a mask into a no-op, or written to production
            help: mend what is named and run it again; no flag skips this

          """)
    }
  }

  @Test(arguments: ["local", "*/DATABASE"])
  func whatTheJobProtectsIsNotAdoptedOrMasked(_ pattern: String) async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      let protected = pattern.replacingOccurrences(of: "DATABASE", with: copy.address.database)
      try shop.edit("rules/job.yaml", "*/shop_protected", protected)
      let message = """
        error: the database is refused: the job protects this endpoint: local
          why: each of these has turned a mask into a no-op, or written to production
          help: mend what is named and run it again; no flag skips this

        """
      try await copy.staysAsItWas({ await copy.adopt() }, with: 77, saying: message)
      // Protected after it was adopted: the job has the last word.
      try shop.edit("rules/job.yaml", protected, "*/shop_protected")
      #expect(await copy.adopt().status == 0)
      try shop.edit("rules/job.yaml", "*/shop_protected", protected)
      try await copy.staysAsItWas({ await copy.adopt() }, with: 77, saying: message)
      try await copy.staysAsItWas({ await copy.apply() }, with: 77, saying: message)
    }
  }

  @Test func anotherBundleThanTheOneThatSealedIsRefused() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      #expect(await copy.apply().status == 0)
      #expect(await copy.verify().status == 0)
      let sealed = try await copy.contents()
      let again = await copy.apply()
      #expect(again.status == 0)
      #expect(
        again.out == """
          sealed by this bundle already: nothing to do

          """)
      #expect(await copy.verify().status == 0)
      #expect(try await copy.contents() == sealed)
      try shop.edit("rules/shop/masking.yaml", "value: none", "value: nothing")
      #expect(await shop.understudy("compile").status == 0)
      try await copy.staysAsItWas(
        { await copy.apply() }, with: 77,
        saying: """
          error: the database is sealed by another bundle
            why: it is masked and verified already
            help: take a fresh copy

          """)
      try await copy.staysAsItWas(
        { await copy.verify() }, with: 77,
        saying: """
          error: the database is sealed by another bundle
            why: it is masked and verified already
            help: take a fresh copy

          """)
    }
  }
}
