public import PostgresClient

/// What a failure of the server or of the way to it asks for. Several SQLSTATEs share one reaction.
public enum FailureClass: String, Sendable, Hashable, CaseIterable {
  /// The server's name is not found (yet): new endpoints take minutes.
  case nameNotFound
  /// Refused, timed out, no route.
  case unreachable
  /// Closed unexpectedly; whether the last COMMIT counted is unknown, the ledger tells.
  case connectionLost
  /// The server starts up, shuts down or recovers, or somebody ended our backend.
  case serverRestarting
  case tooManyConnections
  case outOfMemory
  case diskFull
  /// The server cannot read or write its files.
  case inputOutput
  /// Deadlock or serialisation failure: the work was rolled back, do it again.
  case conflict
  /// A lock was not granted in time, or somebody cancelled the statement.
  case lockTimeout
  /// The server is read-only: the wrong node after a failover.
  case readOnly
  /// Somebody uses the database.
  case inUse
  /// Password or authorisation refused; right after a password change it passes.
  case authentication
  /// The certificate or its host name is refused.
  case certificate
  /// A privilege is missing.
  case privilege
  /// No retry mends it.
  case final

  /// Whether the way to the server failed, and not what was asked of it.
  var isOfTheWay: Bool {
    switch self {
    case .nameNotFound, .unreachable, .connectionLost, .serverRestarting, .tooManyConnections, .readOnly,
      .authentication, .certificate:
      true
    case .outOfMemory, .diskFull, .inputOutput, .conflict, .lockTimeout, .inUse, .privilege, .final: false
    }
  }

  /// Classifies a SQLSTATE of an error that a server reported.
  public init(sqlstate: String) {
    switch sqlstate {
    case "57P01", "57P02", "57P03", "57P05": self = .serverRestarting
    case "53300": self = .tooManyConnections
    case "53200": self = .outOfMemory
    case "53100": self = .diskFull
    case "58030": self = .inputOutput
    case "40001", "40P01": self = .conflict
    case "55P03", "57014": self = .lockTimeout
    case "25006": self = .readOnly
    case "55006": self = .inUse
    case "28P01", "28000": self = .authentication
    case "42501": self = .privilege
    default: self = sqlstate.hasPrefix("08") ? .connectionLost : .final
    }
  }

  /// Classifies what the client reported.
  public init(_ error: PostgresError) {
    switch error.connectFailure {
    case .nameNotFound: self = .nameNotFound
    case .unreachable: self = .unreachable
    case .closed: self = .connectionLost
    case .starting: self = .serverRestarting
    case .tooManyConnections: self = .tooManyConnections
    case .authentication: self = .authentication
    case .certificate: self = .certificate
    case .readOnly: self = .readOnly
    case .diskFull: self = .diskFull
    case .databaseMissing, .malformedTarget, .other: self = .final
    case nil: self = error.sqlstate.map { FailureClass(sqlstate: $0) } ?? .connectionLost
    }
    if error.connectFailure == nil, error.connectionIsLost, self == .final { self = .connectionLost }
  }
}
