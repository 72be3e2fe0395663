import BundleFormat
import ExternalPrograms
import Foundation
import Synchronization
import TestServers
import Testing

/// What was reviewed is what runs: a bundle with one other byte, and a database with another catalog, are refused with 1.
@Suite struct BundleRefusalTests {
  @Test func oneChangedByteIsRefused() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      let names = try FileManager.default.contentsOfDirectory(atPath: shop.bundle).sorted()
      #expect(names.contains("manifest.json") && names.contains("SUMMARY.md") && names.contains("run.psql"))
      for name in names {
        let whole = try Data(contentsOf: URL(fileURLWithPath: shop.bundle + "/" + name))
        var changed = whole
        changed[changed.count / 2] ^= 1
        try shop.write("rules/shop/bundle/" + name, changed)
        let message = """
          error: SHOP/rules/shop/bundle/\(name) is not what was compiled
            why: its SHA-256 differs from the one in manifest.json; only what was reviewed is run
            help: restore the reviewed file, or compile again and have the change reviewed

          """
        try await copy.staysAsItWas({ await copy.apply() }, with: 1, saying: message)
        try await copy.staysAsItWas({ await copy.verify() }, with: 1, saying: message)
        try shop.write("rules/shop/bundle/" + name, whole)
      }
    }
  }

  @Test func aFileTooManyOrTooFewIsRefused() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      try shop.write("rules/shop/bundle/0950_more.sql", "SELECT 1;\n")
      try await copy.staysAsItWas(
        { await copy.apply() }, with: 1,
        saying: """
          error: SHOP/rules/shop/bundle/0950_more.sql is no part of the bundle
            why: manifest.json does not name it; only what was reviewed is run
            help: move it elsewhere

          """)
      try shop.remove("rules/shop/bundle/0950_more.sql")
      for name in ["0040_detach.sql", "SUMMARY.md"] {
        let whole = try Data(contentsOf: URL(fileURLWithPath: shop.bundle + "/" + name))
        try shop.remove("rules/shop/bundle/" + name)
        try await copy.staysAsItWas(
          { await copy.apply() }, with: 1,
          saying: """
            error: SHOP/rules/shop/bundle/\(name) is missing
              why: manifest.json names it; only what was reviewed is run, and all of it
              help: restore the reviewed file, or compile again and have the change reviewed

            """)
        try shop.write("rules/shop/bundle/" + name, whole)
      }
      try shop.remove("rules/shop/bundle/manifest.json")
      try await copy.staysAsItWas(
        { await copy.apply() }, with: 74,
        saying: """
          error: SHOP/rules/shop/bundle/manifest.json does not exist
            why: a bundle is a folder with manifest.json and the files it names
            help: compile the application first: understudy compile APP

          """)
    }
  }

  @Test(arguments: [
    (
      "ALTER TABLE public.orders ADD COLUMN gift_note text, ALTER COLUMN customer_id DROP NOT NULL;",
      """
      column public.orders.customer_id was integer not null and is integer; it is decided at RULES:9
          column public.orders.gift_note (text) is new; decide it at RULES:15
      """
    ),
    (
      "ALTER TABLE public.settings ADD COLUMN owner_email text; ALTER TABLE public.customers DROP COLUMN note;",
      """
      column public.customers.note is gone; it is decided at RULES:12
          column public.settings.owner_email (text) is new; its table is kept whole at RULES:20
      """
    ),
    (
      "CREATE UNIQUE INDEX hashes ON public.customers (password_hash) WHERE note <> '\(ShopFiles.Canary.name)';",
      "unique index public.customers.hashes is new"
    ),
    (
      "CREATE TABLE public.gift_notes (id integer PRIMARY KEY); CREATE TYPE public.mood AS ENUM ('\(ShopFiles.Canary.email)');",
      "table public.gift_notes is new, with 1 column; decide it in RULES\n    enum public.mood is new"
    ),
    (
      """
      CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER note BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.note();
      """, "trigger public.orders.note is new"
    ),
  ])
  func aCatalogThatChangedSinceTheReviewIsRefusedObjectByObject(_ change: String, _ why: String) async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      try await copy.execute(change)
      try await copy.staysAsItWas(
        { await copy.apply() }, with: 1,
        saying: """
          error: shop: the database's schema is not the one that the bundle was compiled for
            why: \(why.replacing("RULES", with: "SHOP/rules/shop/masking.yaml"))
            help: refresh it: pg_dump --schema-only --file=SHOP/fixtures/shop/schema.sql URL; then decide what is named, \
          run `understudy compile shop`, and have the bundle reviewed

          """)
    }
  }

  /// Someone with only psql is told too, by the script itself.
  @Test func psqlSaysWhatTheCatalogHasOtherwise() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      try await copy.execute("ALTER TABLE public.orders ADD COLUMN gift_note text;")
      let manifest = try Data(contentsOf: URL(fileURLWithPath: shop.bundle + "/manifest.json"))
      let options = [
        "key=\(ShopFiles.Canary.key)", "bundle=\(SHA256Digest.hex(manifest))",
        "parameter.lower_password_hash=\(ShopFiles.Canary.parameter)",
      ].map { "-c understudy.\($0)" }.joined(separator: " ")
      try shop.write("connection", "\\connect \"\(copy.database) options='\(options)'\"\n")
      let said = Mutex<[String]>([])
      await #expect(throws: ExternalProgramError.self) {
        try await ProgramCommand(
          copy.server.installation.path(of: .psql),
          ["-X", "-q", "-w", "-v", "connection=\(shop.path("connection"))", "-f", "\(shop.bundle)/run.psql"],
          environment: copy.address.environment, messages: .lines { line in said.withLock { $0.append(line) } }
        ).run()
      }
      let lines = said.withLock { $0 }
      let message = "ERROR:  the catalog is not the reviewed one: column public.orders.gift_note is new"
      #expect(lines.contains { $0.hasSuffix(message) }, "\(lines)")
    }
  }

  @Test func aRunRefusesABundleThatIsNotWhatCompiles() async throws {
    try await Shop.with { shop in
      try shop.edit("rules/shop/masking.yaml", "value: none", "value: nothing")
      let outcome = await shop.understudy("run")
      #expect(outcome.status == 1)
      #expect(
        outcome.reason == """
          shop failed at compile: shop: the bundle in SHOP/rules/shop/bundle is not what the rules compile to now
            why: different: 0100_public.customers.sql, SUMMARY.md, manifest.json
                customers.note: masked by constant (value none) → masked by constant (value nothing) \
          (SHOP/rules/shop/masking.yaml:12)
            help: run `understudy compile shop` and have the change reviewed

          """)
      #expect(shop.published == ["report.json"])
    }
  }

  @Test func aRunRefusesAMissingOrDamagedBundleBeforeItMakesACopy() async throws {
    try await Shop.with { shop in
      try shop.edit("rules/shop/bundle/SUMMARY.md", "a", "b")
      let damaged = await shop.understudy("run")
      #expect(damaged.status == 1)
      #expect(
        damaged.reason == """
          shop failed at compile: SHOP/rules/shop/bundle/SUMMARY.md is not what was compiled
            why: its SHA-256 differs from the one in manifest.json; only what was reviewed is run
            help: restore the reviewed file, or compile again and have the change reviewed

          """)
      try shop.remove("rules/shop/bundle")
      let missing = await shop.understudy("run")
      #expect(missing.status == 1)
      #expect(
        missing.reason == """
          shop failed at compile: shop: there is no reviewed bundle in SHOP/rules/shop/bundle
            help: run `understudy compile shop` and have the bundle reviewed

          """)
      #expect(!shop.hasTemporaryServer)
      #expect(shop.published == ["report.json", "report.json"])
    }
  }
}
