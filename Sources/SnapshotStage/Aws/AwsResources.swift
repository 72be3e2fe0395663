internal import Foundation

/// A cluster, or an instance that is none of a cluster's: what holds a database's volume.
public struct AwsDatabase: Sendable, Equatable {
  public let name: String
  let arn: String
  public let state: String
  let key: String?
  let isEncrypted: Bool
  let host: String?
  let port: Int
  let user: String
  /// As in `aurora-postgresql` or `postgres`.
  let engine: String
  /// Of a cluster.
  let instances: [String]
  let created: Date?
  let isPasswordPending: Bool
  /// In GiB, as far as AWS says.
  let size: Int
  public let tags: AwsTags

  init?(cluster: AwsJSON) {
    guard let name = cluster["DBClusterIdentifier"].text else { return nil }
    self.init(name: name, cluster, arn: "DBClusterArn", state: "Status", created: "ClusterCreateTime") {
      ($0["Endpoint"].text, $0["Port"].number)
    }
  }

  init?(instance: AwsJSON) {
    guard let name = instance["DBInstanceIdentifier"].text else { return nil }
    self.init(name: name, instance, arn: "DBInstanceArn", state: "DBInstanceStatus", created: "InstanceCreateTime") {
      ($0["Endpoint"]["Address"].text, $0["Endpoint"]["Port"].number)
    }
  }

  private init(
    name: String, _ json: AwsJSON, arn: String, state: String, created: String,
    endpoint: (AwsJSON) -> (String?, Int?)
  ) {
    self.name = name
    self.arn = json[arn].text ?? ""
    self.state = json[state].text ?? ""
    self.created = json[created].time
    let (host, port) = endpoint(json)
    self.host = host
    self.port = port ?? 5432
    key = json["KmsKeyId"].text
    isEncrypted = json["StorageEncrypted"].flag ?? false
    user = json["MasterUsername"].text ?? "postgres"
    engine = json["Engine"].text ?? ""
    instances = json["DBClusterMembers"].items.compactMap { $0["DBInstanceIdentifier"].text }
    let pending = json["PendingModifiedValues"]
    isPasswordPending = pending["MasterUserPassword"] != .null
    size = json["AllocatedStorage"].number ?? 0
    tags = AwsTags(json["TagList"])
  }
}

/// A manual or automated snapshot of either kind.
public struct AwsSnapshot: Sendable, Equatable {
  public let name: String
  let arn: String
  public let state: String
  let progress: Int?
  let key: String?
  let isEncrypted: Bool
  /// Nil while it is being made.
  let created: Date?
  let size: Int
  public let tags: AwsTags

  init?(_ json: AwsJSON) {
    guard let name = json["DBClusterSnapshotIdentifier"].text ?? json["DBSnapshotIdentifier"].text else { return nil }
    self.name = name
    arn = json["DBClusterSnapshotArn"].text ?? json["DBSnapshotArn"].text ?? ""
    state = json["Status"].text ?? ""
    progress = json["PercentProgress"].number
    key = json["KmsKeyId"].text
    isEncrypted = json["StorageEncrypted"].flag ?? json["Encrypted"].flag ?? false
    created = json["SnapshotCreateTime"].time
    size = json["AllocatedStorage"].number ?? 0
    tags = AwsTags(json["TagList"])
  }
}

/// The tags of a resource: what it says of itself.
public struct AwsTags: Sendable, Equatable {
  /// The keys of ours; all begin alike.
  enum Key: String, CaseIterable {
    case owner, application, kind, name, key, source, run, stage, bundle, created, lease, expires, state, attestation
    case seconds, size
    case sourceTime = "source-time"

    var full: String { "understudy:\(rawValue)" }
  }

  /// What a resource of ours is.
  enum Kind: String {
    case temporary, instance, snapshot
    /// The production snapshot under the lower key, from which RDS copies incrementally.
    case base
    /// A masked snapshot under the source's key, of which the published one is a copy.
    case intermediate
  }

  static let owner = "understudy"
  let values: [String: String]

  init(_ list: AwsJSON) {
    let pairs = list.items.compactMap { tag in tag["Key"].text.map { ($0, tag["Value"].text ?? "") } }
    values = Dictionary(pairs) { first, _ in first }
  }

  subscript(_ key: Key) -> String? { values[key.full] }

  func time(_ key: Key) -> Date? { self[key].flatMap(AwsTime.date) }

  /// Whether a resource of this name is provably ours. A database that was restored without tags of its own carries its
  /// source's: therefore it has to find its own name among them.
  func prove(_ kind: Kind, named name: String, of application: String) -> Bool {
    self[.owner] == Self.owner && self[.kind] == kind.rawValue && self[.application] == application
      && self[.name] == name
  }

  /// Of ours as the calls take them; characters that tags cannot hold become hyphens.
  static func make(_ values: [Key: String?]) -> [String: String] {
    var result: [String: String] = [:]
    for (key, value) in values {
      guard let value else { continue }
      let plain = value.unicodeScalars.map { scalar -> Character in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || " _.:/=+-@".unicodeScalars.contains(scalar)
          ? Character(scalar) : "-"
      }
      result[key.full] = String(plain.prefix(256))
    }
    return result
  }
}
