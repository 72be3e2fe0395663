public import DatabaseCatalog
public import PostgresSyntax

/// Masks each element of an array by itself; NULL elements stay, and so do dimensions and lower bounds of one-dimensional
/// arrays. An array of more dimensions becomes one of one dimension, in its order.
public struct Each: MaskingFunction {
  public static let name = "each"
  public static let manual = Manual(
    summary: "masks each element of an array",
    discussion: "NULL elements stay. An array of several dimensions becomes one of one dimension.",
    parameters: [.init("each", "mask or link", default: nil, "what happens to an element")],
    example: "tags: { each: { mask: choice, of: [a, b] } }")

  public let element: NestedMask

  public init(_ element: NestedMask) { self.element = element }

  public init(_ arguments: inout ArgumentReader) {
    arguments.report("each is a decision of its own", help: "write `each:` with a mask below it")
    self.init(NestedMask(function: Nothing(), title: "null", link: nil) { outer, _, _ in outer })
  }

  public var knowledge: Knowledge { element.function.knowledge }
  public func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  public var neverReturnsOriginal: Bool { false }
  public var draw: DrawKind { element.outerDraw }
  public var supportFunctions: [SupportFunction] { element.function.supportFunctions }

  public func problems(for column: Column) -> [ColumnProblem] {
    guard column.type.isArray else {
      return [ColumnProblem("mask-type", "each masks arrays, and the column is \(column.type.text)")]
    }
    return element.function.problems(for: Column(name: column.name, type: elementType(of: column.type)))
  }

  public func sql(_ context: MaskContext) -> SQL {
    let type = elementType(of: context.type)
    let draw = element.draw(context.draw, "e.value::text", "e.ordinality::text")
    let masked = element.function.sql(MaskContext(value: "e.value", type: type, draw: draw))
    return """
      CASE WHEN \(context.value) IS NULL OR pg_catalog.cardinality(\(context.value)) = 0 THEN \(context.value) ELSE \
      (SELECT ('[' || coalesce(pg_catalog.array_lower(\(context.value), 1), 1) || ':' \
      || coalesce(pg_catalog.array_lower(\(context.value), 1), 1) + pg_catalog.cardinality(\(context.value)) - 1 || ']=' \
      || pg_catalog.array_agg(\(masked) ORDER BY e.ordinality)::text)::\(raw: context.type.text) \
      FROM pg_catalog.unnest(\(context.value)) WITH ORDINALITY AS e(value, ordinality)) END
      """
  }

  private func elementType(of type: ColumnType) -> ColumnType {
    ColumnType(
      text: type.text.hasSuffix("[]") ? String(type.text.dropLast(2)) : type.text, baseName: type.baseName,
      baseSchema: type.baseSchema, maximumLength: type.maximumLength, enumLabels: type.enumLabels)
  }
}

/// Stands in where a rule is wrong and reported.
private struct Nothing: MaskingFunction {
  static let name = "nothing"
  static let manual = Manual(summary: "", example: "")
  init() {}
  init(_ arguments: inout ArgumentReader) {}
  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { true }
  var draw: DrawKind { .none }
  func sql(_ context: MaskContext) -> SQL { "NULL" }
}
