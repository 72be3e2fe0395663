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

/// The storefront's rules, or others in their place.
private func rules(_ change: (String) -> String = { $0 }) throws -> RuleDocument {
  let main = repository.appending(path: "rules/storefront/masking.yaml")
  let text = try String(contentsOf: main, encoding: .utf8)
  return try RuleDocument.read(SourceFile(path: main.path(), text: change(text))) { path, from in
    let url = URL(filePath: path, relativeTo: URL(filePath: from.path)).standardizedFileURL
    return try SourceFile(path: url.path(), bytes: Data(contentsOf: url))
  }
}

@Suite(.serialized) struct StorefrontValidation {
  private func validate(_ names: [String], _ document: RuleDocument) async throws -> ValidationReport {
    let fixtures = repository.appending(path: "fixtures/storefront").path()
    let cases = try FixtureCase.all(in: fixtures).filter { names.contains($0.name) }
    #expect(cases.count == names.count)
    let server = try await TestServer.shared()
    return try await Validation(rules: document, schema: fixtures + "/schema.sql", cases: cases, major: 15)
      .run(on: server.address, installation: server.installation)
  }

  @Test func theStorefrontKeepsItsPromises() async throws {
    let report = try await validate(["shop", "tiny"], rules())
    #expect(TextRenderer(files: report.files).render(report.diagnostics.filter { $0.severity == .error }) == "")
    for run in report.cases {
      #expect(TextRenderer(files: run.files).render(run.diagnostics) == "")
      #expect(run.findings == [])
      #expect(run.expectations.count > 15)
      #expect(run.expectations.allSatisfy { $0.checked > 0 || run.name == "tiny" })
    }
    #expect(report.holds)
  }

  @Test func aColumnThatIsKeptIsFound() async throws {
    let report = try await validate(
      ["tiny"],
      rules { $0.replacing("      recipient: { mask: full_name, by: customer_id }", with: "      recipient: keep") })
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
