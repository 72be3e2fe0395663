internal import DatabaseCatalog
internal import PostgresSyntax

/// `mac`: a hardware address that no hardware has.
struct MAC: MaskingFunction {
  static let name = "mac"
  static let manual = Manual(
    summary: "Puts a MAC address reserved for documentation in the original's place.",
    discussion: """
      00:00:5e:00:53:00 to 00:00:5e:00:53:ff, in macaddr8 columns 00:00:5e:ef:10:00:00:00 to ff (RFC 9542). For macaddr, \
      macaddr8 and texts of 17 characters.
      """,
    example: "device_mac: mac")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { 256 }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var supportFunctions: [SupportFunction] { [.hasText] }

  func problems(for column: Column) -> [ColumnProblem] {
    if column.type.isText {
      guard let room = column.type.room, room < 17 else { return [] }
      return [.width(name, needs: 17, room: room)]
    }
    guard ["macaddr", "macaddr8"].contains(column.type.baseName), !column.type.isArray else {
      return [.type(name, makes: "MAC addresses", column)]
    }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    let start: SQL = context.type.baseName == "macaddr8" ? "'00:00:5e:ef:10:00:00:'" : "'00:00:5e:00:53:'"
    let address: SQL =
      "(\(start) || pg_catalog.lpad(pg_catalog.to_hex((\(context.draw.bits) & 255)::integer), 2, '0'))"
    guard context.type.isText else {
      return "CASE WHEN \(context.value) IS NOT NULL THEN \(address)::\(context.type.castable) END"
    }
    return """
      CASE WHEN understudy.has_text(\(context.textValue)) THEN \(address) \
      WHEN \(context.value) IS NOT NULL THEN \(context.blank) END
      """
  }
}
