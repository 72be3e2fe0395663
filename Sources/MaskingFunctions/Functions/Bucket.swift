internal import DatabaseCatalog
internal import PostgresSyntax

/// `bucket`: the range that a number lies in.
struct Bucket: MaskingFunction {
  static let name = "bucket"
  static let manual = Manual(
    summary: "Puts the lower bound of its range in a number's place.",
    discussion: """
      The greatest of `bounds` that is not above the number; below the first bound, the first. For integers, numeric and \
      floating-point numbers. NaN counts as the greatest number.
      """,
    parameters: [.init("bounds", "list of text", default: nil, "numbers, ascending, two at least: [0, 1000, 10000]")],
    example: "income: { mask: bucket, bounds: [0, 20000, 50000, 100000] }")

  private let bounds: [RuleNumber]

  init(_ arguments: inout ArgumentReader) {
    let texts = arguments.requiredTexts("bounds")
    bounds = texts.compactMap(RuleNumber.init)
    guard arguments.diagnostics.isEmpty else { return }
    if bounds.count < texts.count || bounds.count < 2
      || !zip(bounds, bounds.dropFirst()).allSatisfy({ $0.value < $1.value })
    {
      arguments.report("bucket needs two numbers at least, in ascending order", help: "as in bounds: [0, 1000, 10000]")
    }
  }

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] {
    let type = column.type
    guard type.isNumber else { return [.type(name, makes: "numbers", column)] }
    guard let range = type.wholeNumbers else { return [] }
    return bounds.filter { $0.whole.map(range.contains) != true }.map {
      ColumnProblem("mask-type", "the bound \($0.text) of bucket does not fit \(type.text)")
    }
  }

  func sql(_ context: MaskContext) -> SQL {
    let type = context.type.castable
    let cases = bounds.dropFirst().reversed().map { bound -> SQL in
      let literal: SQL = "'\(raw: bound.text)'::\(type)"
      return "WHEN \(context.value) >= \(literal) THEN \(literal)"
    }
    return """
      CASE \(cases.joined(separator: " ")) WHEN \(context.value) IS NOT NULL THEN '\(raw: bounds.first?.text ?? "0")'::\(type) END
      """
  }
}
