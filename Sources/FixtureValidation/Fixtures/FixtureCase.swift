internal import BundleFormat
internal import Diagnostics
public import ExternalPrograms
internal import Foundation
public import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax
internal import Synchronization

/// A folder with one set of data: CSV, SQL and XML files, loaded in the order of their names, and perhaps
/// `expectations.yaml`.
public struct FixtureCase: Sendable, Equatable {
  /// The copy's time: fixtures are of no time, so all are of this one.
  public static let asOf = "2026-01-01T00:00:00Z"

  /// The key that fixtures are masked with. It is no secret, and guards nothing: with one key the same rules make the same rows
  /// each time, so that a golden can be kept and no test depends on luck.
  static let key = MaskingKey(hex: String(repeating: "f1", count: 32)) ?? .random()

  /// The folder's name.
  public let name: String
  /// The folder's path.
  public let path: String
  /// The paths of the data files, in the order in which they are loaded.
  public let files: [String]
  /// The path of `expectations.yaml`, where there is one.
  public let expectations: String?

  /// A folder beside the data, for whole-row goldens.
  private static let goldens = "golden"

  /// Looks at a folder.
  ///
  /// - Throws: `FixtureError.unreadable`; `.unknownFile` for a file that no loader knows.
  public init(_ path: String) throws(FixtureError) {
    let url = URL(filePath: path)
    name = url.lastPathComponent
    self.path = path
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw .unreadable(path) }
    var files: [String] = []
    var expectations: String?
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix(".") {
      let file = path + "/" + name
      if name == "expectations.yaml" {
        expectations = file
      } else if [".csv", ".sql", ".xml"].contains(where: name.hasSuffix) {
        files.append(file)
      } else if !name.hasSuffix(".md"), name != Self.goldens {
        throw .unknownFile(file)
      }
    }
    self.files = files
    self.expectations = expectations
  }

  /// The cases in a fixtures folder, `cases/*`, by name.
  ///
  /// - Throws: `FixtureError.unreadable`.
  public static func all(in fixtures: String) throws(FixtureError) -> [FixtureCase] {
    let folder = fixtures + "/cases"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { throw .unreadable(folder) }
    var cases: [FixtureCase] = []
    for name in names.sorted() where !name.hasPrefix(".") { cases.append(try FixtureCase(folder + "/" + name)) }
    return cases
  }

  /// What the case expects; nil where nothing is written.
  ///
  /// - Throws: `FixtureError.unreadable`; `DiagnosticsError` with everything that is wrong.
  func readExpectations() throws -> ExpectationsDocument? {
    guard let path = expectations else { return nil }
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { throw FixtureError.unreadable(path) }
    return try ExpectationsDocument.read(SourceFile(path: path, bytes: bytes))
  }

  /// Loads the data into a database that has the schema.
  ///
  /// SQL goes through psql, CSV through COPY with the header's columns, XML row by row. A failure names the file, its line where psql
  /// says one, and the SQLSTATE; never a value.
  ///
  /// - Throws: `FixtureError`, `PostgresError` where the server is not reached.
  public func load(into target: ConnectionTarget, psql: Psql) async throws {
    for file in files {
      if file.hasSuffix(".sql") {
        try await Self.run(file, psql)
      } else if file.hasSuffix(".xml") {
        try await Self.copyXML(file, into: target)
      } else {
        try await Self.copy(file, into: target)
      }
    }
    try await psql.fillMaterializedViews()
  }

  // MARK: SQL

  private static func run(_ file: String, _ psql: Psql) async throws {
    guard FileManager.default.isReadableFile(atPath: file) else { throw FixtureError.unreadable(file) }
    let said = Mutex<[String]>([])
    let quoted = file.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    do {
      try await psql.run(
        "\\set VERBOSITY sqlstate\n\\encoding UTF8\n\\i '\(quoted)'\n",
        messages: .lines { line in said.withLock { $0.append(line) } })
    } catch ExternalProgramError.failed {
      // `psql:cases/shop/10_people.sql:12: ERROR:  23505`: that much is safe to show.
      let failure = said.withLock { $0 }.lazy.compactMap(Self.failure).first
      throw FixtureError.refused(file: file, line: failure?.line, sqlstate: failure?.sqlstate, table: nil, column: nil)
    }
  }

  static func failure(_ message: String) -> (line: Int?, sqlstate: String)? {
    guard let match = message.firstMatch(of: /(?::([0-9]+): )?(?:ERROR|FATAL): +([0-9A-Z]{5})\s*$/) else { return nil }
    return (match.output.1.flatMap { Int($0) }, String(match.output.2))
  }

  // MARK: CSV

  private static func copy(_ file: String, into target: ConnectionTarget) async throws {
    guard let data = try? Data(contentsOf: URL(filePath: file)) else { throw FixtureError.unreadable(file) }
    let bytes = Array(data)
    guard let columns = CSVHeader.columns(bytes), !columns.isEmpty else { throw FixtureError.noHeader(file) }
    let table = try tableName(ofFile: URL(filePath: file).lastPathComponent)
    let list = columns.map { SQL("\(Identifier($0))") }.joined()
    let connection = try await Connection.open(target, applicationName: "understudy fixtures")
    do {
      try await connection.copyIn("COPY \(table) (\(list)) FROM STDIN (FORMAT csv, HEADER, ENCODING 'UTF8')", bytes)
      await connection.close()
    } catch {
      await connection.close()
      guard let error = error as? PostgresError, let sqlstate = error.sqlstate else { throw error }
      throw FixtureError.refused(
        file: file, line: nil, sqlstate: sqlstate, table: error.table ?? table.quoted, column: error.column)
    }
  }

  // MARK: XML

  private static func copyXML(_ file: String, into target: ConnectionTarget) async throws {
    guard let data = try? Data(contentsOf: URL(filePath: file)) else { throw FixtureError.unreadable(file) }
    let runs = try XMLRows(Array(data), file: file).runs
    let connection = try await Connection.open(target, applicationName: "understudy fixtures")
    var table: QualifiedName?
    do {
      for run in runs {
        table = run.table
        try await run.load(connection)
      }
      await connection.close()
    } catch {
      await connection.close()
      guard let error = error as? PostgresError, let sqlstate = error.sqlstate else { throw error }
      throw FixtureError.refused(
        file: file, line: nil, sqlstate: sqlstate, table: error.table ?? table?.quoted, column: error.column)
    }
  }

  /// `01_public.countries.csv`, `countries.csv`: an unqualified name is in `public`.
  static func tableName(ofFile file: String) throws(FixtureError) -> QualifiedName {
    guard let match = file.wholeMatch(of: /(?:[0-9]+_)?(?:([^.]+)\.)?([^.]+)\.(?:csv|xml)/) else {
      throw .unknownFile(file)
    }
    return QualifiedName(Identifier(match.output.1.map(String.init) ?? "public"), Identifier(String(match.output.2)))
  }
}

/// The first record of a CSV file.
enum CSVHeader {
  /// The column names; nil where a quote is not closed.
  static func columns(_ bytes: [UInt8]) -> [String]? {
    var columns: [String] = []
    var name: [UInt8] = []
    var isQuoted = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func finished() -> String { String(decoding: name, as: UTF8.self) }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        if isQuoted, index < bytes.count, bytes[index] == byte {
          name.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
        }
      case UInt8(ascii: ",") where !isQuoted:
        columns.append(finished())
        name = []
      case 0x0A where !isQuoted, 0x0D where !isQuoted: return columns + [finished()]
      default: name.append(byte)
      }
    }
    return isQuoted || bytes.isEmpty ? nil : columns + [finished()]
  }
}
