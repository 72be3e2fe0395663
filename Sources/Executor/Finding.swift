/// One thing that the interlock found and that forbids writing. Each has turned a mask into a no-op somewhere, or written
/// to production.
public struct Finding: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The name given with `--confirm` is not the database's.
    case notConfirmed
    /// The endpoint is one that the job protects.
    case protectedEndpoint
    /// It is the source itself.
    case isTheSource
    /// It is a system database, or a template.
    case systemDatabase
    /// The server is older than what this program was tested with.
    case serverTooOld
    /// The server is a standby.
    case inRecovery
    /// Somebody else is connected to the database.
    case clientSession
    /// A standby or another receiver streams from this server.
    case replica
    /// A replication slot is active, or belongs to this database.
    case replicationSlot
    /// A subscription is enabled: it would bring originals back.
    case subscription
    /// An event trigger is enabled: it can forbid or copy what we do.
    case eventTrigger
    /// A foreign table: writing it writes elsewhere.
    case foreignTable
    /// A scheduled job is active.
    case scheduledJob
    /// A prepared transaction holds locks, and perhaps originals.
    case preparedTransaction
    /// A schema named understudy that is not ours, or a mark of another application, run or key.
    case foreignMark
    /// The role may not do what adoption needs.
    case privilege
    /// `session_replication_role` is not `origin`: constraints would not be checked.
    case replicationRole
  }

  public let kind: Kind
  /// Names of the objects, or pid and application of the sessions; never a query.
  public let objects: [String]

  public init(_ kind: Kind, _ objects: [String] = []) {
    self.kind = kind
    self.objects = objects
  }

  /// For people: what was found, and what to do about it.
  public var words: String {
    let names = objects.isEmpty ? "" : ": " + objects.joined(separator: ", ")
    return switch kind {
    case .notConfirmed: "the confirmed name is not that of this database\(names)"
    case .protectedEndpoint: "the job protects this endpoint\(names)"
    case .isTheSource: "this is the source itself, not a copy\(names)"
    case .systemDatabase: "this is a system or template database\(names)"
    case .serverTooOld: "this server is too old\(names); PostgreSQL 15 or newer is needed"
    case .inRecovery: "this server is a standby: name the writer"
    case .clientSession: "somebody is connected to this database\(names); end these sessions first"
    case .replica: "a replica streams from this server\(names); a temporary copy has none"
    case .replicationSlot: "a replication slot is in use\(names); drop it on the copy"
    case .subscription: "a subscription is enabled and would bring originals back\(names); disable it on the copy"
    case .eventTrigger: "an event trigger is enabled\(names); disable it on the copy"
    case .foreignTable: "writing a foreign table writes elsewhere\(names); drop it on the copy"
    case .scheduledJob: "a scheduled job is active\(names); unschedule it on the copy"
    case .preparedTransaction: "a prepared transaction is open\(names); roll it back on the copy"
    case .foreignMark: "the schema understudy is taken\(names)"
    case .privilege: "a privilege is missing\(names)"
    case .replicationRole: "session_replication_role is not origin: constraints would not be checked"
    }
  }
}
