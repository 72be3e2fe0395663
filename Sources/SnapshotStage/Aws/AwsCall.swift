/// One call of the `aws` command, as a value.
///
/// Parameters go in as JSON through standard input: a file of mode 0600 that has no name any more, so that nothing is left of a
/// password however this program ends. The argument list never holds more than the call's name.
public struct AwsCall: Sendable, Equatable {
  public let service: String
  /// As the command spells it, with hyphens.
  public let operation: String
  /// By the names of the service's own model; those that are null are left out.
  public let parameters: [String: AwsJSON]
  /// Whether it changes anything.
  public let isChange: Bool
  /// Whether a password is among the parameters: then nothing of the answer is ever shown.
  public let holdsSecret: Bool

  init(
    _ service: String, _ operation: String, _ parameters: [String: AwsJSON?] = [:], isChange: Bool = false,
    holdsSecret: Bool = false
  ) {
    self.service = service
    self.operation = operation
    self.parameters = parameters.compactMapValues { $0 == .null ? nil : $0 }
    self.isChange = isChange
    self.holdsSecret = holdsSecret
  }

  /// What follows the program's name and its options.
  public var arguments: [String] { [service, operation, "--cli-input-json", "file:///dev/stdin"] }
}

/// Every call that is ever made.
///
/// Shapes: the models `rds` 2014-10-31, `kms` 2014-11-01 and `sts` 2011-06-15; a test checks each call against them.
public struct AwsCalls: Sendable {
  let settings: AwsSettings

  public init(_ settings: AwsSettings) { self.settings = settings }

  private var isAurora: Bool { settings.engine == .aurora }
  /// `DBCluster` or `DB`, in the names of snapshot parameters.
  private var kind: String { isAurora ? "DBCluster" : "DB" }

  private func change(_ operation: String, _ parameters: [String: AwsJSON?], holdsSecret: Bool = false) -> AwsCall {
    AwsCall("rds", operation, parameters, isChange: true, holdsSecret: holdsSecret)
  }

  // MARK: Looking

  public var identity: AwsCall { AwsCall("sts", "get-caller-identity") }
  public var describeKey: AwsCall { AwsCall("kms", "describe-key", ["KeyId": .text(settings.key)]) }
  public var describeQuotas: AwsCall { AwsCall("rds", "describe-account-attributes") }
  public var describeSubnetGroup: AwsCall {
    AwsCall("rds", "describe-db-subnet-groups", ["DBSubnetGroupName": .text(settings.subnetGroup)])
  }
  /// All of the region: the source, what is ours, and what has taken our names.
  public var describeClusters: AwsCall { AwsCall("rds", "describe-db-clusters") }
  public var describeInstances: AwsCall { AwsCall("rds", "describe-db-instances") }

  /// All manual ones: ours, and copies in flight.
  public var describeSnapshots: AwsCall {
    AwsCall(
      "rds", isAurora ? "describe-db-cluster-snapshots" : "describe-db-snapshots", ["SnapshotType": "manual"])
  }

  /// Those of the source, automated ones too.
  public var describeSourceSnapshots: AwsCall {
    AwsCall(
      "rds", isAurora ? "describe-db-cluster-snapshots" : "describe-db-snapshots",
      [isAurora ? "DBClusterIdentifier" : "DBInstanceIdentifier": .text(settings.source)])
  }

  public func describeSharing(_ snapshot: String) -> AwsCall {
    AwsCall(
      "rds", isAurora ? "describe-db-cluster-snapshot-attributes" : "describe-db-snapshot-attributes",
      ["\(kind)SnapshotIdentifier": .text(snapshot)])
  }

  // MARK: The copy

  private func tags(_ tags: [String: String]) -> AwsJSON {
    .list(tags.sorted { $0.key < $1.key }.map { ["Key": .text($0.key), "Value": .text($0.value)] })
  }

  private var securityGroups: AwsJSON { .list(settings.securityGroups.map(AwsJSON.text)) }

  private var capacity: AwsJSON? {
    settings.capacity.map {
      ["MinCapacity": .number(Double($0.lowerBound)), "MaxCapacity": .number(Double($0.upperBound))]
    }
  }

  /// Aurora: a clone, or a whole copy of the volume as it was at a time.
  func restoreCluster(_ name: String, key: String?, tags: [String: String]) -> AwsCall {
    var parameters = cluster(name, key: key, tags: tags)
    parameters["SourceDBClusterIdentifier"] = .text(settings.source)
    if case .time(let time) = settings.restore {
      parameters["RestoreType"] = "full-copy"
      parameters["RestoreToTime"] = .text(AwsTime.text(time))
    } else {
      parameters["RestoreType"] = "copy-on-write"
      parameters["UseLatestRestorableTime"] = true
    }
    return change("restore-db-cluster-to-point-in-time", parameters)
  }

  /// Aurora: from a snapshot.
  func restoreCluster(_ name: String, from snapshot: String, key: String?, tags: [String: String]) -> AwsCall {
    var parameters = cluster(name, key: key, tags: tags)
    parameters["SnapshotIdentifier"] = .text(snapshot)
    parameters["Engine"] = "aurora-postgresql"
    return change("restore-db-cluster-from-snapshot", parameters)
  }

  private func cluster(_ name: String, key: String?, tags: [String: String]) -> [String: AwsJSON?] {
    [
      "DBClusterIdentifier": .text(name), "KmsKeyId": key.map(AwsJSON.text),
      "DBSubnetGroupName": .text(settings.subnetGroup), "VpcSecurityGroupIds": securityGroups,
      "DBClusterParameterGroupName": settings.clusterParameterGroup.map(AwsJSON.text),
      "ServerlessV2ScalingConfiguration": capacity, "CopyTagsToSnapshot": false, "DeletionProtection": false,
      "Tags": self.tags(tags),
    ]
  }

  /// Aurora: the instance without which nobody connects.
  func createInstance(_ name: String, in cluster: String, tags: [String: String]) -> AwsCall {
    change(
      "create-db-instance",
      [
        "DBInstanceIdentifier": .text(name), "DBClusterIdentifier": .text(cluster), "Engine": "aurora-postgresql",
        "DBInstanceClass": .text(settings.instanceClass), "PubliclyAccessible": false,
        "DBParameterGroupName": settings.parameterGroup.map(AwsJSON.text), "AutoMinorVersionUpgrade": false,
        "Tags": self.tags(tags),
      ])
  }

  /// RDS: an instance from a snapshot; it keeps the snapshot's key.
  func restoreInstance(_ name: String, from snapshot: String, tags: [String: String]) -> AwsCall {
    var parameters = instance(tags)
    parameters["DBInstanceIdentifier"] = .text(name)
    parameters["DBSnapshotIdentifier"] = .text(snapshot)
    return change("restore-db-instance-from-db-snapshot", parameters)
  }

  /// RDS: an instance as the source was at a time.
  func restoreInstance(_ name: String, at time: AwsSettings.Restore, tags: [String: String]) -> AwsCall {
    var parameters = instance(tags)
    parameters["TargetDBInstanceIdentifier"] = .text(name)
    parameters["SourceDBInstanceIdentifier"] = .text(settings.source)
    if case .time(let time) = time {
      parameters["RestoreTime"] = .text(AwsTime.text(time))
    } else {
      parameters["UseLatestRestorableTime"] = true
    }
    return change("restore-db-instance-to-point-in-time", parameters)
  }

  private func instance(_ tags: [String: String]) -> [String: AwsJSON?] {
    [
      "DBInstanceClass": .text(settings.instanceClass), "DBSubnetGroupName": .text(settings.subnetGroup),
      "VpcSecurityGroupIds": securityGroups, "DBParameterGroupName": settings.parameterGroup.map(AwsJSON.text),
      "PubliclyAccessible": false, "MultiAZ": false, "CopyTagsToSnapshot": false, "DeletionProtection": false,
      "AutoMinorVersionUpgrade": false, "Tags": self.tags(tags),
    ]
  }

  func setPassword(_ name: String, _ password: String) -> AwsCall {
    change(
      isAurora ? "modify-db-cluster" : "modify-db-instance",
      [
        isAurora ? "DBClusterIdentifier" : "DBInstanceIdentifier": .text(name), "MasterUserPassword": .text(password),
        "ApplyImmediately": true,
      ], holdsSecret: true)
  }

  func startInstance(_ name: String) -> AwsCall {
    change("start-db-instance", ["DBInstanceIdentifier": .text(name)])
  }

  func stopInstance(_ name: String) -> AwsCall {
    change("stop-db-instance", ["DBInstanceIdentifier": .text(name)])
  }

  /// An instance of a cluster holds no data, and takes no such options.
  func deleteInstance(_ name: String) -> AwsCall {
    var parameters: [String: AwsJSON?] = ["DBInstanceIdentifier": .text(name), "SkipFinalSnapshot": true]
    if !isAurora { parameters["DeleteAutomatedBackups"] = true }
    return change("delete-db-instance", parameters)
  }

  func deleteCluster(_ name: String) -> AwsCall {
    change(
      "delete-db-cluster",
      ["DBClusterIdentifier": .text(name), "SkipFinalSnapshot": true, "DeleteAutomatedBackups": true])
  }

  // MARK: Snapshots

  func createSnapshot(_ name: String, of database: String, tags: [String: String]) -> AwsCall {
    change(
      isAurora ? "create-db-cluster-snapshot" : "create-db-snapshot",
      [
        "\(kind)SnapshotIdentifier": .text(name),
        isAurora ? "DBClusterIdentifier" : "DBInstanceIdentifier": .text(database), "Tags": self.tags(tags),
      ])
  }

  func copySnapshot(_ source: String, to name: String, key: String, tags: [String: String]) -> AwsCall {
    change(
      isAurora ? "copy-db-cluster-snapshot" : "copy-db-snapshot",
      [
        "Source\(kind)SnapshotIdentifier": .text(source), "Target\(kind)SnapshotIdentifier": .text(name),
        "KmsKeyId": .text(key), "CopyTags": false, "Tags": self.tags(tags),
      ])
  }

  func share(_ snapshot: String, adding: [String], removing: [String]) -> AwsCall {
    change(
      isAurora ? "modify-db-cluster-snapshot-attribute" : "modify-db-snapshot-attribute",
      [
        "\(kind)SnapshotIdentifier": .text(snapshot), "AttributeName": "restore",
        "ValuesToAdd": adding.isEmpty ? nil : .list(adding.map(AwsJSON.text)),
        "ValuesToRemove": removing.isEmpty ? nil : .list(removing.map(AwsJSON.text)),
      ])
  }

  func deleteSnapshot(_ name: String) -> AwsCall {
    change(
      isAurora ? "delete-db-cluster-snapshot" : "delete-db-snapshot", ["\(kind)SnapshotIdentifier": .text(name)])
  }

  func tag(_ arn: String, _ tags: [String: String]) -> AwsCall {
    change("add-tags-to-resource", ["ResourceName": .text(arn), "Tags": self.tags(tags)])
  }
}
