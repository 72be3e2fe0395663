import ExternalPrograms
import Foundation
import TestServers
import Testing

/// What is wrong with rules, as code scanners and pull requests read it.
@Suite struct RuleReportTests {
  private static func withMistakes(_ body: (Shop) async throws -> Void) async throws {
    try await Shop.with { shop in
      try shop.edit("rules/shop/masking.yaml", "columns:\n      id: keep\n      email:", "columns:\n      email:")
      try shop.edit("rules/shop/masking.yaml", "full_name: full_name", "full_name: full_nam")
      try await body(shop)
    }
  }

  @Test func githubShowsThemBesideTheLines() async throws {
    try await Self.withMistakes { shop in
      let outcome = await shop.understudy("compile", "--format", "github")
      #expect(outcome.status == 1)
      #expect(
        outcome.out == """
          ::error file=SHOP/rules/shop/masking.yaml,line=6,endLine=6,col=3,endColumn=12,title=column-without-decision\
          ::nothing decides what happens to public.customers.id (integer)%0Ahelp: add `id: keep` or a mask to its columns
          ::error file=SHOP/rules/shop/masking.yaml,line=10,endLine=10,col=18,endColumn=26,title=unknown-function\
          ::there is no masking function full_nam%0Ahelp: did you mean `full_name`?
          shop: refused

          """)
    }
  }

  @Test func aReaderOfSARIFUnderstandsThem() async throws {
    try await Self.withMistakes { shop in
      let outcome = await shop.understudy("compile", "--format", "sarif")
      #expect(outcome.status == 1)
      let read = try await RealReaders.python(
        """
        import json, sys, sarif_pydantic
        run = sarif_pydantic.Sarif.model_validate(json.load(sys.stdin)).runs[0]
        rules = run.tool.driver.rules
        for result in run.results:
            region = result.locations[0].physical_location.region
            rule = rules[result.rule_index]
            assert rule.id == result.rule_id and rule.short_description.text and "## Why" in rule.help.markdown
            print(result.level.value, result.rule_id, region.start_line, region.start_column, region.end_column, result.message.text)
        """, reading: outcome.out)
      #expect(
        read == """
          error column-without-decision 6 3 12 nothing decides what happens to public.customers.id (integer); \
          add `id: keep` or a mask to its columns
          error unknown-function 10 18 26 there is no masking function full_nam; did you mean `full_name`?

          """)
    }
  }

  @Test func withoutMistakesALogIsEmpty() async throws {
    try await Shop.with { shop in
      for command in ["compile", "validate"] {
        let outcome = await shop.understudy(command, "--format", "sarif")
        #expect(outcome.status == 0)
        let read = try await RealReaders.python(
          """
          import json, sys, sarif_pydantic
          print(len(sarif_pydantic.Sarif.model_validate(json.load(sys.stdin)).runs[0].results))
          """, reading: outcome.out)
        #expect(read == "0\n")
      }
    }
  }

  @Test func anExpectationThatFailsIsShownBesideItsLine() async throws {
    try await Shop.with { shop in
      try shop.edit(
        "fixtures/shop/cases/base/expectations.yaml", "reference: { unchanged: true }", "reference: { changed: true }")
      let outcome = await shop.understudy("validate", "--format", "github")
      #expect(outcome.status == 1)
      #expect(outcome.out.hasPrefix("::error file=SHOP/fixtures/shop/cases/base/expectations.yaml,line="))
      #expect(outcome.out.contains("title=expectation-failed::public.customers.reference: "))
    }
  }
}
