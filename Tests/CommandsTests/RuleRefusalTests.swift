import Foundation
import TestServers
import Testing

/// Rule files that cannot be read, 74, or are refused, 1, with the place.
@Suite struct RuleRefusalTests {
  /// Edits the rules, and holds what `compile` says against a text.
  private func compiling(
    _ old: String, _ new: String, says messages: String, status: Int32 = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await Shop.with { shop in
      try shop.edit("rules/shop/masking.yaml", old, new)
      let before = shop.files()
      let outcome = await shop.understudy("compile")
      #expect(outcome.status == status, sourceLocation: sourceLocation)
      #expect(outcome.messages == messages, sourceLocation: sourceLocation)
      #expect(outcome.out == "shop: refused\n", sourceLocation: sourceLocation)
      #expect(shop.files() == before, "nothing was written", sourceLocation: sourceLocation)
    }
  }

  @Test func aRuleFileThatCannotBeReadIsNamed() async throws {
    try await Shop.with { shop in
      try shop.remove("rules/shop/masking.yaml")
      for command in ["compile", "validate"] {
        await shop.refuses(
          command, with: 74,
          saying: """
            error: SHOP/rules/shop/masking.yaml cannot be read
              why: it is missing, or its permissions do not allow it
              help: look at the path, and at the file's permissions

            """)
      }
      // A folder of that name: permissions do not stop root.
      try FileManager.default.createDirectory(
        atPath: shop.path("rules/shop/masking.yaml"), withIntermediateDirectories: false)
      for command in ["compile", "validate"] {
        await shop.refuses(
          command, with: 74,
          saying: """
            error: SHOP/rules/shop/masking.yaml cannot be read
              why: it is missing, or its permissions do not allow it
              help: look at the path, and at the file's permissions

            """)
      }
    }
  }

  @Test func brokenYAMLHasItsPlace() async throws {
    try await compiling(
      "columns:\n      id: keep\n      email: {", "columns:\n      id: keep\n      email: [",
      says: """
        SHOP/rules/shop/masking.yaml:10:37: error: this is not YAML: did not find expected ',' or ']' [yaml-syntax]
          10 |       email: [ link: customer_email }
             |                                     ^
        SHOP/rules/shop/masking.yaml:10:14: note: while parsing a flow sequence
          10 |       email: [ link: customer_email }
             |              ^
          help: look at the indentation, and put texts with `: `, ` #` or brackets in quotes

        1 error

        """)
  }

  @Test func anUnknownKeyHasItsPlaceAndASuggestion() async throws {
    try await compiling(
      "search_path:", "serch_path:",
      says: """
        SHOP/rules/shop/masking.yaml:2:1: error: a rule file has no key `serch_path` [unknown-key]
          2 | serch_path: [public]
            | ^~~~~~~~~~
          help: did you mean `search_path`?

        1 error

        """)
  }

  @Test func anUnknownTableIsRefused() async throws {
    try await compiling(
      "  orders:", "  order:",
      says: """
        SHOP/rules/shop/masking.yaml:1:14: error: nothing decides what happens to public.orders.contact_email (text) \
        [column-without-decision]
          1 | application: shop
            |              ^~~~
          help: add orders to `tables:`: keep, truncate, or columns

        SHOP/rules/shop/masking.yaml:1:14: error: nothing decides what happens to public.orders.id (integer) \
        [column-without-decision]
          1 | application: shop
            |              ^~~~
          help: add orders to `tables:`: keep, truncate, or columns

        SHOP/rules/shop/masking.yaml:15:3: error: there is no table order [unknown-table]
          15 |   order:
             |   ^~~~~
          help: did you mean `orders`?

        3 errors

        """)
  }

  @Test func anUnknownColumnIsRefused() async throws {
    try await compiling(
      "full_name: full_name", "fullname: full_name",
      says: """
        SHOP/rules/shop/masking.yaml:6:3: error: nothing decides what happens to public.customers.full_name (text) \
        [column-without-decision]
          6 |   customers:
            |   ^~~~~~~~~
          help: add `full_name: keep` or a mask to its columns

        SHOP/rules/shop/masking.yaml:11:7: error: public.customers has no column fullname [unknown-column]
          11 |       fullname: full_name
             |       ^~~~~~~~
          help: did you mean `full_name`?

        2 errors

        """)
  }

  @Test func anUnknownFunctionIsRefused() async throws {
    try await compiling(
      "full_name: full_name", "full_name: ful_name",
      says: """
        SHOP/rules/shop/masking.yaml:11:18: error: there is no masking function ful_name [unknown-function]
          11 |       full_name: ful_name
             |                  ^~~~~~~~
          help: did you mean `full_name`?

        1 error

        """)
  }

  @Test func aColumnWithoutADecisionIsRefused() async throws {
    try await compiling(
      "      note: { mask: constant, value: none }\n", "",
      says: """
        SHOP/rules/shop/masking.yaml:6:3: error: nothing decides what happens to public.customers.note (text) \
        [column-without-decision]
          6 |   customers:
            |   ^~~~~~~~~
          help: add `note: keep` or a mask to its columns

        1 error

        """)
  }

  @Test func warningsAloneDoNotRefuse() async throws {
    try await Shop.with { shop in
      try shop.edit(
        "rules/shop/masking.yaml", "parameters:", "patterns:\n  - { columns: \"zz_*\", mask: keep }\nparameters:")
      let outcome = await shop.understudy("compile")
      #expect(outcome.status == 0)
      #expect(
        outcome.messages == """
          SHOP/rules/shop/masking.yaml:22:5: warning: this pattern decides nothing [unused-pattern]
            22 |   - { columns: "zz_*", mask: keep }
               |     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            help: what it matches is decided by a rule or an earlier pattern, or is not there; remove it

          1 warning

          """)
      #expect(
        outcome.out == """
          shop: written to SHOP/rules/shop/bundle
              warning unused-pattern: this pattern decides nothing: new (SHOP/rules/shop/masking.yaml:22)
            SUMMARY.md
            manifest.json

          """)
    }
  }

  private struct Refused: Decodable {
    struct Diagnostic: Decodable {
      struct Place: Decodable {
        let line: Int
        let column: Int
      }
      let id: String
      let place: Place
    }
    let result: String
    let files: [String]
    let diagnostics: [Diagnostic]
  }

  @Test func whatIsRefusedIsInTheJSONToo() async throws {
    try await Shop.with { shop in
      try shop.edit("rules/shop/masking.yaml", "  orders:", "  order:")
      let outcome = await shop.understudy("compile", "--format", "json")
      #expect(outcome.status == 1)
      let result = try JSONDecoder().decode([Refused].self, from: Data(outcome.out.utf8))
      #expect(result.map(\.result) == ["refused"])
      #expect(result.first?.files == [])
      #expect(
        result.first?.diagnostics.map { "\($0.id) \($0.place.line):\($0.place.column)" } == [
          "column-without-decision 1:14", "column-without-decision 1:14", "unknown-table 15:3",
        ])
    }
  }

  @Test func validationAndRunRefuseTheSameRules() async throws {
    try await Shop.with { shop in
      try shop.edit("rules/shop/masking.yaml", "  orders:", "  order:")
      let validated = await shop.understudy("validate")
      #expect(validated.status == 1)
      #expect(
        validated.out == """
          application  case  outcome                expectations  failed  findings
          shop               the rules are refused

          """)
      #expect(
        validated.messages == """
          SHOP/rules/shop/masking.yaml:1:14: error: nothing decides what happens to public.orders.contact_email \
          (text) [column-without-decision]
            1 | application: shop
              |              ^~~~
            help: add orders to `tables:`: keep, truncate, or columns

          SHOP/rules/shop/masking.yaml:1:14: error: nothing decides what happens to public.orders.id (integer) \
          [column-without-decision]
            1 | application: shop
              |              ^~~~
            help: add orders to `tables:`: keep, truncate, or columns

          SHOP/rules/shop/masking.yaml:15:3: error: there is no table order [unknown-table]
            15 |   order:
               |   ^~~~~
            help: did you mean `orders`?

          3 errors

          """)
    }
  }

  @Test func aBundleThatDiffersFailsTheCheck() async throws {
    try await Shop.with { shop in
      #expect(await shop.understudy("compile", "--check").status == 0)
      try shop.edit("rules/shop/masking.yaml", "value: none", "value: nothing")
      let before = shop.files()
      let outcome = await shop.understudy("compile", "--check")
      #expect(outcome.status == 1)
      #expect(
        outcome.out == """
          shop: SHOP/rules/shop/bundle is not what the rules compile to
              customers.note: masked by constant (value none) → masked by constant (value nothing) \
          (SHOP/rules/shop/masking.yaml:12)
            0100_public.customers.sql
            SUMMARY.md
            manifest.json
            run understudy compile shop and have the change reviewed

          """)
      #expect(shop.files() == before)
    }
  }
}
