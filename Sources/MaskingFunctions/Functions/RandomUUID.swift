internal import DatabaseCatalog
internal import PostgresSyntax

/// `uuid`: a UUID of version 4.
struct RandomUUID: MaskingFunction {
  static let name = "uuid"
  static let manual = Manual(
    summary: "Puts a UUID of version 4 in the original's place.",
    discussion:
      "122 bits drawn from the row's identity under the key. For columns of type uuid, or text of 36 characters.",
    example: "public_id: uuid")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: 122) }
  var neverReturnsOriginal: Bool { true }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var supportFunctions: [SupportFunction] { [.uuid, .hasText] }

  func problems(for column: Column) -> [ColumnProblem] {
    if column.type.isText {
      guard let room = column.type.room, room < 36 else { return [] }
      return [.width(name, needs: 36, room: room)]
    }
    guard column.type.baseName == "uuid", !column.type.isArray else { return [.type(name, makes: "a UUID", column)] }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    let uuid: SQL = "understudy.uuid_of(\(context.draw.digest))"
    guard context.type.isText else { return "CASE WHEN \(context.value) IS NOT NULL THEN \(uuid) END" }
    return """
      CASE WHEN understudy.has_text(\(context.textValue)) THEN \(uuid)::text \
      WHEN \(context.value) IS NOT NULL THEN \(context.blank) END
      """
  }
}

extension SupportFunction {
  static let uuid = SupportFunction(
    name: "uuid_of",
    definition: """
      -- The first 16 bytes of a digest as a UUID of version 4 (RFC 9562).
      CREATE OR REPLACE FUNCTION understudy.uuid_of(digest bytea) RETURNS uuid
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN pg_catalog.encode(pg_catalog.set_byte(pg_catalog.set_byte(pg_catalog.substring(digest, 1, 16),
        6, pg_catalog.get_byte(digest, 6) & 15 | 64), 8, pg_catalog.get_byte(digest, 8) & 63 | 128), 'hex')::uuid
      """)
}
