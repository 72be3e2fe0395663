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

  /// Ids that stand in the sources as the first argument of a diagnostic, or as a problem's or reason's id, have a
  /// page, and no page is about something that nothing reports.
  @Test func reportedIdsAndPagesAreTheSame() throws {
    let sources = Self.folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    var literals: Set<String> = []
    var reported: Set<String> = []
    let files = try #require(FileManager.default.enumerator(atPath: sources.path)?.allObjects as? [String])
    // The program's own folder of pages is a link, and the table itself names every id.
    for file in files where file.hasSuffix(".swift") && !file.hasSuffix("DiagnosticPage.swift") {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      for match in text.matches(of: /"([a-z]+(?:-[a-z]+)+)"/) { literals.insert(String(match.output.1)) }
      for match in text.matches(of: /(?:Diagnostic|report|error|Problem|Reason)\(\s*(?:id: )?"([a-z]+(?:-[a-z]+)+)"/) {
        reported.insert(String(match.output.1))
      }
    }
    #expect(reported.count > 40)
    #expect(reported.subtracting(DiagnosticPage.ids).sorted() == [])
    #expect(Set(DiagnosticPage.ids).subtracting(literals).sorted() == [])
  }
}
