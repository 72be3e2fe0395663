public import Foundation

/// What the job file says about an application's temporary database and snapshots on RDS or Aurora.
public struct AwsSettings: Sendable, Equatable {
  /// Which family of calls, names and states.
  public enum Engine: String, Sendable {
    /// A cluster of Aurora PostgreSQL, with one instance to connect to.
    case aurora
    /// A single instance of RDS for PostgreSQL.
    case rds
  }

  /// How the copy comes about.
  public enum Restore: Sendable, Equatable {
    /// Aurora: a copy-on-write clone. RDS: the newest snapshot of the source.
    case latest
    /// The source as it was at a time.
    case time(Date)
    /// A snapshot by its name.
    case snapshot(String)
  }

  /// When the copy gets the lower environments' key.
  public enum Rekey: String, Sendable, CaseIterable {
    /// When it is born; the last snapshot inherits it.
    case atRestore = "at-restore"
    /// By a copy of the masked snapshot: unmasked data never lies under the lower key, and every copy is a full one.
    case copyAfterMask = "copy-after-mask"
  }

  /// Another way to the endpoint, whose name still is what the certificate has to say.
  public struct Tunnel: Sendable, Equatable {
    public let host: String
    public let port: Int

    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  public let application: String
  public let engine: Engine
  /// The `aws` command; nil: looked for in the usual places.
  public var command: String?
  public let region: String
  /// The twelve digits of the account that all of this may happen in; any other is refused.
  public let account: String
  /// Where the services are, if not where the region says.
  public var endpointURL: String?

  /// The source's identifier: a cluster or an instance.
  public let source: String
  public var restore = Restore.latest
  /// The database that is masked; no other one may be in the copy.
  public let database: String
  public let instanceClass: String
  /// Of a serverless instance: the least and most ACUs. At 0 it would pause.
  public var capacity: ClosedRange<Int>?
  public let subnetGroup: String
  public let securityGroups: [String]
  public var clusterParameterGroup: String?
  public var parameterGroup: String?
  /// The file with the certificates of RDS.
  public let certificates: URL
  public var tunnel: Tunnel?

  /// The lower environments' key: an alias, an id or an ARN.
  public let key: String
  public var rekey = Rekey.atRestore
  /// Accounts that may restore the snapshot.
  public var shareWith: [String] = []
  /// How many published snapshots stay.
  public var keep = 3

  public init(
    application: String, engine: Engine, region: String, account: String, source: String, database: String,
    instanceClass: String, subnetGroup: String, securityGroups: [String], certificates: URL, key: String
  ) {
    self.application = application
    self.engine = engine
    self.region = region
    self.account = account
    self.source = source
    self.database = database
    self.instanceClass = instanceClass
    self.subnetGroup = subnetGroup
    self.securityGroups = securityGroups
    self.certificates = certificates
    self.key = key
  }
}
