/// Why fixtures could not be loaded. Nothing here quotes a row.
public enum FixtureError: Error, Sendable, Equatable {
  /// A file or folder is missing or not readable.
  case unreadable(String)
  /// A file in a case that is neither data nor expectations.
  case unknownFile(String)
  /// A CSV file without a first line of column names.
  case noHeader(String)
  /// An XML file that is not read.
  case xml(file: String, line: Int?, XMLProblem)
  /// A golden that could not be written.
  case unwritable(String)
  /// The server refused the data. `line` is that of the statement in an SQL file.
  case refused(file: String, line: Int?, sqlstate: String?, table: String?, column: String?)

  /// Why an XML file is not read.
  public enum XMLProblem: Error, Sendable, Equatable {
    case malformed, entity, deep, longText, large
    /// Rows with values as attributes and as elements, or text beside rows.
    case mixed
  }
}

extension FixtureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path): return "\(path) cannot be read"
    case .unknownFile(let path):
      return "\(path) is no fixture: cases hold .csv, .sql and .xml files and expectations.yaml"
    case .noHeader(let path): return "\(path) has no first line with the names of its columns"
    case .unwritable(let path): return "\(path) cannot be written"
    case .xml(let file, let line, let problem): return "\(line.map { "\(file):\($0)" } ?? file): \(problem.words)"
    case .refused(let file, let line, let sqlstate, let table, let column):
      let place = line.map { "\(file):\($0)" } ?? file
      let object = [table.map { "table \($0)" }, column.map { "column \($0)" }].compactMap(\.self)
      let names = object.isEmpty ? "" : " (\(object.joined(separator: ", ")))"
      return "\(place): the server refused the data, SQLSTATE \(sqlstate ?? "unknown")\(names)"
    }
  }
}

extension FixtureError.XMLProblem {
  fileprivate var words: String {
    switch self {
    case .malformed: "this is no well-formed XML"
    case .entity:
      "it declares or names an entity: none but XML's own five are read, and nothing is loaded from elsewhere"
    case .deep: "elements are more than \(XMLReader.mostDepth) deep"
    case .longText: "a text has more than \(XMLReader.mostTextBytes >> 20) MB"
    case .large: "the file has more than \(XMLReader.mostBytes >> 20) MB"
    case .mixed: "this is neither a flat data set nor what table_to_xml prints"
    }
  }
}
