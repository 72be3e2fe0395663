internal import DatabaseCatalog
internal import PostgresSyntax

/// `constant`: the same value for every row.
struct Constant: MaskingFunction {
  static let name = "constant"
  static let manual = Manual(
    summary: "Puts one value in the place of every original.",
    discussion: """
      The value is read as the column's type reads text. NULL stays NULL. A secret does not belong into a rule file: use \
      parameter for one.
      """,
    parameters: [.init("value", "text", default: nil, "what every row gets")],
    example: "company: { mask: constant, value: Example Trading Ltd }")

  private let value: String

  init(_ arguments: inout ArgumentReader) { value = arguments.requiredText("value") }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var literals: [String] { [value] }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] { ColumnProblem.fixed(name, value: value, column) }

  func sql(_ context: MaskContext) -> SQL {
    "CASE WHEN \(context.value) IS NOT NULL THEN \(literal: value)::\(context.type.castable) END"
  }
}
