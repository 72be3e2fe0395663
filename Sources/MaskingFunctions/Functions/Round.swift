internal import DatabaseCatalog
internal import PostgresSyntax

/// `round`: the nearest multiple of a number.
struct Round: MaskingFunction {
  static let name = "round"
  static let manual = Manual(
    summary: "Rounds a number to the nearest multiple of another.",
    discussion: """
      For integers, numeric and floating-point numbers. Where the nearest multiple does not fit the column, the next one \
      towards 0 is taken. NULL, NaN and infinity stay; so does a number that is a multiple already.
      """,
    parameters: [.init("to", "number", default: nil, "more than 0: 1000, or 0.05")],
    example: "salary: { mask: round, to: 1000 }")

  private let step: RuleNumber?

  init(_ arguments: inout ArgumentReader) {
    step = RuleNumber(arguments.requiredText("to"))
    if arguments.diagnostics.isEmpty, step?.isPositive != true {
      arguments.report("`to` of round has to be a number above 0", help: "as in to: 100, or 0.5")
    }
  }

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] {
    guard column.type.isNumber else { return [.type(name, makes: "numbers", column)] }
    guard let range = column.type.wholeNumbers, let step else { return [] }
    guard step.isWhole, let whole = step.whole, range.contains(whole) else {
      return [
        ColumnProblem(
          "mask-type", "round to \(step.text) does not fit \(column.type.text)",
          help: "give a whole number of that type")
      ]
    }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    guard let step else { return "NULL" }
    let (value, type) = (context.value, context.type)
    if let range = type.wholeNumbers, let whole = step.whole {
      let (least, most) = (range.lowerBound / whole * whole, range.upperBound / whole * whole)
      return """
        CASE WHEN \(value) IS NOT NULL THEN \
        LEAST(GREATEST(pg_catalog.round(\(value)::numeric / \(whole)) * \(whole), \(least)), \(most))::\(type.castable) END
        """
    }
    if type.isFloat {
      let double: SQL = "\(value)::double precision"
      let size: SQL = "\(step.sql)::double precision"
      return """
        CASE WHEN pg_catalog.abs(\(double)) < \(size) / 4 THEN 0 \
        WHEN pg_catalog.abs(\(double)) < \(size) * 1e15 THEN pg_catalog.round(\(double) / \(size)) * \(size) \
        ELSE \(double) END::\(type.castable)
        """
    }
    let (rounded, cut) = (multiple("round", value, step), multiple("trunc", value, step))
    let limit = type.decimalLimit(value)
    let fitting = limit.map { "CASE WHEN pg_catalog.abs(\(rounded)) > \($0) THEN \(cut) ELSE \(rounded) END" as SQL }
    let special: SQL = "\(value) IN ('NaN', 'Infinity', '-Infinity')"
    let large: SQL = type.hasUnknownPrecision ? " OR pg_catalog.abs(\(value)) > 1e1000" : ""
    return "CASE WHEN \(special)\(large) THEN \(value) ELSE \(fitting ?? rounded) END"
  }

  private func multiple(_ function: SQL, _ value: SQL, _ step: RuleNumber) -> SQL {
    "pg_catalog.\(function)(\(value) / \(step.sql)) * \(step.sql)"
  }
}
