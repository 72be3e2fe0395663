internal import Foundation
internal import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax

/// Compares whole rows with a CSV file; its first line names the columns, and what it has no column for is not compared.
///
/// Masked values follow from the fixtures' own key, so the same rules make the same rows.
struct GoldenCheck {
  let file: String
  let table: ExpectationPlan.Table
  let expected: ExpectationPlan.Expected

  func result(on connection: Connection) async throws -> ExpectationResult {
    guard let data = FileManager.default.contents(atPath: file) else {
      return result(checked: 0, failures: [], obstacle: "\(file) cannot be read; validate --record writes it")
    }
    guard let records = CSVRecords(Array(data)), let header = records.rows.first, !header.isEmpty else {
      return result(checked: 0, failures: [], obstacle: "\(file) is no CSV file with the names of its columns")
    }
    let columns = header.map { Identifier($0 ?? "") }
    let rows: [TableRows.Row]
    do {
      rows = try await TableRows.read(table.relation, columns, marking: [], on: connection).rows
    } catch let error as PostgresError where error.sqlstate == "42703" {
      return result(checked: 0, failures: [], obstacle: "\(file) has a column that the table has not")
    }
    let golden = Array(records.rows.dropFirst())
    if golden.contains(where: { $0.count != columns.count }) {
      return result(checked: 0, failures: [], obstacle: "\(file) has a line with more or fewer fields than its first")
    }
    return compare(rows.map(\.values), with: golden, columns)
  }

  private func compare(
    _ rows: [[String?]], with golden: [[String?]], _ columns: [Identifier]
  ) -> ExpectationResult {
    let places = (table.key ?? []).compactMap { columns.firstIndex(of: $0) }
    let hasKey = !places.isEmpty && places.count == table.key?.count
    func key(_ row: [String?]) -> [String?] { hasKey ? places.map { row[$0] } : row }
    var wanted = Dictionary(grouping: golden, by: key)
    var failures: [ExpectationResult.Failure] = []
    func named(_ row: [String?]) -> [ExpectationResult.KeyValue] {
      hasKey ? places.map { ExpectationResult.KeyValue(column: columns[$0].name, value: row[$0]) } : []
    }
    for row in rows {
      guard let match = wanted[key(row)]?.popLast() else {
        failures.append(ExpectationResult.Failure(key: named(row), maskedValue: nil))
        continue
      }
      if let place = row.indices.first(where: { row[$0] != match[$0] }) {
        // The value may be an original: it is not shown.
        failures.append(
          ExpectationResult.Failure(key: named(row), maskedValue: nil, column: columns[place].name))
      }
    }
    for row in wanted.values.flatMap(\.self) {
      failures.append(ExpectationResult.Failure(key: named(row), maskedValue: nil))
    }
    return result(checked: max(rows.count, golden.count), failures: failures)
  }

  private func result(
    checked: Int, failures: [ExpectationResult.Failure], obstacle: String? = nil
  ) -> ExpectationResult {
    ExpectationResult(
      relation: table.relation, column: nil, expectation: expected.expectation, span: expected.span, checked: checked,
      failed: failures.count, examples: Array(failures.prefix(ExpectationResult.mostExamples)), obstacle: obstacle)
  }

  /// Writes the file from the masked rows, in the order of the key.
  ///
  /// - Throws: `FixtureError.unwritable`, `PostgresError`.
  func record(on connection: Connection) async throws {
    let kept = try await connection.query(
      """
      SELECT attname FROM pg_catalog.pg_attribute
      WHERE attrelid = \(literal: table.relation.quoted)::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum
      """
    ).rows.compactMap { row in row[0].map { Identifier($0) } }
    let known = FileManager.default.contents(atPath: file).flatMap { CSVRecords(Array($0))?.rows.first }
    let columns = known?.compactMap { name in name.map { Identifier($0) } } ?? kept
    let rows = try await TableRows.read(table.relation, columns, marking: [], on: connection).rows.map(\.values)
    let places = (table.key ?? []).compactMap { columns.firstIndex(of: $0) } + Array(columns.indices)
    let sorted = rows.sorted { left, right in
      for place in places where left[place] != right[place] {
        return Self.precedes(left[place], right[place])
      }
      return false
    }
    let text = ([columns.map { Optional($0.name) }] + sorted).map(CSVRecords.line).joined()
    let url = URL(filePath: file)
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch { throw FixtureError.unwritable(file) }
  }

  /// Numbers by their size, texts by their bytes, NULL last.
  private static func precedes(_ left: String?, _ right: String?) -> Bool {
    guard let left else { return false }
    guard let right else { return true }
    if let left = Int(left), let right = Int(right) { return left < right }
    return left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

/// The records of a CSV file; a field that is empty without quotes is NULL.
struct CSVRecords {
  private(set) var rows: [[String?]] = []

  /// Nil where a quote is not closed.
  init?(_ bytes: [UInt8]) {
    var row: [String?] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func endField() {
      row.append(field.isEmpty && !wasQuoted ? nil : String(decoding: field, as: UTF8.self))
      field = []
      wasQuoted = false
    }
    func endRow() {
      endField()
      rows.append(row)
      row = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        if isQuoted, index < bytes.count, bytes[index] == byte {
          field.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
          wasQuoted = true
        }
      case UInt8(ascii: ",") where !isQuoted: endField()
      case 0x0D where !isQuoted: continue
      case 0x0A where !isQuoted: endRow()
      default: field.append(byte)
      }
    }
    if !field.isEmpty || wasQuoted || !row.isEmpty { endRow() }
    if isQuoted { return nil }
  }

  /// One record, with its line feed.
  static func line(_ row: [String?]) -> String {
    row.map { value in
      guard let value else { return "" }
      let needsQuotes = value.isEmpty || value.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }.joined(separator: ",") + "\n"
  }
}
