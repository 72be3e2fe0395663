internal import DatabaseCatalog
internal import PostgresSyntax

/// `username`: a name to sign in with.
struct Username: TextFunction {
  static let name = "username"
  static let manual = Manual(
    summary: "Puts a user name in the original's place.",
    discussion: """
      As in miller_5f3a09c2d1e84b7760ac: a surname from the English pools and 20 hexadecimal digits (80 random bits), always \
      in lower case. A smaller `length` leaves fewer bits for a unique column: 4 a digit.
      """,
    parameters: [
      .init("length", "integer, hexadecimal digits", default: "20", "4 to 32"),
      .init("names", "true or false", default: "true", "whether a name stands before the digits; else a u"),
    ],
    example: "login: { mask: username, length: 12 }")

  private let length: Int
  private let hasName: Bool

  init(_ arguments: inout ArgumentReader) {
    length = arguments.integer("length", in: 4...32) ?? 20
    hasName = arguments.boolean("names") ?? true
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: min(128, Double(length) * 4)) }
  var neverReturnsOriginal: Bool { length >= 16 }
  var poolSize: Int? { length < 8 ? 1 << (length * 4) : nil }
  var fingerprint: FingerprintKind? { .token }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var longest: Int? { (hasName ? Locale.en.pools.lastNames.longest + 1 : 1) + length }
  func widthHelp(room: Int) -> String? { "add `names: false`, or give a smaller `length`" }
  var textFunctions: [SupportFunction] { hasName ? [.lastName(.en)] : [] }

  /// 16 bytes are the digits; two others choose the name.
  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let digits: SQL =
      "pg_catalog.left(pg_catalog.encode(pg_catalog.substring(\(draw.digest), 1, 16), 'hex'), \(length))"
    guard hasName else { return "'u' || \(digits)" }
    let name = SupportFunction.lastName(.en).call(
      "pg_catalog.get_byte(\(draw.digest), 16) * 256 + pg_catalog.get_byte(\(draw.digest), 17)")
    return "pg_catalog.lower(\(name) || '_' COLLATE \"C\") || \(digits)"
  }
}
