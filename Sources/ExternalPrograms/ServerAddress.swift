/// Where a server of ours listens: a Unix socket in a private directory.
public struct ServerAddress: Sendable, Hashable, Codable {
  /// The socket's directory.
  public var host: String
  public var port: Int
  public var user: String
  public var database: String

  public init(host: String, port: Int, user: String, database: String) {
    self.host = host
    self.port = port
    self.user = user
    self.database = database
  }

  /// The same server, another database.
  public func database(_ name: String) -> ServerAddress {
    var address = self
    address.database = name
    return address
  }

  /// libpq's keywords and values.
  public var keywords: [String: String] {
    ["host": host, "port": String(port), "user": user, "dbname": database]
  }

  /// `host='…' port='…' user='…' dbname='…'`.
  public var connectionString: String {
    ["host", "port", "user", "dbname"].map { "\($0)=\(Self.quoted(keywords[$0] ?? ""))" }.joined(separator: " ")
  }

  /// The variables that libpq programs read instead of arguments.
  public var environment: [String: String] {
    ["PGHOST": host, "PGPORT": String(port), "PGUSER": user, "PGDATABASE": database]
  }

  private static func quoted(_ value: String) -> String {
    var text = "'"
    for character in value {
      if character == "'" || character == "\\" { text.append("\\") }
      text.append(character)
    }
    return text + "'"
  }
}
