internal import DatabaseCatalog
internal import PostgresSyntax

/// `ip`: an address that the internet does not have.
struct IP: MaskingFunction {
  static let name = "ip"
  static let manual = Manual(
    summary: "Puts an address reserved for documentation in the original's place.",
    discussion: """
      IPv4 from 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 (RFC 5737), IPv6 from 2001:db8::/32 (RFC 3849). Whether \
      an address is of version 4 or 6 stays, and in inet and cidr columns the length of its prefix. Text that is no \
      address becomes one.
      """,
    parameters: [.init("version", "text, one of original 4 6", default: "original", "the version to make")],
    example: "last_ip: ip")

  private let version: String

  init(_ arguments: inout ArgumentReader) {
    version = arguments.choice("version", of: ["original", "4", "6"]) ?? "original"
  }

  /// The version, and the length of the prefix.
  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { 3 * 254 }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var supportFunctions: [SupportFunction] { [.documentationAddress, .hasText] }

  func problems(for column: Column) -> [ColumnProblem] {
    if column.type.isText {
      let longest = version == "4" ? 15 : 29
      guard let room = column.type.room, room < longest else { return [] }
      return [.width(name, needs: longest, room: room, help: version == "4" ? nil : "add `version: 4`")]
    }
    guard ["inet", "cidr"].contains(column.type.baseName), !column.type.isArray else {
      return [.type(name, makes: "addresses", column)]
    }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    guard !context.type.isText else {
      let isSix: SQL =
        switch version {
        case "4": "false"
        case "6": "true"
        default: "pg_catalog.split_part(\(context.textValue) COLLATE \"C\", ':', 3) <> ''"
        }
      return """
        CASE WHEN understudy.has_text(\(context.textValue)) \
        THEN pg_catalog.host(understudy.documentation_address(\(isSix), \(context.draw.bits))) \
        WHEN \(context.value) IS NOT NULL THEN \(context.blank) END
        """
    }
    let value: SQL = "\(context.value)::inet"
    let isSix: SQL = version == "original" ? "pg_catalog.family(\(value)) = 6" : version == "6" ? "true" : "false"
    let length: SQL =
      version == "original"
      ? "pg_catalog.masklen(\(value))"
      : version == "6"
        ? "128 - (CASE pg_catalog.family(\(value)) WHEN 6 THEN 128 ELSE 32 END - pg_catalog.masklen(\(value)))"
        : "GREATEST(32 - (CASE pg_catalog.family(\(value)) WHEN 6 THEN 128 ELSE 32 END - pg_catalog.masklen(\(value))), 0)"
    let address: SQL =
      "pg_catalog.set_masklen(understudy.documentation_address(\(isSix), \(context.draw.bits)), \(length))"
    return """
      CASE WHEN \(context.value) IS NOT NULL \
      THEN \(context.type.baseName == "cidr" ? "pg_catalog.network(\(address))" : address) END
      """
  }
}

extension SupportFunction {
  static let documentationAddress = SupportFunction(
    name: "documentation_address",
    definition: """
      -- A host of the networks that RFC 5737 and RFC 3849 keep for documentation.
      CREATE OR REPLACE FUNCTION understudy.documentation_address(is_six boolean, draw bigint) RETURNS inet
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN CASE WHEN is_six THEN inet '2001:db8::' + (draw & 9223372036854775807)
        ELSE CASE (draw >> 32 & 2147483647) % 3
          WHEN 0 THEN inet '192.0.2.1' WHEN 1 THEN inet '198.51.100.1' ELSE inet '203.0.113.1' END
          + (draw & 2147483647) % 254 END
      """)
}
