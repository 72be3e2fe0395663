/// Diagnostics as a person reads them: place, message, source line, caret, notes, help.
///
/// ```
/// rules/shop/masking.yaml:7:7: error: the table `customers` has no key `colums` [unknown-key]
///   7 |     colums: { id: keep }
///     |     ^~~~~~
///   help: did you mean `columns`?
/// ```
public struct TextRenderer: Sendable {
  private let files: [String: SourceFile]
  private let colors: Bool

  /// - Parameters:
  ///   - files: those that the diagnostics point into; of others only the place is printed.
  ///   - colors: whether to use a terminal's colours.
  public init(files: [SourceFile], colors: Bool = false) {
    self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.colors = colors
  }

  /// All diagnostics in source order, a blank line between them, a line with their number at the end.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    let blocks = diagnostics.sorted(by: Diagnostic.inSourceOrder).map(render)
    return blocks.joined(separator: "\n") + "\n" + Self.count(diagnostics) + "\n"
  }

  /// One diagnostic, with a line break at its end.
  public func render(_ diagnostic: Diagnostic) -> String {
    let label = paint(diagnostic.severity.rawValue + ":", diagnostic.severity == .error ? .red : .yellow)
    var lines = [head(diagnostic.span, label, "\(diagnostic.message) [\(diagnostic.id)]")]
    lines += snippet(diagnostic.span)
    for note in diagnostic.notes { lines += render(note) }
    if let help = diagnostic.help { lines.append("  \(paint("help:", .green)) \(clean(help))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `2 errors, 1 warning`
  public static func count(_ diagnostics: [Diagnostic]) -> String {
    Severity.allCases.compactMap { severity in
      let count = diagnostics.filter { $0.severity == severity }.count
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  private func render(_ note: Diagnostic.Note) -> [String] {
    let label = paint("note:", .cyan)
    guard let span = note.span else { return ["  \(label) \(clean(note.message))"] }
    return [head(span, label, note.message)] + snippet(span)
  }

  private func head(_ span: SourceSpan?, _ label: String, _ message: String) -> String {
    let place = span.map { paint(clean($0.location) + ":", .bold) + " " } ?? ""
    return place + label + " " + clean(message)
  }

  // MARK: The source line

  private func snippet(_ span: SourceSpan?) -> [String] {
    guard let span, let line = files[span.file]?.line(span.start.line) else { return [] }
    let number = String(span.start.line)
    let scalars = Array(line.unicodeScalars)
    let start = min(span.start.column - 1, scalars.count)
    // Of a span over several lines the first one is marked to its end.
    let end = span.end.line == span.start.line ? min(max(span.end.column - 1, start), scalars.count) : scalars.count
    let before = Self.width(scalars[..<start])
    let marked = max(1, Self.width(scalars[start..<end]))
    let margin = String(repeating: " ", count: number.count)
    let mark = "^" + String(repeating: "~", count: marked - 1)
    return [
      "  \(number) | \(clean(String(line)))",
      "  \(margin) | \(String(repeating: " ", count: before))\(paint(mark, .green))",
    ]
  }

  private static let tab = "    "

  /// Tabs as blanks, and nothing that a terminal would obey.
  private func clean(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": result += Self.tab
      case _ where Self.isControl(scalar): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // Marks that turn the direction of writing could make a line read differently from what it is.
    case .format: scalar != "\u{200D}"
    default: false
    }
  }

  /// The columns that characters take on a terminal.
  private static func width(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar == "\t" { return tab.utf8.count }
    if isControl(scalar) { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  // MARK: Colour

  private enum Color: String {
    case bold = "1"
    case red = "1;31"
    case green = "1;32"
    case yellow = "1;33"
    case cyan = "1;36"
  }

  private func paint(_ text: String, _ color: Color) -> String {
    colors ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
