internal import BundleFormat
public import PostgresClient
internal import PostgresSyntax

/// The mark of a temporary database: without one nothing is ever written.
public struct Mark: Sendable, Equatable, Codable {
  public enum State: String, Sendable, Codable { case marked, sealed }

  /// The run that adopted the database.
  public var run: String
  public var application: String
  /// Where it was made. A copy of a marked database carries the mark of another place.
  public var place: Place
  /// What it is a copy of, in words.
  public var source: String
  /// The copy's time, in ISO 8601 and UTC: what `as_of()` means.
  public var asOf: String
  /// Eight bytes of PRF(key, "understudy/1/check"), in hex.
  public var keyCheck: String
  public var state: State
  /// The digest of the bundle that has begun to mask, or has masked, the database.
  public var bundle: String?
  /// The digest of the attestation that sealed it.
  public var attestation: String?
  /// When it was adopted, in ISO 8601 and UTC.
  public var adoptedAt: String

  /// Reads the mark; nil where there is none.
  public static func read(_ connection: Connection) async throws -> Mark? {
    guard try await connection.query("SELECT pg_catalog.to_regclass('understudy.mark')").scalar != nil else {
      return nil
    }
    let answer = try await connection.query(
      """
      SELECT run, application, system_identifier, database_oid, database_name, endpoint, source,
        \(Self.iso("as_of")), pg_catalog.encode(key_check, 'hex'), state, bundle, attestation, \(Self.iso("adopted_at"))
      FROM understudy.mark
      """)
    guard let row = answer.rows.first, row.count == 13, let state = State(rawValue: row[9] ?? "") else { return nil }
    func text(_ column: Int) -> String { row[column] ?? "" }
    return Mark(
      run: text(0), application: text(1),
      place: Place(
        systemIdentifier: text(2), databaseOID: text(3), databaseName: text(4), endpoint: text(5)),
      source: text(6), asOf: text(7), keyCheck: text(8), state: state, bundle: row[10], attestation: row[11],
      adoptedAt: text(12))
  }

  /// A timestamp in ISO 8601, whatever the session's settings are.
  static func iso(_ column: SQL) -> SQL {
    #"pg_catalog.to_char(\#(column) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#
  }

  /// Refuses a database that is not the marked copy which this key and bundle mask.
  ///
  /// - Returns: true where this very bundle has sealed it already: nothing is left to do.
  func admits(bundle digest: String, key: MaskingKey, at place: Place) throws(ExecutorError) -> Bool {
    guard self.place == place else { throw .unmarked(.otherPlace) }
    if state == .sealed {
      guard bundle == digest else { throw .sealedByAnotherBundle }
      return true
    }
    guard keyCheck == Self.check(of: key) else { throw .wrongKey }
    guard bundle == nil || bundle == digest else { throw .begunByAnotherBundle }
    return false
  }

  /// What a mark keeps of a key.
  static func check(of key: MaskingKey) -> String {
    PRF.check(key).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

/// Which database on which server.
public struct Place: Sendable, Equatable, Codable {
  /// A storage-level clone shares it with its source; then only the endpoint tells them apart.
  public var systemIdentifier: String
  public var databaseOID: String
  public var databaseName: String
  /// `host:port`, or `local` for a Unix socket or a loopback address.
  public var endpoint: String

  public init(systemIdentifier: String, databaseOID: String, databaseName: String, endpoint: String) {
    self.systemIdentifier = systemIdentifier
    self.databaseOID = databaseOID
    self.databaseName = databaseName
    self.endpoint = endpoint
  }

  /// Where a connection leads.
  public static func of(_ connection: Connection) async throws -> Place {
    let answer = try await connection.query(
      """
      SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()), oid, datname
      FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
      """)
    let row = answer.rows.first ?? []
    return Place(
      systemIdentifier: row.first.flatMap { $0 } ?? "", databaseOID: row.count > 1 ? row[1] ?? "" : "",
      databaseName: row.count > 2 ? row[2] ?? "" : "", endpoint: Self.normalized(connection.endpoint))
  }

  /// Sockets and loopback addresses are one place, whatever they are called.
  static func normalized(_ endpoint: String) -> String {
    let host = endpoint.lastIndex(of: ":").map { endpoint[..<$0] } ?? endpoint[...]
    return host == "localhost" || host.hasPrefix("127.") || host == "::1" ? "local" : endpoint.lowercased()
  }
}
