internal import DatabaseCatalog
internal import PostgresSyntax

/// `parameter`: one value for every row, which no file of the rules holds.
struct Parameter: MaskingFunction {
  static let name = "parameter"
  static let manual = Manual(
    summary: "Puts a value in every original's place that is given when the masking runs.",
    discussion: """
      `parameters:` says where the value comes from: the environment or a file. It stands in no rule, bundle, statement or \
      log: it travels in the connection's startup options. NULL stays NULL.
      """,
    parameters: [.init("name", "text", default: nil, "a name that `parameters:` declares")],
    example: "password_hash: { mask: parameter, name: lower_password_hash }")

  private let parameter: String

  init(_ arguments: inout ArgumentReader) {
    parameter = arguments.requiredText("name")
    let isName = parameter.utf8.enumerated().allSatisfy { place, byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
        || place > 0 && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    if !isName {
      arguments.report(
        "a parameter's name has small letters, digits and underscores", help: "as in lower_password_hash")
    }
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }

  func sql(_ context: MaskContext) -> SQL {
    """
    CASE WHEN \(context.value) IS NOT NULL \
    THEN pg_catalog.current_setting(\(literal: "understudy.parameter." + parameter))::\(context.type.castable) END
    """
  }
}
