internal import DatabaseCatalog
internal import PostgresSyntax

/// `redact`: a mark that says that something was here.
struct Redact: TextFunction {
  static let name = "redact"
  static let manual = Manual(
    summary: "Puts a mark in the place of a text.",
    discussion: """
      The same for every row, whatever the original was. NULL stays NULL, and blank text becomes empty: so one sees where \
      there was something. partial keeps a part, scrub the shape.
      """,
    parameters: [.init("with", "text", default: "[redacted]", "the mark")],
    example: "comment: redact")

  private let mark: String

  init(_ arguments: inout ArgumentReader) { mark = arguments.text("with") ?? "[redacted]" }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }
  var literals: [String] { [mark] }
  var longest: Int? { mark.unicodeScalars.count }
  func widthHelp(room: Int) -> String? { "give a shorter `with`" }
  func text(_ value: SQL, _ draw: Draw) -> SQL { "\(literal: mark)::text" }
}
