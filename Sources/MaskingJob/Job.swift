public import Foundation
public import SnapshotStage

/// The job file with its paths resolved: which applications there are, and where everything of theirs is.
public struct Job: Sendable {
  /// Where a value comes from that stands in no file of ours.
  public enum SecretSource: Sendable, Equatable {
    case environment(String)
    case file(URL)

    /// For messages.
    public var place: String {
      switch self {
      case .environment(let name): "the environment variable \(name)"
      case .file(let url): "the file \(RuleFiles.shortPath(url))"
      }
    }
  }

  /// What an application's temporary database is made from.
  public enum Source: Sendable, Equatable {
    /// `schema.sql` and a case's data; the first case by name where none is named.
    case fixtures(URL, case: String?)
    /// What `pg_dump` wrote: a file or, for its directory format, a folder.
    case dump(URL)
    /// A running database: where its connection string is.
    case database(SecretSource)
    /// A cluster or an instance on AWS: its temporary database and its snapshots are there too.
    case aws(AwsSettings)
  }

  /// Where the temporary database is.
  public enum TemporaryPlace: Sendable, Equatable {
    /// On a server of ours, which keeps its data in the application's folder.
    case embedded
    /// On any server: where the connection string of a role that may create databases is.
    case server(SecretSource)
  }

  public struct Application: Sendable {
    public let name: String
    /// The rule file.
    public let rules: URL
    /// What the rules are compiled against; nil where the source says.
    public let schema: URL?
    public let source: Source
    public let place: TemporaryPlace
    /// Where published snapshots go: a folder for each run, in one for the application.
    public let snapshots: URL
    /// Files with the public keys of those who may read the snapshot.
    public let recipients: [URL]
    /// How many published snapshots stay.
    public let keep: Int
    /// The folder of the temporary server, and of what a run keeps between its attempts.
    public let temporary: URL

    public init(
      name: String, rules: URL, schema: URL? = nil, source: Source, place: TemporaryPlace = .embedded, snapshots: URL,
      recipients: [URL], keep: Int, temporary: URL
    ) {
      self.name = name
      self.rules = rules
      self.schema = schema
      self.source = source
      self.place = place
      self.snapshots = snapshots
      self.recipients = recipients
      self.keep = keep
      self.temporary = temporary
    }

    /// What the rules are compiled against, as far as the job says: the named schema, else the fixtures' own.
    public var namedSchema: URL? {
      if let schema { return schema }
      guard case .fixtures(let folder, _) = source else { return nil }
      return folder.appendingPathComponent("schema.sql")
    }

    /// Where an attestation waits until it is published: of a sealed database only the digest is left.
    var pendingAttestation: URL { temporary.appendingPathComponent("attestation.json") }

    /// The compiled, reviewed, committed bundle.
    public var bundle: URL { rules.deletingLastPathComponent().appendingPathComponent("bundle", isDirectory: true) }
  }

  /// The job file's path, as it was given.
  public let path: String
  public let key: SecretSource?
  /// Globs of endpoints that are never written to.
  public let protected: [String]
  /// The program that is told of a failed run, and its arguments; empty where nobody is told.
  public let notify: [String]
  /// By name.
  public let applications: [Application]

  public init(
    path: String, key: SecretSource?, protected: [String], notify: [String] = [], applications: [Application]
  ) {
    self.path = path
    self.key = key
    self.protected = protected
    self.notify = notify
    self.applications = applications.sorted { $0.name < $1.name }
  }

  /// The application of that name.
  public func application(_ name: String) throws(JobError) -> Application {
    guard let found = applications.first(where: { $0.name == name }) else {
      throw .unknownApplication(name, known: applications.map(\.name))
    }
    return found
  }

  /// The named applications, or all; each once, in the order of their names.
  public func chosen(_ names: [String]) throws(JobError) -> [Application] {
    guard !names.isEmpty else { return applications }
    var chosen: [Application] = []
    for name in Set(names).sorted() { chosen.append(try application(name)) }
    return chosen
  }
}
