internal import DatabaseCatalog
internal import PostgresSyntax

/// `expression`: SQL of the user's own. The compiler makes its text, since the server has to qualify every name in it.
struct Expression: MaskingFunction {
  static let name = "expression"
  static let manual = Manual(
    summary: "Computes the new value by SQL over the originals of the row.",
    discussion: """
      One expression over columns of the table; `as_of()` is the copy's time. What depends on the clock, on chance or on \
      sequences is refused, since batches and resumed runs must agree. Names are looked up under the rules' search_path. \
      NULL is what the expression makes of it.
      """,
    parameters: [.init("sql", "SQL expression", default: nil, "as in 'user-' || id")],
    example: "username: { mask: expression, sql: \"'user-' || id\" }")

  init(_ arguments: inout ArgumentReader) { _ = arguments.requiredText("sql") }

  var knowledge: Knowledge { .all }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  func sql(_ context: MaskContext) -> SQL { context.value }
}
