internal import PostgresClient
internal import PostgresSyntax
internal import Synchronization

/// Some columns of a table's rows as text.
struct TableRows {
  struct Row {
    /// In the order of the columns asked for; nil is NULL.
    let values: [String?]
    /// Whether the condition held.
    let isMarked: Bool
  }

  let rows: [Row]

  /// Reads a table on a connection that prints values in one fixed way.
  ///
  /// - Parameter condition: over the alias `s`; marks rows.
  static func read(
    _ relation: QualifiedName, _ columns: [Identifier], marking condition: SQL?, on connection: Connection
  ) async throws -> TableRows {
    let list = (columns.map { SQL("s.\($0)") } + [SQL("(\(condition ?? "false")) IS TRUE")]).joined()
    let rows = Mutex<[Row]>([])
    try await connection.copyOut("COPY (SELECT \(list) FROM \(relation) AS s) TO STDOUT") { bytes in
      let fields = CopyText.fields(bytes)
      let row = Row(values: Array(fields.dropLast()), isMarked: fields.last == "t")
      rows.withLock { $0.append(row) }
    }
    return TableRows(rows: rows.withLock { $0 })
  }

  /// A connection on which equal values have equal texts.
  static func connection(to target: ConnectionTarget) async throws -> Connection {
    try await Connection.open(
      target,
      settings: [
        "DateStyle": "ISO, YMD", "IntervalStyle": "postgres", "TimeZone": "UTC", "extra_float_digits": "1",
        "bytea_output": "hex", "row_security": "off", "search_path": "pg_catalog, pg_temp",
      ], applicationName: "understudy validate")
  }
}

/// The text format of COPY.
enum CopyText {
  /// The fields of one line; nil is NULL.
  static func fields(_ line: UnsafeRawBufferPointer) -> [String?] {
    var fields: [String?] = []
    var field: [UInt8] = []
    var isNull = false
    var index = 0
    func finished() -> String? { isNull ? nil : String(decoding: field, as: UTF8.self) }
    while index < line.count, line[index] != UInt8(ascii: "\n") {
      let byte = line[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\t"):
        fields.append(finished())
        field = []
        isNull = false
      case UInt8(ascii: "\\") where index < line.count:
        if line[index] == UInt8(ascii: "N") { isNull = true } else { field.append(unescaped(line[index])) }
        index += 1
      default: field.append(byte)
      }
    }
    return fields + [finished()]
  }

  private static func unescaped(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "v"): 0x0B
    default: letter
    }
  }
}
