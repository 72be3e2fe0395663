internal import DatabaseCatalog
internal import PostgresSyntax

/// `remove`: a part of a JSON document goes, key and value.
struct Remove: MaskingFunction {
  static let name = "remove"
  static let manual = Manual(
    summary: "Takes a part out of a JSON document, its key too.",
    discussion:
      "Only below `json:`, at a path or as `otherwise`. A document that is removed whole becomes JSON's null.",
    example: "preferences: { json: { $.theme: keep, otherwise: remove } }")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { true }
  var draw: DrawKind { .none }

  func problems(for column: Column) -> [ColumnProblem] {
    [ColumnProblem("mask-type", "remove is a word for parts of JSON documents", help: "use null, or a constant")]
  }

  func sql(_ context: MaskContext) -> SQL { "NULL::\(context.type.castable)" }
}
