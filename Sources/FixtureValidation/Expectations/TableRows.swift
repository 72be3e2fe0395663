internal import PostgresClient
internal import PostgresSyntax
internal import Synchronization

/// Some columns of a table's rows as text.
struct TableRows {
  struct Row {
    /// In the order of the columns asked for; nil is NULL.
    let values: [String?]
    /// Which of the conditions hold, in their order.
    let marks: [Bool]
  }

  let rows: [Row]

  /// Reads a table on a connection that prints values in one fixed way.
  ///
  /// - Parameter conditions: over the alias `s`; they mark rows.
  static func read(
    _ relation: QualifiedName, _ columns: [Identifier], marking conditions: [SQL], on connection: Connection
  ) async throws -> TableRows {
    let list = (columns.map { SQL("s.\($0)") } + conditions.map { SQL("(\($0)) IS TRUE") }).joined()
    let rows = Mutex<[Row]>([])
    try await connection.copyOut("COPY (SELECT \(list) FROM \(relation) AS s) TO STDOUT") { bytes in
      let fields = CopyText.fields(bytes)
      let row = Row(
        values: Array(fields.prefix(columns.count)), marks: fields.dropFirst(columns.count).map { $0 == "t" })
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

extension TableRows {
  /// Works on two such connections, and closes them.
  static func withConnections<Value: Sendable>(
    to original: ConnectionTarget, _ masked: ConnectionTarget,
    _ body: (_ before: Connection, _ after: Connection) async throws -> Value
  ) async throws -> Value {
    let before = try await connection(to: original)
    do {
      let after = try await connection(to: masked)
      do {
        let value = try await body(before, after)
        await after.close()
        await before.close()
        return value
      } catch {
        await after.close()
        throw error
      }
    } catch {
      await before.close()
      throw error
    }
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
