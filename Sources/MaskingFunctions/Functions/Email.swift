internal import DatabaseCatalog
internal import PostgresSyntax

/// `email`: an address that nobody reads.
struct Email: TextFunction {
  static let name = "email"
  static let manual = Manual(
    summary: "Puts an e-mail address in the original's place that leads to nobody.",
    discussion: """
      As in ann.miller.5f3a09c2d1e84b7760ac@example.com: a name from the English pools, 20 hexadecimal digits (80 random \
      bits), and example.com, example.org or example.net, which RFC 2606 keeps for such use. Always in lower case, 58 \
      characters at most; without the name 32.
      """,
    parameters: [.init("names", "true or false", default: "true", "whether a name stands before the digits")],
    example: "links: { customer_email: { mask: email, fold: [case, blanks] } }")

  private let hasName: Bool

  init(_ arguments: inout ArgumentReader) { hasName = arguments.boolean("names") ?? true }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: 80) }
  var neverReturnsOriginal: Bool { true }
  var fingerprint: FingerprintKind? { .email }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var longest: Int? {
    (hasName ? Locale.en.pools.firstNames.longest + Locale.en.pools.lastNames.longest + 2 : 0) + 32
  }
  func widthHelp(room: Int) -> String? { hasName ? "add `names: false`: that makes 32 characters" : nil }
  var textFunctions: [SupportFunction] { [hasName ? .emailWithName : .email] }

  func text(_ value: SQL, _ draw: Draw) -> SQL { textFunctions[0].call(draw.digest) }
}

extension SupportFunction {
  /// 10 bytes make it unique; others choose the domain.
  static let email = SupportFunction(
    name: "email_of",
    definition: """
      CREATE OR REPLACE FUNCTION understudy.email_of(digest bytea) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN pg_catalog.encode(pg_catalog.substring(digest, 1, 10), 'hex') || '@example.'
        || CASE pg_catalog.get_byte(digest, 10) % 3 WHEN 0 THEN 'com' WHEN 1 THEN 'org' ELSE 'net' END
      """)

  static let emailWithName = SupportFunction(
    name: "email_with_name",
    definition: """
      -- The address of email_of with a name before it; bytes that make it unique have no part in the name.
      CREATE OR REPLACE FUNCTION understudy.email_with_name(digest bytea) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN pg_catalog.lower(
        \(firstName(.en).call("pg_catalog.get_byte(digest, 11) * 256 + pg_catalog.get_byte(digest, 12)"))
        || '.' ||
        \(lastName(.en).call("pg_catalog.get_byte(digest, 13) * 256 + pg_catalog.get_byte(digest, 14)"))
        || '.' COLLATE "C") || understudy.email_of(digest)
      """,
    requires: [firstName(.en), lastName(.en), email])
}
