internal import DatabaseCatalog
internal import PostgresSyntax

/// `default`: what the column gets when nothing is said.
struct Default: MaskingFunction {
  static let name = "default"
  static let manual = Manual(
    summary: "Puts the column's DEFAULT in the original's place.",
    discussion: """
      Only where the DEFAULT is one constant: what calls a function, as now() or nextval(), would differ from batch to batch. \
      NULL stays NULL.
      """,
    example: "theme: default")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] {
    guard let text = column.defaultExpression else {
      return [
        ColumnProblem("mask-type", "default needs a DEFAULT, and the column has none", help: "take null, or a constant")
      ]
    }
    guard Self.isConstant(text) else {
      return [
        ColumnProblem(
          "mask-type", "the column's DEFAULT is computed, and default takes constants alone", help: "take a constant")
      ]
    }
    guard text.hasPrefix("NULL"), column.isNotNull || column.type.domainIsNotNull else { return [] }
    return [
      ColumnProblem("mask-not-null", "the column's DEFAULT is NULL, which does not fit a column that is NOT NULL")
    ]
  }

  func sql(_ context: MaskContext) -> SQL {
    let text = context.defaultExpression.flatMap { Self.isConstant($0) ? $0 : nil } ?? "NULL"
    return "CASE WHEN \(context.value) IS NOT NULL THEN (\(raw: text))::\(context.type.castable) END"
  }

  /// Whether the server's text of an expression is a literal, cast or not: `'a'::text`, `0`, `true`, `'-1'::integer`.
  static func isConstant(_ text: String) -> Bool {
    text.wholeMatch(
      of:
        /(?:NULL|true|false|\(?-?[0-9]+(?:\.[0-9]+)?\)?|E?'(?:[^']|'')*')(?:::(?:[a-z0-9_ .,()\[\]]|"(?:[^"]|"")*")+)?/)
      != nil
  }
}
