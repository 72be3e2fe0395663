/// Why fixtures could not be loaded. Nothing here quotes a row.
public enum FixtureError: Error, Sendable, Equatable {
  /// A file or folder is missing or not readable.
  case unreadable(String)
  /// A file in a case that is neither data nor expectations.
  case unknownFile(String)
  /// A CSV file without a first line of column names.
  case noHeader(String)
  /// The server refused the data. `line` is that of the statement in an SQL file.
  case refused(file: String, line: Int?, sqlstate: String?, table: String?, column: String?)
}

extension FixtureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path): return "\(path) cannot be read"
    case .unknownFile(let path): return "\(path) is no fixture: cases hold .csv and .sql files and expectations.yaml"
    case .noHeader(let path): return "\(path) has no first line with the names of its columns"
    case .refused(let file, let line, let sqlstate, let table, let column):
      let place = line.map { "\(file):\($0)" } ?? file
      let object = [table.map { "table \($0)" }, column.map { "column \($0)" }].compactMap(\.self)
      let names = object.isEmpty ? "" : " (\(object.joined(separator: ", ")))"
      return "\(place): the server refused the data, SQLSTATE \(sqlstate ?? "unknown")\(names)"
    }
  }
}
