/// Text from rules and catalogs inside Markdown.
enum Markdown {
  /// Plain text on one line; nothing in it is markup.
  static func cell(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "<", "[", "]": escaped += "\\\(character)"
      case let blank where blank.isNewline: escaped += " "
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// A code span that a backtick inside cannot end.
  static func code(_ text: String) -> String {
    let line = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: " ")
    var fence = "`"
    while line.contains(fence) { fence += "`" }
    return fence.count > 1 ? "\(fence) \(line) \(fence)" : fence + line + fence
  }

  /// A row of a table, from cells that are Markdown already.
  static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  /// The start of a long text; the whole one is in the rules.
  static func short(_ text: String) -> String { text.count > 100 ? text.prefix(99) + "…" : text }
}
