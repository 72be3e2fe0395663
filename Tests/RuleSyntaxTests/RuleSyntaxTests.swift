import Diagnostics
import Foundation
import MarkedSources
import RuleSyntax
import Testing

/// Reads a marked rule file and compares what is reported with its marks.
func expectFindings(_ marked: String, location: SourceLocation = #_sourceLocation) {
  let source = MarkedSource(marked)
  do {
    _ = try RuleDocument.read(source.file) { _, _ in throw SourceNotFound() }
    #expect(source.expected == [], sourceLocation: location)
  } catch let error as DiagnosticsError {
    #expect(MarkedSource.findings(error.diagnostics, in: error.files) == source.expected, sourceLocation: location)
  } catch {
    Issue.record(error, sourceLocation: location)
  }
}

/// The repository's folder.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A file of the repository and those it includes.
func shipped(_ path: String) throws -> RuleDocument {
  return try RuleDocument.read(try file(repository.appending(path: path))) { path, from in
    try file(URL(filePath: path, relativeTo: URL(filePath: from.path)).standardizedFileURL)
  }
  func file(_ url: URL) throws -> SourceFile { try SourceFile(path: url.path(), bytes: Data(contentsOf: url)) }
}

@Suite struct ShippedRules {
  @Test func storefrontIsRead() throws {
    let rules = try shipped("rules/storefront/masking.yaml")
    #expect(rules.application.value == "storefront")
    #expect(rules.files.count == 2)
    #expect(rules.tables.count > 12)
    #expect(rules.links.map(\.name.value).contains("customer_email"))
    let customers = try #require(rules.tables.first { $0.name.value == "customers" })
    guard case .columns(let columns) = customers.decision else {
      Issue.record("customers has no columns")
      return
    }
    let phone = try #require(columns.first { $0.name.value == "phone" })
    guard case .mask(let mask) = phone.decision else {
      Issue.record("phone is not masked")
      return
    }
    #expect(mask.function.value == "phone")
    #expect(mask.arguments.map(\.name.value) == ["country"])
    #expect(mask.arguments.first?.value.text == "GB")
  }
}
