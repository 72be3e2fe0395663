import ExternalPrograms
import Foundation
import TestServers
import Testing

/// Whatever goes wrong with a row, its values stay in the database: `Shop.understudy` looks at what the program says, and
/// these tests at the files besides.
@Suite struct QuietTests {
  /// No file that a person or a log collector reads holds a value.
  private func keepsQuiet(_ shop: Shop, sourceLocation: SourceLocation = #_sourceLocation) {
    for folder in ["rules", "build"] {
      for file in shop.files(below: folder).keys {
        // The data directory holds the data; of what is in it only the log is for reading.
        guard !file.contains("/data-") || file.hasSuffix("/understudy.log") else { continue }
        guard let bytes = FileManager.default.contents(atPath: shop.path(folder + "/" + file)) else { continue }
        for canary in ShopFiles.Canary.all {
          #expect(bytes.range(of: Data(canary.utf8)) == nil, "a value in \(file)", sourceLocation: sourceLocation)
        }
      }
    }
  }

  /// Compiles changed rules, or a changed schema, and runs the whole job.
  private func running(
    rules: (String, String)? = nil, schema: String = "", status: Int32, says reason: String, stage: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await Shop.with(bundle: false) { shop in
      try shop.write("fixtures/shop/schema.sql", ShopFiles.schema + schema)
      if let (old, new) = rules { try shop.edit("rules/shop/masking.yaml", old, new) }
      let compiled = await shop.understudy("compile")
      try #require(compiled.status == 0, "\(compiled.messages)", sourceLocation: sourceLocation)
      let outcome = await shop.understudy("run", "--format", "json")
      #expect(outcome.status == status, sourceLocation: sourceLocation)
      let reports = try JSONDecoder().decode([Report].self, from: Data(outcome.out.utf8))
      #expect(reports.first?.failure.stage == stage, sourceLocation: sourceLocation)
      #expect(reports.first?.failure.words == reason, sourceLocation: sourceLocation)
      #expect(shop.published == ["report.json"], sourceLocation: sourceLocation)
      keepsQuiet(shop, sourceLocation: sourceLocation)
    }
  }

  private struct Report: Decodable {
    struct Failure: Decodable {
      struct Reason: Decodable {
        let what: String
        let why: String?
      }
      let stage: String
      let reason: Reason
      var words: String { "\(reason.what)\n\(reason.why ?? "")" }
    }
    let failure: Failure
  }

  @Test func aCheckThatMaskedRowsViolate() async throws {
    try await running(
      schema: "ALTER TABLE public.customers ADD CONSTRAINT ours CHECK (id <> 2 OR email LIKE '%@leak.example');\n",
      status: 1,
      says: """
        step 0100 failed: SQLSTATE 23514 (schema public, table customers, constraint ours)
        no retry mends it; what had committed stays
        """, stage: "apply")
  }

  /// Masks a copy by other rules; the table that fails stays as it was.
  private func applying(_ old: String, _ new: String, says messages: String) async throws {
    try await Shop.with(bundle: false) { shop in
      try shop.edit("rules/shop/masking.yaml", old, new)
      let compiled = await shop.understudy("compile")
      try #require(compiled.status == 0, "\(compiled.messages)")
      let copy = try await ShopCopy(shop)
      let customers = "SELECT string_agg(c::text, ' ' ORDER BY id) FROM public.customers AS c"
      let rows = try await copy.query(customers)
      let outcome = await copy.apply()
      #expect(outcome.status == 1)
      #expect(outcome.complaint == messages)
      #expect(try await copy.query(customers) == rows)
      let unfinished = await copy.verify()
      #expect(unfinished.status == 75)
      keepsQuiet(shop)
    }
  }

  @Test func anExpressionThatFailsOnARow() async throws {
    try await applying(
      "note: { mask: constant, value: none }", "note: { mask: expression, sql: \"(reference::integer)::text\" }",
      says: """
        error: step 0100 failed: SQLSTATE 22P02
          why: no retry mends it; what had committed stays
          help: look at the named object and the bundle's file 0100_…

        """)
  }

  @Test func aNullWhereNoneMayBe() async throws {
    try await applying(
      "full_name: full_name", "full_name: { mask: expression, sql: \"case when id > 1 then 'x' end\" }",
      says: """
        error: step 0100 failed: SQLSTATE 23502 (schema understudy, table stage_0100, column full_name)
          why: no retry mends it; what had committed stays
          help: look at the named object and the bundle's file 0100_…

        """)
  }

  @Test func anOriginalThatSurvives() async throws {
    try await running(
      rules: ("note: { mask: constant, value: none }", "note: { mask: expression, sql: \"'Ask ' || full_name\" }"),
      status: 2,
      says: """
        verification failed: 1 finding
        survivor-name: public.customers.note (3 of 3)
        """, stage: "verify")
  }

  @Test(arguments: [
    (
      "20_more.sql", "INSERT INTO public.customers VALUES (4, '\(ShopFiles.Canary.email)', 'x', NULL, NULL, 'x');\n",
      ":1: the server refused the data, SQLSTATE 23505"
    ),
    (
      "20_customers.csv", "id,email,full_name,reference\n4,\(ShopFiles.Canary.email),x,x\n",
      ": the server refused the data, SQLSTATE 23505 (table customers)"
    ),
    (
      "20_customers.csv", "id,email,full_name,reference\n\(ShopFiles.Canary.reference),a,x,x\n",
      ": the server refused the data, SQLSTATE 22P02 (table public.customers)"
    ),
  ])
  func fixturesThatDoNotFit(_ file: String, _ text: String, _ says: String) async throws {
    try await Shop.with { shop in
      try shop.write("fixtures/shop/cases/base/" + file, text)
      let outcome = await shop.understudy("run")
      #expect(outcome.status == 1)
      #expect(
        outcome.reason == """
          shop failed at provision: SHOP/fixtures/shop/cases/base/\(file)\(says)
            why: a value, or a statement, does not fit the schema
            help: load it with psql to see what it says

          """)
      #expect(shop.published == ["report.json"])
      keepsQuiet(shop)
    }
  }

  @Test func fixturesThatDoNotFitFailTheValidation() async throws {
    try await Shop.with { shop in
      try shop.write(
        "fixtures/shop/cases/base/20_customers.csv", "id,email,full_name,reference\n4,\(ShopFiles.Canary.email),x,x\n")
      let outcome = await shop.understudy("validate")
      #expect(outcome.status == 1)
      #expect(
        outcome.messages == """
          error: SHOP/fixtures/shop/cases/base/20_customers.csv: the server refused the data, SQLSTATE 23505 (table \
          customers)
            why: a value, or a statement, does not fit the schema
            help: load it with psql to see what it says

          """)
    }
  }
}
