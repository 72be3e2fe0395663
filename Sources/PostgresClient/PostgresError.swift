/// What a server or the way to it refused: a SQLSTATE and names of objects. The server's message, detail, hint, context and
/// query may hold a row's values, so they are not kept.
public struct PostgresError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Why a connection could not be made. libpq 15 has no SQLSTATE for that, so it was read from the failure's text.
  public enum ConnectFailure: String, Sendable, Equatable, CaseIterable {
    case nameNotFound, unreachable, closed, starting, tooManyConnections, authentication, certificate, readOnly
    case databaseMissing, malformedTarget, diskFull, other
  }

  public var sqlstate: String?
  public var schema: String?
  public var table: String?
  public var column: String?
  public var dataType: String?
  public var constraint: String?
  /// Where in the statement the server stopped, in characters from 1.
  public var position: Int?
  /// Set where no connection came about.
  public var connectFailure: ConnectFailure?
  /// The connection is gone; whether a COMMIT that was under way counted is unknown.
  public var connectionIsLost = false

  public init(sqlstate: String? = nil, connectFailure: ConnectFailure? = nil, connectionIsLost: Bool = false) {
    self.sqlstate = sqlstate
    self.connectFailure = connectFailure
    self.connectionIsLost = connectionIsLost
  }

  public var description: String {
    if let connectFailure { return "no connection: \(connectFailure.rawValue)" }
    let names = [
      ("schema", schema), ("table", table), ("column", column), ("type", dataType), ("constraint", constraint),
    ].compactMap { kind, name in name.map { "\(kind) \($0)" } }
    let cause = sqlstate.map { "SQLSTATE \($0)" } ?? "connection lost"
    return cause + (names.isEmpty ? "" : " (\(names.joined(separator: ", ")))")
  }
}

extension PostgresError.ConnectFailure {
  /// Reads libpq's text.
  init(text: String) {
    let text = text.lowercased()
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if says("could not translate host name", "name or service not known", "temporary failure in name resolution") {
      self = .nameNotFound
    } else if says("certificate", "does not match host name", "ssl error: ") {
      self = .certificate
    } else if says("too many clients", "remaining connection slots", "too many connections") {
      self = .tooManyConnections
    } else if says("starting up", "shutting down", "recovery mode", "not yet accepting connections") {
      self = .starting
    } else if says("password authentication failed", "no pg_hba.conf entry", "authentication failed", "no password") {
      self = .authentication
    } else if says("read-only", "is not read-write") {
      self = .readOnly
    } else if says("database \"") && says("does not exist") {
      self = .databaseMissing
    } else if says("could not write init file", "no space left on device") {
      self = .diskFull
    } else if says("server closed the connection", "eof detected", "connection reset", "broken pipe") {
      self = .closed
    } else if says("refused", "timed out", "timeout expired", "no route", "unreachable", "no such file or directory") {
      self = .unreachable
    } else if says("missing \"=\"", "invalid connection option", "invalid uri", "invalid port", "invalid integer value")
    {
      self = .malformedTarget
    } else {
      self = .other
    }
  }
}
