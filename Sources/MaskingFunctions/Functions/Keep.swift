internal import DatabaseCatalog
internal import PostgresSyntax

/// `keep`: the original stays.
struct Keep: MaskingFunction {
  static let name = "keep"
  static let manual = Manual(
    summary: "Leaves the original as it is.",
    discussion: "A decision like any other: the summary lists what is kept, for the reviewer.",
    example: "status: keep")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .all }
  func uniqueness(for type: ColumnType) -> Uniqueness { .bijective }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }
  func sql(_ context: MaskContext) -> SQL { context.value }
}
