internal import DatabaseCatalog
internal import PostgresSyntax

/// `null`: nothing is left.
struct Null: MaskingFunction {
  static let name = "null"
  static let manual = Manual(
    summary: "Puts NULL in the original's place.",
    discussion: "Refused for a column that is NOT NULL. Inside JSON it makes the document's own null.",
    example: "reset_token: null")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { true }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] {
    guard column.isNotNull || column.type.domainIsNotNull else { return [] }
    return [
      ColumnProblem(
        "mask-not-null", "null does not fit a column that is NOT NULL",
        help: "use constant, or a function that makes a value")
    ]
  }

  func sql(_ context: MaskContext) -> SQL { "NULL::\(context.type.castable)" }
}
