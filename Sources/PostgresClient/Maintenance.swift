internal import PostgresSyntax

/// A connection to a server from which databases are made, named, renamed and dropped.
public struct Maintenance: Sendable {
  public let connection: Connection

  /// Through the database `postgres`, or `template1` where there is none.
  public static func open(_ target: ConnectionTarget) async throws -> Maintenance {
    do {
      return Maintenance(
        connection: try await Connection.open(target.database("postgres"), applicationName: "understudy maintenance"))
    } catch let error as PostgresError where error.connectFailure == .databaseMissing {
      return Maintenance(
        connection: try await Connection.open(target.database("template1"), applicationName: "understudy maintenance"))
    }
  }

  /// The server's major version.
  public var major: Int { connection.serverVersion / 10000 }

  public func close() async { await connection.close() }

  public func exists(_ name: String) async throws -> Bool { try await names(like: name).contains(name) }

  /// The databases whose name begins so.
  public func names(like prefix: String) async throws -> [String] {
    try await connection.query(
      "SELECT datname FROM pg_catalog.pg_database WHERE pg_catalog.starts_with(datname, \(literal: prefix)) ORDER BY 1"
    ).rows.compactMap { $0.first ?? nil }
  }

  /// Makes an empty database of an encoding; with the C locale where the server's own does not go with it.
  public func create(_ name: String, encoding: String = "UTF8") async throws {
    let plain: SQL = "CREATE DATABASE \(Identifier(name)) TEMPLATE template0 ENCODING \(literal: encoding)"
    do {
      try await connection.query(plain)
    } catch let error as PostgresError where error.sqlstate == "22023" {
      try await connection.query(plain + " LC_COLLATE 'C' LC_CTYPE 'C'")
    }
  }

  /// - Throws: `PostgresError` 42P04 where the new name is taken.
  public func rename(_ name: String, to newName: String) async throws {
    try await connection.query("ALTER DATABASE \(Identifier(name)) RENAME TO \(Identifier(newName))")
  }

  /// Drops a database, if it is there, whoever uses it.
  public func drop(_ name: String) async throws {
    try await connection.query("DROP DATABASE IF EXISTS \(Identifier(name)) WITH (FORCE)")
  }

  /// What a database's comment says.
  public func comment(on name: String) async throws -> String? {
    try await connection.query(
      "SELECT pg_catalog.shobj_description(oid, 'pg_database') FROM pg_catalog.pg_database WHERE datname = \(literal: name)"
    ).scalar
  }

  public func setComment(_ comment: String, on name: String) async throws {
    try await connection.query("COMMENT ON DATABASE \(Identifier(name)) IS \(literal: comment)")
  }
}
