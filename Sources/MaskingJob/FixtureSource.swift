public import Foundation

/// A fixtures folder as the source of a temporary database: `schema.sql` and the data of one case.
public struct FixtureSource: Sendable, Equatable {
  /// `pg_dump --schema-only`, loaded by psql.
  public let schema: URL
  /// The folder of the case's data.
  public let data: URL
  /// The major version that the schema's header names; nil where it names none.
  public let postgresMajor: Int?
  /// In words, for the mark.
  public let title: String

  /// Finds the schema and the case: the named one, or the first by name.
  ///
  /// - Throws: `JobError.fileUnreadable`.
  public init(folder: URL, case name: String?) throws(JobError) {
    schema = folder.appendingPathComponent("schema.sql")
    let cases = folder.appendingPathComponent("cases", isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cases.path))?.filter { !$0.hasPrefix(".") }
    guard let chosen = name ?? names?.min() else { throw .fileUnreadable(cases.relativePath) }
    data = cases.appendingPathComponent(chosen, isDirectory: true)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: data.path, isDirectory: &isFolder), isFolder.boolValue else {
      throw .fileUnreadable(data.relativePath)
    }
    guard let text = try? String(contentsOf: schema, encoding: .utf8) else {
      throw .fileUnreadable(schema.relativePath)
    }
    postgresMajor = Self.major(ofDump: text)
    title = "fixtures \(folder.lastPathComponent)/\(chosen)"
  }

  /// `-- Dumped from database version 15.18 (Debian …)`.
  static func major(ofDump text: String) -> Int? {
    text.firstMatch(of: /(?m)^-- Dumped from database version ([0-9]+)/).flatMap { Int($0.output.1) }
  }
}
