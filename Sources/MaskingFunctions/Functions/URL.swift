internal import DatabaseCatalog
internal import PostgresSyntax

/// `url`: an address that leads nowhere.
struct URL: TextFunction {
  static let name = "url"
  static let manual = Manual(
    summary: "Puts a web address in the original's place that leads nowhere.",
    discussion: """
      As in https://example.com/5f3a09c2d1e84b7760ac: example.com, example.org or example.net, which RFC 2606 keeps for such \
      use, and a path of 20 hexadecimal digits (80 random bits). 40 characters.
      """,
    example: "avatar: url")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: 80) }
  var neverReturnsOriginal: Bool { true }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var longest: Int? { 40 }
  var textFunctions: [SupportFunction] { [] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    """
    'https://example.' || CASE pg_catalog.get_byte(\(draw.digest), 10) % 3 WHEN 0 THEN 'com' WHEN 1 THEN 'org' ELSE 'net' END \
    || '/' || pg_catalog.encode(pg_catalog.substring(\(draw.digest), 1, 10), 'hex')
    """
  }
}
