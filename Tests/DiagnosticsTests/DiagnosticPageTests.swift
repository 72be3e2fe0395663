import Diagnostics
import Foundation
import Testing

@Suite struct DiagnosticPageTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Docs/diagnostics")

  @Test func everyPageIsInTheProgram() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let ids = files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
    #expect(DiagnosticPage.ids == ids)
  }

  @Test(arguments: DiagnosticPage.ids)
  func pageSaysWhatWhyAndHow(id: String) throws {
    let page = try #require(DiagnosticPage.page(id))
    #expect(page.text == (try String(contentsOf: Self.folder.appending(path: "\(id).md"), encoding: .utf8)))
    #expect(page.text.hasPrefix("# \(id)\n\n"))
    for heading in ["\n## Why\n", "\n## Mend\n"] { #expect(page.text.contains(heading), "\(id): \(heading)") }
    #expect(page.text.hasSuffix("\n"))
  }

  @Test func anUnknownIdHasNoPage() {
    #expect(DiagnosticPage.page("no-such-thing") == nil)
  }

  /// Every id that the sources report has a page.
  @Test func everyReportedIdHasAPage() throws {
    let sources = Self.folder.deletingLastPathComponent().deletingLastPathComponent().appending(
      path: "Sources/RuleSyntax")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path)?.allObjects as? [String])
    var ids: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      for match in text.matches(of: /Diagnostic\(\s*"([a-z]+(?:-[a-z]+)+)"/) { ids.insert(String(match.output.1)) }
    }
    #expect(ids.count >= 19)
    #expect(ids.subtracting(DiagnosticPage.ids) == [])
  }
}
