import Diagnostics
import Foundation
import RuleSyntax
import Testing

/// The examples of the manual are read by what they are about.
@Suite struct ManualTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Docs")

  private func examples(in page: String) throws -> [SourceFile] {
    let text = try String(contentsOf: Self.folder.appending(path: page), encoding: .utf8)
    return text.matches(of: /(?s)```yaml\n(.*?)```/).map { SourceFile(path: page, text: String($0.output.1)) }
  }

  @Test func rules() throws {
    let examples = try examples(in: "rules.md")
    #expect(examples.count == 1)
    for example in examples {
      let document = try RuleDocument.read(example) { path, _ in SourceFile(path: path, text: "links: {}\n") }
      #expect(document.tables.count == 6)
      #expect(document.statements.count == 2)
    }
  }

  @Test func job() throws {
    let examples = try examples(in: "job.md")
    #expect(examples.count == 1)
    for example in examples { #expect(try JobDocument.read(example).applications.count == 3) }
  }

  @Test func expectations() throws {
    let examples = try examples(in: "expectations.md")
    #expect(examples.count == 1)
    for example in examples { #expect(try ExpectationsDocument.read(example).tables.count == 2) }
  }
}
