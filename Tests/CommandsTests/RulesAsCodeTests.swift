import Commands
import ExternalPrograms
import Foundation
import TestServers
import Testing

/// `validate --mutate`, `--threshold` and `--record`, `init`, `preview` and the action, as a user calls them.
@Suite struct RulesAsCodeTests {
  static let strong = """
    tables:
      customers:
        columns:
          id: { unchanged: true }
          email: { changed: true, unique: true, valid: email, same_as: orders.contact_email }
          full_name: { changed: true, matches: "^[A-Z].* [A-Z]" }
          note: { one_of: [none] }
          password_hash: { changed: true, matches: "^stand-in" }
          reference: { unchanged: true }
      orders:
        columns:
          id: { unchanged: true }
          customer_id: { unchanged: true }
          contact_email: { changed: true, valid: email }
      settings:
        columns:
          name: { unchanged: true }
          value: { unchanged: true }

    """

  // MARK: Mutants

  @Test func whatNoExpectationNoticesIsListedAndTheThresholdDecides() async throws {
    try await Shop.with { shop in
      let report = shop.path("report.xml")
      let told = await shop.understudy("validate", "--mutate", "--report", report)
      #expect(told.status == 0, "survivors alone fail nothing: \(told.messages)")
      #expect(told.out.contains(/shop mutants: [0-9]+ of [0-9]+ noticed \([0-9]+\.[0-9] %\)/), "\(told.out)")
      #expect(
        told.messages.contains(
          """
          SHOP/rules/shop/masking.yaml:11:7: warning: nothing notices that customers.full_name: full_name becomes keep \
          (removed) [mutant-survived]
          """), "\(told.messages)")
      #expect(told.messages.contains("help: expect public.customers.full_name { changed: true } in the case base"))
      let suite = try String(contentsOfFile: report, encoding: .utf8)
      #expect(suite.contains("<testsuite name=\"shop.mutants\" tests=\"1\" failures=\"0\""), "\(suite)")

      let refused = await shop.understudy("validate", "--mutate", "--threshold", "95", "--report", report)
      #expect(refused.status == 1)
      #expect(try String(contentsOfFile: report, encoding: .utf8).contains("<failure message="))

      try shop.write("fixtures/shop/cases/base/expectations.yaml", Self.strong)
      let enough = await shop.understudy("validate", "--mutate", "--threshold", "95", "--format", "json")
      #expect(enough.status == 0, "\(enough.messages)\(enough.out)")
      let outcome = try #require(try JSONSerialization.jsonObject(with: Data(enough.out.utf8)) as? [[String: Any]])
      let mutation = try #require(outcome.first?["mutation"] as? [String: Any])
      #expect((mutation["score"] as? Double ?? 0) >= 95 && (mutation["killed"] as? Int ?? 0) >= 10)
    }
  }

  @Test func aThresholdNeedsMutants() async throws {
    try await Shop.with(bundle: false) { shop in
      #expect(await shop.understudy("validate", "--threshold", "95").status == 64)
      #expect(await shop.understudy("validate", "--mutate", "--threshold", "101").status == 64)
    }
  }

  @Test func rulesThatFailAreNotSpoiltFurther() async throws {
    try await Shop.with(bundle: false) { shop in
      try shop.edit(
        "fixtures/shop/cases/base/expectations.yaml", "reference: { unchanged: true }", "reference: { changed: true }")
      let failed = await shop.understudy("validate", "--mutate", "--threshold", "0")
      #expect(failed.status == 1 && !failed.out.contains("mutants"))
    }
  }

  // MARK: Goldens

  @Test func goldensAreRecordedForReviewAndComparedThen() async throws {
    try await Shop.with(bundle: false) { shop in
      let expectations = "fixtures/shop/cases/base/expectations.yaml"
      try shop.write(expectations, "tables: { customers: { golden: golden/customers.csv } }\n")
      let recorded = await shop.understudy("validate", "--record")
      #expect(recorded.status == 1 && recorded.messages.contains("note: goldens were written"))
      let golden = try String(
        contentsOfFile: shop.path("fixtures/shop/cases/base/golden/customers.csv"), encoding: .utf8)
      #expect(golden.split(separator: "\n").count == 4 && golden.hasPrefix("id,email,"))
      let holds = await shop.understudy("validate")
      #expect(holds.status == 0, "\(holds.messages)")
      try shop.edit("rules/shop/masking.yaml", "constant, value: none", "constant, value: other")
      #expect(await shop.understudy("validate").status == 1)
    }
  }

  // MARK: Discovery

  @Test func initWritesRulesThatCompileAndAddsOnlyWhatIsNew() async throws {
    try await Shop.with(bundle: false) { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      try shop.remove("rules/shop/masking.yaml")
      let written = await shop.understudy("init", "shop", "--database", copy.database)
      #expect(written.status == 0, "\(written.messages)")
      #expect(written.out.hasPrefix("shop: 10 decisions written to SHOP/rules/shop/masking.yaml, "), "\(written.out)")
      let rules = try String(contentsOfFile: shop.path("rules/shop/masking.yaml"), encoding: .utf8)
      #expect(rules.contains(/email: .*email/))
      for canary in ShopFiles.Canary.all { #expect(!rules.contains(canary)) }
      let compiled = await shop.understudy("compile", "shop")
      #expect(compiled.status == 0, "\(compiled.messages)")

      let again = await shop.understudy("init", "shop", "--database", copy.database)
      #expect(again.status == 0 && again.out == "shop: SHOP/rules/shop/masking.yaml decides every column already\n")
      #expect(try String(contentsOfFile: shop.path("rules/shop/masking.yaml"), encoding: .utf8) == rules)

      try await copy.execute(
        "ALTER TABLE customers ADD phone text; CREATE TABLE visits (id int PRIMARY KEY, ip inet);")
      let added = await shop.understudy("init", "shop", "--database", copy.database, "--format", "json")
      #expect(added.status == 0, "\(added.messages)")
      let outcome = try #require(try JSONSerialization.jsonObject(with: Data(added.out.utf8)) as? [String: Any])
      let columns = try #require(outcome["columns"] as? [[String: Any]]).compactMap { $0["column"] as? String }
      #expect(columns.sorted() == ["id", "ip", "phone"])
      let longer = try String(contentsOfFile: shop.path("rules/shop/masking.yaml"), encoding: .utf8)
      for line in rules.split(separator: "\n") { #expect(longer.contains(line), "what was there stays: \(line)") }
    }
  }

  @Test func initWithoutAJobWritesOneThatCompiles() async throws {
    try await Shop.with(bundle: false) { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      for name in ["rules/job.yaml", "rules/shop/masking.yaml"] { try shop.remove(name) }
      #expect(await shop.understudy("init", "shop", "--database", copy.database).status == 0)
      let compiled = await shop.understudy("compile", "shop")
      #expect(compiled.status == 0, "\(compiled.messages)")
      let refused = await shop.understudy("init", "../shop", "--database", copy.database)
      #expect(refused.status == 64, "a name that is no folder's")
    }
  }

  // MARK: Preview

  @Test func previewShowsShapesAndChangesNothing() async throws {
    try await Shop.with(bundle: false) { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      let before = try await copy.query("SELECT c FROM customers AS c ORDER BY id")
      let shown = await shop.understudy("preview", "shop", "--database", copy.database, "--rows", "2")
      #expect(shown.status == 0, "\(shown.messages)")
      #expect(shown.out.contains("public.customers: 2 rows; kept: id, reference\n"), "\(shown.out)")
      #expect(shown.out.contains(#/\* email +[^ ]*\*+@\*+\.[a-z*]+ → /#), "\(shown.out)")
      #expect(try await copy.query("SELECT c FROM customers AS c ORDER BY id") == before)
      #expect(try await copy.query("SELECT to_regnamespace('understudy') IS NULL") == "t")
      #expect(await shop.understudy("preview", "shop", "--database", copy.database, "--rows", "0").status == 64)
    }
  }

  @Test func previewRevealsOnRequestAlone() async throws {
    try await Shop.with(bundle: false) { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      let (out, messages) = (CapturedText(), CapturedText())
      let status = await CommandLineProgram.run(
        arguments: ["preview", "shop", "--database", copy.database, "--reveal", "--job", shop.job],
        environment: ProcessInfo.processInfo.environment.merging(ShopFiles.environment) { $1 }, stdout: out.sink,
        stderr: messages.sink)
      #expect(status == 0, "\(messages.value)")
      #expect(out.value.contains("\(ShopFiles.Canary.email) → "))
    }
  }

  // MARK: The action

  @Test func theActionFailsWhereABundleIsOldOrAnExpectationFails() async throws {
    try await Shop.with { shop in
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../.ci/check-rules").standardizedFileURL.path()
      func check(_ settings: [String: String] = [:]) async throws -> BuiltProgram.Ended {
        try await BuiltProgram.run(
          script, [], in: shop.folder.url,
          environment: ShopFiles.environment.merging(
            ["PROGRAM": BuiltProgram.path(of: "understudy"), "REPORT": "out/junit.xml"]
          ) { $1 }.merging(settings) { $1 })
      }
      let holds = try await check()
      #expect(holds.status == 0, "\(holds.messages)\(holds.out)")
      #expect(FileManager.default.fileExists(atPath: shop.path("out/junit.xml")))
      #expect(try await check(["THRESHOLD": "95"]).status == 1, "too few mutants are noticed")
      try shop.edit("rules/shop/masking.yaml", "constant, value: none", "constant, value: other")
      let old = try await check(["APPLICATIONS": "shop"])
      #expect(
        old.status == 1 && (old.out + old.messages).contains("::error file=rules/shop/masking.yaml,line=1"),
        "\(old.messages)\(old.out)")
    }
  }
}
