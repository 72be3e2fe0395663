// Positions of diagnostics are tested where they are: in the source text, between marks.

public import Diagnostics

/// A source text with expected findings: `⟦unknown-key:colums⟧` says that the id is reported at exactly `colums`;
/// `⟦note:…⟧` that a note points there.
public struct MarkedSource: Sendable {
  public struct Finding: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let file: String
    public let offset: Int
    public let end: Int
    public let id: String
    public let text: String

    public var description: String { "\(file) \(offset)..<\(end) \(id) `\(text)`" }

    public static func < (left: Finding, right: Finding) -> Bool {
      (left.file, left.offset, left.end, left.id) < (right.file, right.offset, right.end, right.id)
    }
  }

  /// The text without its marks.
  public let file: SourceFile
  /// In the order of their places.
  public let expected: [Finding]

  public init(_ marked: String, path: String = "rules/shop/masking.yaml") {
    var text = ""
    var open: [(id: String, offset: Int)] = []
    var found: [Finding] = []
    var rest = Substring(marked)
    while let character = rest.popFirst() {
      switch character {
      case "⟦":
        let id = rest.prefix { $0 != ":" }
        rest = rest.dropFirst(id.count + 1)
        open.append((String(id), text.utf8.count))
      case "⟧":
        guard let mark = open.popLast() else { continue }
        let part = String(decoding: Array(text.utf8)[mark.offset...], as: UTF8.self)
        found.append(
          Finding(file: path, offset: mark.offset, end: text.utf8.count, id: mark.id, text: part))
      default: text.append(character)
      }
    }
    file = SourceFile(path: path, text: text)
    expected = found.sorted()
  }

  /// What diagnostics say, in the form of `expected`: their own places and those of their notes.
  public static func findings(_ diagnostics: [Diagnostic], in files: [SourceFile]) -> [Finding] {
    diagnostics.flatMap { diagnostic in
      [finding(diagnostic.id, diagnostic.span, files)]
        + diagnostic.notes.compactMap { $0.span }.map { finding("note", $0, files) }
    }.sorted()
  }

  private static func finding(_ id: String, _ span: SourceSpan?, _ files: [SourceFile]) -> Finding {
    guard let span, let file = files.first(where: { $0.path == span.file }) else {
      return Finding(file: "", offset: -1, end: -1, id: id, text: "")
    }
    let bytes = Array(file.text.utf8)[span.start.offset..<span.end.offset]
    return Finding(
      file: span.file, offset: span.start.offset, end: span.end.offset, id: id,
      text: String(decoding: bytes, as: UTF8.self))
  }
}
