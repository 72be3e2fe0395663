import Foundation
import TestServers
import Testing

/// Two bundles in words, and a database beside a bundle.
@Suite struct DiffTests {
  @Test func twoBundlesAreComparedInWords() async throws {
    try await Shop.with { shop in
      let same = await shop.understudy("diff", shop.bundle, shop.bundle, "--check")
      #expect(same.status == 0)
      #expect(same.out == "shop: the two bundles are the same\n")

      try shop.edit("rules/shop/masking.yaml", "full_name: full_name", "full_name: keep")
      try shop.edit("rules/shop/masking.yaml", "reference: keep", "reference: { mask: hash, length: 32 }")
      let new = shop.path("new")
      try #require(await shop.understudy("compile", "--out", new).status == 0)
      let before = shop.files()
      let outcome = await shop.understudy("diff", shop.bundle, new + "/shop")
      #expect(outcome.status == 0 && outcome.messages.isEmpty)
      #expect(
        outcome.out == """
          shop: 2 changes of decisions, 1 of them reveals more
            reveals more:
              customers.full_name: masked by full_name → kept (masking.yaml:11)
            otherwise:
              customers.reference: kept → masked by hash (length 32) (masking.yaml:14)

          """)
      let json = await shop.understudy("diff", shop.bundle, new + "/shop", "--check", "--format", "json")
      #expect(json.status == 1)
      let object = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
      let changes = object?["changes"] as? [[String: Any]]
      #expect(changes?.compactMap { $0["subject"] as? String } == ["customers.full_name", "customers.reference"])
      #expect(changes?.compactMap { $0["revealsMore"] as? Bool } == [true, false])
      #expect(object?["isSame"] as? Bool == false)
      #expect(shop.files() == before)
    }
  }

  @Test func whatIsNoBundleIsRefused() async throws {
    try await Shop.with { shop in
      await shop.refuses(
        "diff", shop.bundle, shop.path("nowhere"), with: 74,
        saying: """
          error: SHOP/nowhere/manifest.json does not exist
            why: a bundle is a folder with manifest.json and the files it names
            help: compile the application first: understudy compile APP

          """)
      try shop.edit("rules/shop/bundle/SUMMARY.md", "shop", "shed")
      await shop.refuses(
        "diff", shop.bundle, shop.bundle, with: 1,
        saying: """
          error: SHOP/rules/shop/bundle/SUMMARY.md is not what was compiled
            why: its SHA-256 differs from the one in manifest.json; only what was reviewed is run
            help: restore the reviewed file, or compile again and have the change reviewed

          """)
      let usage = await shop.understudy("diff", shop.bundle)
      #expect(usage.status == 64 && usage.messages.hasPrefix("Error: Missing expected argument '<new>'"))
    }
  }

  @Test func aDatabaseThatDriftedIsExplainedAgainstTheReviewedBundle() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      let before = try await copy.contents()
      let unchanged = await shop.understudy("compile", "shop", "--check", "--database", copy.database)
      #expect(unchanged.status == 0, "\(unchanged.messages)\(unchanged.out)")
      #expect(
        unchanged.messages == """
          note: without --database, shop is compiled against SHOP/fixtures/shop/schema.sql; refresh it: \
          pg_dump --schema-only --file=SHOP/fixtures/shop/schema.sql URL

          """)
      #expect(try await copy.contents() == before)

      try await copy.execute(
        "ALTER TABLE public.settings ADD owner text; ALTER TABLE public.customers ALTER note TYPE varchar(80);")
      let drifted = await shop.understudy("compile", "shop", "--check", "--database", copy.database)
      #expect(drifted.status == 1)
      #expect(
        drifted.out.hasPrefix(
          """
          shop: SHOP/rules/shop/bundle is not what the rules compile to
            reveals more:
              settings.owner: new, kept
            schema:
              column public.customers.note was text and is character varying(80); it is decided at \
          SHOP/rules/shop/masking.yaml:12
              column public.settings.owner (text) is new; its table is kept whole at SHOP/rules/shop/masking.yaml:20

          """), "\(drifted.out)")

      // What no rule decides stops the compilation at the table's line.
      try await copy.execute("ALTER TABLE public.orders ADD tax_id text;")
      let undecided = await shop.understudy("compile", "shop", "--check", "--database", copy.database)
      #expect(undecided.status == 1)
      #expect(
        undecided.messages.contains(
          "SHOP/rules/shop/masking.yaml:15:3: error: nothing decides what happens to public.orders.tax_id (text)"))
    }
  }
}
