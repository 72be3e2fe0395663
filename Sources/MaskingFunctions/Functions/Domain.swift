internal import DatabaseCatalog
internal import PostgresSyntax

/// `domain`: a host that leads nowhere.
struct Domain: TextFunction {
  static let name = "domain"
  static let manual = Manual(
    summary: "Puts a domain name in the original's place that leads nowhere.",
    discussion: """
      As in 5f3a09c2d1e84b7760ac.example.com: 20 hexadecimal digits (80 random bits) below example.com, example.org or \
      example.net, which RFC 2606 keeps for such use. 32 characters.
      """,
    example: "website_host: domain")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: 80) }
  var neverReturnsOriginal: Bool { true }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var longest: Int? { 32 }
  var textFunctions: [SupportFunction] { [.host] }
  func text(_ value: SQL, _ draw: Draw) -> SQL { SupportFunction.host.call(draw.digest) }
}

extension SupportFunction {
  /// `host_of(bytea) text`.
  static let host = SupportFunction(
    name: "host_of",
    definition: """
      CREATE OR REPLACE FUNCTION understudy.host_of(digest bytea) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN pg_catalog.encode(pg_catalog.substring(digest, 1, 10), 'hex') || '.example.'
        || CASE pg_catalog.get_byte(digest, 10) % 3 WHEN 0 THEN 'com' WHEN 1 THEN 'org' ELSE 'net' END
      """)
}
