import Foundation
import Testing

@Suite struct ReadmeTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A block of code that the README says is from a file of the repository; `…` stands for what it leaves out.
  struct Excerpt: Sendable, CustomTestStringConvertible {
    let file: String
    let pieces: [String]

    var testDescription: String { "\(file): \(pieces.first ?? "")" }

    /// The first piece that does not follow the ones before it.
    func missing(in text: String) -> String? {
      var rest = text[...]
      for piece in pieces {
        guard let found = rest.range(of: piece) else { return piece }
        rest = rest[found.upperBound...]
      }
      return nil
    }
  }

  static let excerpts: [Excerpt] = {
    let readme = (try? String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)) ?? ""
    return readme.matches(of: /<!-- from: (\S+) -->\n```[a-z]*\n((?s).*?)```/).map { match in
      let pieces = match.output.2.split(separator: "\n").flatMap { $0.split(separator: "…") }
      return Excerpt(
        file: String(match.output.1),
        pieces: pieces.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
    }
  }()

  @Test(arguments: excerpts) func anExcerptIsFromItsFile(excerpt: Excerpt) throws {
    let text = try String(contentsOf: Self.repository.appending(path: excerpt.file), encoding: .utf8)
    #expect(excerpt.missing(in: text) == nil)
  }

  @Test func thereAreExcerptsAndOthersAreNoticed() throws {
    #expect(Self.excerpts.count == 4)
    #expect(Excerpt(file: "", pieces: ["b", "a"]).missing(in: "a b") == "a")
  }

  @Test func linksLeadSomewhere() throws {
    let readme = try String(contentsOf: Self.repository.appending(path: "README.md"), encoding: .utf8)
    let links = readme.matches(of: /\]\(([^)#:]+)\)/).map { String($0.output.1) }
    #expect(!links.isEmpty)
    for link in links {
      #expect(FileManager.default.fileExists(atPath: Self.repository.appending(path: link).path()), "\(link)")
    }
  }
}
