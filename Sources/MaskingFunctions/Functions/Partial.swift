internal import DatabaseCatalog
internal import PostgresSyntax

/// `partial`: the ends of a text stay, its middle does not.
struct Partial: TextFunction {
  static let name = "partial"
  static let manual = Manual(
    summary: "Keeps the first and last characters and covers the rest.",
    discussion: """
      The length stays. A text that is not longer than what would be kept is covered whole. What is kept is still the \
      original's, and the summary says so.
      """,
    parameters: [
      .init("keep_start", "integer, characters", default: "0", "how many stay at the start"),
      .init("keep_end", "integer, characters", default: "0", "how many stay at the end"),
      .init("with", "text, one character", default: "*", "what covers the rest"),
    ],
    example: "iban: { mask: partial, keep_start: 2, keep_end: 2 }")

  private let start: Int
  private let end: Int
  private let cover: String

  init(_ arguments: inout ArgumentReader) {
    start = arguments.integer("keep_start", in: 0...1000) ?? 0
    end = arguments.integer("keep_end", in: 0...1000) ?? 0
    cover = arguments.text("with") ?? "*"
    if cover.unicodeScalars.count != 1 {
      arguments.report("`with` of partial has to be one character", help: "as in with: \"*\"")
    }
  }

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  /// It is what account numbers get; the search takes only originals that are as long as one.
  var fingerprint: FingerprintKind? { .iban }
  var draw: DrawKind { .none }
  var longest: Int? { nil }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let length: SQL = "pg_catalog.length(\(value))"
    let kept = start + end
    let head: SQL = start == 0 ? "" : "pg_catalog.left(\(value), \(start)) || "
    let tail: SQL = end == 0 ? "" : " || pg_catalog.right(\(value), \(end))"
    guard kept > 0 else { return "pg_catalog.repeat(\(literal: cover), \(length))" }
    return """
      CASE WHEN \(length) > \(kept) \
      THEN \(head)pg_catalog.repeat(\(literal: cover), \(length) - \(kept))\(tail) \
      ELSE pg_catalog.repeat(\(literal: cover), \(length)) END
      """
  }
}
