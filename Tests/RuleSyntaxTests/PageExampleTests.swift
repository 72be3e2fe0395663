import Diagnostics
import Foundation
import RuleSyntax
import Testing

/// The examples in the pages of this module's diagnostics report what the pages are about.
@Suite struct PageExamples {
  private static let ids = [
    "conflicting-keys", "duplicate-key", "duplicate-name", "include-not-found", "missing-key",
    "unknown-key", "wrong-type", "wrong-value", "yaml-alias", "yaml-key", "yaml-merge-key",
    "yaml-several-documents", "yaml-syntax", "yaml-tab", "yaml-tag",
  ]

  @Test(arguments: ids)
  func exampleReportsItsId(id: String) throws {
    let page = try #require(DiagnosticPage.page(id))
    let example = try #require(page.text.firstMatch(of: /(?s)```yaml\n(.*?)```/)).output.1
    let error = #expect(throws: DiagnosticsError.self) {
      try RuleDocument.read(SourceFile(path: "masking.yaml", text: String(example))) { _, _ in throw SourceNotFound() }
    }
    #expect(Set(error?.diagnostics.map(\.id) ?? []) == [id])
  }
}
