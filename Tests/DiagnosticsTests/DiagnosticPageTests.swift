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
    var reported: Set<String> = []
    for (_, text) in try Self.sources() {
      for match in text.matches(of: /(?:[Dd]iagnostic|report|Problem|warning)\(\s*(?:id: )?"([a-z]+(?:-[a-z]+)+)"/) {
        reported.insert(String(match.output.1))
      }
    }
    #expect(reported.count > 40)
    #expect(reported.subtracting(DiagnosticPage.ids).sorted() == [])
    #expect(Set(DiagnosticPage.ids).subtracting(reported).sorted() == [])
  }

  /// Where an id comes from a variable, its literal stands in a form that the test above knows: a problem of a column,
  /// `diagnostic`, `warning`, `report`. Another such place needs another form there.
  @Test func idsFromVariablesAreKnown() throws {
    let files = try Self.sources().filter { $0.text.contains(/\bDiagnostic\(\s*[^"\s)]/) }.map(\.file)
    #expect(
      files.sorted() == [
        "MaskingCompiler/Check/EventTriggerCheck.swift", "MaskingCompiler/Check/FitCheck.swift",
        "MaskingCompiler/Check/UniquenessCheck.swift", "MaskingCompiler/Resolve/Resolver.swift",
        "MaskingCompiler/Resolve/TableRules.swift",
      ])
  }

  /// The program's Swift files, but for the table of pages, which names every id.
  private static func sources() throws -> [(file: String, text: String)] {
    let folder = folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String])
    return try files.filter { $0.hasSuffix(".swift") && !$0.hasSuffix("DiagnosticPage.swift") }.map {
      ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
  }
}
