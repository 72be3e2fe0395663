internal import DatabaseCatalog
internal import PostgresSyntax

/// `choice`: one of some values.
struct Choice: MaskingFunction {
  static let name = "choice"
  static let manual = Manual(
    summary: "Draws one of the values that the rule lists.",
    discussion: """
      Each value is as likely as the others; list one twice to see it twice as often. The values are read as the column's \
      type reads text. NULL stays NULL, and blank text becomes empty.
      """,
    parameters: [.init("of", "list of text", default: nil, "the values, one at least")],
    example: "salutation: { mask: choice, of: [Ms, Mr, Mx] }")

  private let values: [String]

  init(_ arguments: inout ArgumentReader) {
    values = arguments.requiredTexts("of")
    if arguments.diagnostics.isEmpty, values.isEmpty {
      arguments.report("choice has nothing to choose from", help: "as in of: [a, b]")
    }
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { Set(values).count }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] {
    values.flatMap { ColumnProblem.fixed(name, value: $0, column) }
  }

  func sql(_ context: MaskContext) -> SQL {
    let branches = values.enumerated().map {
      "WHEN \($0.offset) THEN \(literal: $0.element)::\(context.type.castable)" as SQL
    }
    let pick: SQL = """
      CASE (\(context.draw.bits) & 2147483647) % \(max(values.count, 1)) \(branches.joined(separator: " ")) END
      """
    guard context.type.isText else { return "CASE WHEN \(context.value) IS NOT NULL THEN \(pick) END" }
    return
      "CASE WHEN understudy.has_text(\(context.textValue)) THEN \(pick) WHEN \(context.value) IS NOT NULL THEN \(context.blank) END"
  }

  var supportFunctions: [SupportFunction] { [.hasText] }
  var literals: [String] { values }
}
