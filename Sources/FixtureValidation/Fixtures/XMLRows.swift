internal import Foundation
internal import PostgresClient
internal import PostgresSyntax

/// Rows from an XML file, in one of two forms.
///
/// *Flat*: `<dataset><customers id="1" name="Ada"/></dataset>`, an element a row, an attribute a value; a column that no row of
/// the run of equal elements has is left to its default, one that some have is NULL in the others.
///
/// *PostgreSQL's own*, as `table_to_xml` and `schema_to_xml` print it: `<customers><row><id>1</id></row></customers>`, or
/// `<public><customers><id>1</id></customers></public>`. A column that is missing or `xsi:nil` is NULL.
struct XMLRows {
  /// Rows of one table, to be copied in together.
  struct Run {
    let table: QualifiedName
    private(set) var columns: [Identifier] = []
    private(set) var rows: [[Identifier: XMLReader.Element]] = []

    init(table: QualifiedName) { self.table = table }

    mutating func add(_ row: [(Identifier, XMLReader.Element?)]) {
      for (column, _) in row where !columns.contains(column) { columns.append(column) }
      rows.append(row.reduce(into: [:]) { $0[$1.0] = $1.1 })
    }
  }

  private(set) var runs: [Run] = []

  /// - Parameter table: what the file's name says, where that names a table; else the elements' names do.
  /// - Throws: `FixtureError.xml`.
  init(_ bytes: [UInt8], file: String) throws {
    let named = try? FixtureCase.tableName(ofFile: URL(filePath: file).lastPathComponent)
    var runs: [Run] = []
    func add(_ table: QualifiedName, _ row: [(Identifier, XMLReader.Element?)]) {
      if runs.last?.table != table { runs.append(Run(table: table)) }
      if !row.isEmpty { runs[runs.count - 1].add(row) }
    }
    try XMLReader.read(bytes, file: file) { root, child in
      let values = child.attributes.filter { !$0.name.hasPrefix("xmlns") && !$0.name.hasPrefix("xsi:") }
      if child.name == "row", child.attributes.isEmpty {
        // table_to_xml: the root is the table, and the file's name may say its schema.
        let name = Self.unescaped(root.name)
        let table = named?.name == Identifier(name) ? named : nil
        add(table ?? Self.table(root.name), Self.columns(of: child))
      } else if child.children.contains(where: { $0.name == "row" }) {
        for row in child.children where row.name == "row" {
          add(Self.table(child.name, in: root.name), Self.columns(of: row))
        }
      } else if !child.children.isEmpty {
        guard values.isEmpty else { throw FixtureError.XMLProblem.mixed }
        add(Self.table(child.name, in: root.name), Self.columns(of: child))
      } else {
        guard child.text.allSatisfy(\.isWhitespace) else { throw FixtureError.XMLProblem.mixed }
        // The name of the root says nothing here: DbUnit calls it dataset.
        add(
          Self.table(child.name),
          values.map { value in
            (Identifier(Self.unescaped(value.name)), XMLReader.Element(name: value.name, text: value.value))
          })
      }
    }
    self.runs = runs
  }

  private static func columns(of row: XMLReader.Element) -> [(Identifier, XMLReader.Element?)] {
    row.children.map { column in
      (Identifier(unescaped(column.name)), column.attribute("xsi:nil") == "true" ? nil : column)
    }
  }

  /// `schema.table`, or a table in the schema that the root names; `table`, `dataset` and their kin name none.
  private static func table(_ name: String, in root: String? = nil) -> QualifiedName {
    let name = unescaped(name)
    if let dot = name.firstIndex(of: "."), dot != name.startIndex {
      return QualifiedName(Identifier(String(name[..<dot])), Identifier(String(name[name.index(after: dot)...])))
    }
    let schema = root.map(unescaped).flatMap { ["dataset", "data", "table", "tables"].contains($0) ? nil : $0 }
    return QualifiedName(Identifier(schema ?? "public"), Identifier(name))
  }

  /// SQL/XML's names: `Order_x0020_Items` is `Order Items`.
  static func unescaped(_ name: String) -> String {
    name.replacing(/_x([0-9A-Fa-f]{4,6})_/) { match in
      UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }
}

extension XMLRows.Run {
  /// Copies the rows into their table.
  ///
  /// - Throws: `PostgresError`.
  func load(_ connection: Connection) async throws {
    guard !rows.isEmpty else { return }
    let types = try await connection.query(
      """
      SELECT attname, CASE WHEN t.typcategory = 'A' THEN 'array' ELSE t.typname END
      FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type AS t ON t.oid = atttypid
      WHERE attrelid = \(literal: table.quoted)::pg_catalog.regclass AND attnum > 0
      """
    ).rows.reduce(into: [Identifier: String]()) { types, row in
      if let name = row[0] { types[Identifier(name)] = row[1] }
    }
    let lines = rows.map { row in
      columns.map { column in row[column].map { Self.text(of: $0, type: types[column]) } }
    }
    let text = lines.map { CSVRecords.line($0) }.joined()
    let list = columns.map { SQL("\($0)") }.joined()
    try await connection.copyIn("COPY \(table) (\(list)) FROM STDIN (FORMAT csv, ENCODING 'UTF8')", Array(text.utf8))
  }

  /// As the column's type reads it: PostgreSQL writes bytes in base64, arrays as elements, and XML as it is.
  private static func text(of element: XMLReader.Element, type: String?) -> String {
    switch type {
    case "bytea" where !element.text.hasPrefix("\\x"):
      return Data(base64Encoded: element.text, options: .ignoreUnknownCharacters).map { data in
        "\\x" + data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      } ?? element.text
    case "xml": return element.inner
    case "array" where !element.text.hasPrefix("{"): return array(element)
    default: return element.text
    }
  }

  private static func array(_ element: XMLReader.Element) -> String {
    let items = element.children.map { item -> String in
      if item.attribute("xsi:nil") == "true" { return "NULL" }
      if !item.children.isEmpty { return array(item) }
      return "\"" + item.text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return "{\(items.joined(separator: ","))}"
  }
}
