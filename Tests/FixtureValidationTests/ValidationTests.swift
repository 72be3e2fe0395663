import Diagnostics
import ExternalPrograms
import Foundation
import MarkedSources
import RuleSyntax
import TestServers
import Testing

@testable import FixtureValidation

private let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// An application's rules, or others in their place.
private func rules(
  _ application: String = "storefront", _ change: (String) -> String = { $0 }
) throws -> RuleDocument {
  let main = repository.appending(path: "rules/\(application)/masking.yaml")
  let text = try String(contentsOf: main, encoding: .utf8)
  return try RuleDocument.read(SourceFile(path: main.path(), text: change(text))) { path, from in
    let url = URL(filePath: path, relativeTo: URL(filePath: from.path)).standardizedFileURL
    return try SourceFile(path: url.path(), bytes: Data(contentsOf: url))
  }
}

@Suite(.serialized) struct ValidationOfTheExamples {
  private func validate(
    _ names: [String], of application: String = "storefront", _ document: RuleDocument
  ) async throws -> ValidationReport {
    let fixtures = repository.appending(path: "fixtures/\(application)").path()
    let cases = try FixtureCase.all(in: fixtures).filter { names.contains($0.name) }
    #expect(cases.count == names.count)
    let server = try await TestServer.shared()
    return try await Validation(rules: document, schema: fixtures + "/schema.sql", cases: cases, major: 15)
      .run(on: server.address, installation: server.installation)
  }

  @Test(arguments: [("storefront", "shop"), ("support", "desk"), ("billing", "books")])
  func theExamplesKeepTheirPromises(application: String, main: String) async throws {
    let report = try await validate([main, "tiny", "whole"], of: application, rules(application))
    #expect(TextRenderer(files: report.files).render(report.diagnostics.filter { $0.severity == .error }) == "")
    for run in report.cases {
      #expect(TextRenderer(files: run.files).render(run.diagnostics) == "")
      #expect(run.findings == [])
      #expect(run.expectations.count > 15)
      // `^$` says that nothing is left: then there is nothing to look at.
      #expect(
        run.expectations.allSatisfy {
          $0.checked > 0 || run.name != main || $0.isDeclared || $0.expectation == .matches("^$")
        })
    }
    #expect(report.holds)
  }

  /// The trial balance that the rules end with refuses books in which one side was masked.
  @Test func aLedgerThatNoLongerAddsUpStopsTheRun() async throws {
    let spoiled = try rules("billing") {
      $0.replacing(
        "      memo: { mask: scrub",
        with: """
                amount: { mask: expression, sql: "amount + line_no" }
                memo: { mask: scrub
          """)
    }
    let error = await #expect(throws: (any Error).self) { try await validate(["tiny"], of: "billing", spoiled) }
    #expect(String(describing: error).contains("trial_balances_add_up"))
  }

  @Test func aColumnThatIsKeptIsFound() async throws {
    let report = try await validate(
      ["tiny"],
      rules("storefront") {
        $0.replacing("      recipient: { mask: full_name, by: customer_id }", with: "      recipient: keep")
      })
    #expect(report.isRefused == false)
    let diagnostics = report.cases.flatMap(\.diagnostics)
    let text = TextRenderer(files: report.cases.flatMap(\.files)).render(diagnostics)
    #expect(diagnostics.map(\.id) == ["expectation-failed"])
    #expect(diagnostics.first?.message == "public.addresses.recipient: 2 of 2 values are originals")
    #expect(text.contains("expectations.yaml:"))
    #expect(text.contains("the row id = 1"))
    #expect(!text.contains("Zorvanet"))
    #expect(!report.holds)
  }
}
