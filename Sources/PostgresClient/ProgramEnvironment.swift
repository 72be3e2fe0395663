internal import CLibPQ
internal import Foundation

extension ConnectionTarget {
  /// The variables by which psql, pg_dump and pg_restore reach the same database. Nothing of it belongs into an argument
  /// list, since it may hold a password.
  ///
  /// libpq's own variables and the home directory's `.pgpass` and service files count too, as they do for `Connection`.
  public var programEnvironment: [String: String] {
    var result = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("PG") }
    for (variable, value) in variables { result[variable] = value }
    return result
  }

  /// The database that is meant; nil where neither the text nor libpq's environment names one.
  public var databaseName: String? { programEnvironment["PGDATABASE"].flatMap { $0.isEmpty ? nil : $0 } }

  /// What the text and the overrides say, by libpq's variables.
  private var variables: [String: String] {
    var result: [String: String] = [:]
    if text.contains("=") || text.contains("://") {
      Self.each(PQconninfoParse(text, nil)) { _, variable, value in
        if let value { result[variable] = value }
      }
    } else if !text.isEmpty {
      result["PGDATABASE"] = text
    }
    Self.each(PQconndefaults()) { keyword, variable, _ in
      if let value = overrides[keyword] { result[variable] = value }
    }
    return result
  }

  /// The options of a list that libpq allocated and that has a variable each; frees the list.
  private static func each(
    _ options: UnsafeMutablePointer<PQconninfoOption>?, _ body: (String, String, String?) -> Void
  ) {
    guard let options else { return }
    defer { PQconninfoFree(options) }
    var option = options
    while let keyword = option.pointee.keyword {
      if let variable = option.pointee.envvar {
        body(String(cString: keyword), String(cString: variable), option.pointee.val.map { String(cString: $0) })
      }
      option += 1
    }
  }
}
