import Foundation

@testable import SnapshotStage

/// What the fake AWS answers, and what it does. Codes are spelled as AWS spells them, with and without `Fault`.
enum FakeAnswers {
  struct Code: Error, RawRepresentable {
    let rawValue: String
    init(rawValue: String) { self.rawValue = rawValue }
    init(_ code: String) { rawValue = code }
  }

  typealias World = FakeAws.World
  typealias Answer = Result<AwsJSON, Code>

  static func answer(_ operation: String, _ given: [String: AwsJSON], _ world: inout World) -> Answer {
    switch operation {
    case "get-caller-identity": .success(["Account": .text(world.account)])
    case "describe-key":
      .success([
        "KeyMetadata": [
          "Arn": .text(FakeAws.lowerKey), "KeyManager": .text(world.keyManager), "KeyState": .text(world.keyState),
        ]
      ])
    case "describe-db-subnet-groups":
      given["DBSubnetGroupName"]?.text == "lower" ? .success([:]) : .failure(Code("DBSubnetGroupNotFoundFault"))
    case "describe-account-attributes":
      .success([
        "AccountQuotas": [
          ["AccountQuotaName": "DBClusters", "Used": .number(Double(world.quotaUsed)), "Max": 40],
          ["AccountQuotaName": "ManualSnapshots", "Used": .number(Double(world.quotaUsed)), "Max": 100],
        ]
      ])
    case "describe-db-clusters":
      .success(["DBClusters": .list(sorted(world.volumes).filter(\.isCluster).map { cluster($0) })])
    case "describe-db-instances":
      .success(["DBInstances": .list(sorted(world.volumes).filter { !$0.isCluster }.map { instance($0) })])
    case "describe-db-cluster-snapshots", "describe-db-snapshots": describeSnapshots(operation, given, world)
    case "describe-db-cluster-snapshot-attributes": sharing(given, "DBClusterSnapshot", world)
    case "describe-db-snapshot-attributes": sharing(given, "DBSnapshot", world)
    case "restore-db-cluster-to-point-in-time": restore(given, "SourceDBClusterIdentifier", &world)
    case "restore-db-cluster-from-snapshot": restore(given, "SnapshotIdentifier", &world)
    case "restore-db-instance-from-db-snapshot": restore(given, "DBSnapshotIdentifier", &world)
    case "restore-db-instance-to-point-in-time": restore(given, "SourceDBInstanceIdentifier", &world)
    case "create-db-instance": createMember(given, &world)
    case "modify-db-cluster", "modify-db-instance": modify(given, &world)
    case "start-db-instance": turn(given, from: "stopped", by: "starting", to: "available", &world)
    case "stop-db-instance": turn(given, from: "available", by: "stopping", to: "stopped", &world)
    case "delete-db-instance", "delete-db-cluster": delete(given, &world)
    case "create-db-cluster-snapshot", "create-db-snapshot": createSnapshot(given, &world)
    case "copy-db-cluster-snapshot", "copy-db-snapshot": copySnapshot(given, &world)
    case "delete-db-cluster-snapshot", "delete-db-snapshot": deleteSnapshot(given, &world)
    case "modify-db-cluster-snapshot-attribute", "modify-db-snapshot-attribute": share(given, &world)
    case "add-tags-to-resource": tag(given, &world)
    default: .failure(Code("InvalidAction"))
    }
  }

  // MARK: Shapes

  private static func sorted(_ volumes: [String: FakeAws.Volume]) -> [FakeAws.Volume] {
    volumes.values.sorted { $0.name < $1.name }
  }

  private static func arn(_ kind: String, _ name: String) -> String {
    "arn:aws:rds:\(FakeAws.region):\(FakeAws.account):\(kind):\(name)"
  }

  private static func tags(_ tags: [String: String]) -> AwsJSON {
    .list(tags.sorted { $0.key < $1.key }.map { ["Key": .text($0.key), "Value": .text($0.value)] })
  }

  private static func tags(_ given: AwsJSON?) -> [String: String] { AwsTags(given ?? .null).values }

  private static func cluster(_ volume: FakeAws.Volume) -> AwsJSON {
    [
      "DBClusterIdentifier": .text(volume.name), "DBClusterArn": .text(arn("cluster", volume.name)),
      "Status": .text(volume.state), "KmsKeyId": .text(volume.key), "StorageEncrypted": .flag(volume.isEncrypted),
      "Endpoint": .text("\(volume.name).cluster-x.\(FakeAws.region).rds.amazonaws.com"), "Port": 5432,
      "MasterUsername": "master", "Engine": .text(volume.engine), "AllocatedStorage": 1,
      "ClusterCreateTime": .text(AwsTime.text(volume.created)), "TagList": tags(volume.tags),
      "DBClusterMembers": .list(volume.members.map { ["DBInstanceIdentifier": .text($0)] }),
    ]
  }

  private static func instance(_ volume: FakeAws.Volume) -> AwsJSON {
    [
      "DBInstanceIdentifier": .text(volume.name), "DBInstanceArn": .text(arn("db", volume.name)),
      "DBInstanceStatus": .text(volume.state), "KmsKeyId": .text(volume.key),
      "StorageEncrypted": .flag(volume.isEncrypted),
      "Endpoint": volume.state == "creating"
        ? .null : ["Address": .text("\(volume.name).x.\(FakeAws.region).rds.amazonaws.com"), "Port": 5432],
      "MasterUsername": "master", "Engine": .text(volume.engine), "AllocatedStorage": 100,
      "InstanceCreateTime": .text(AwsTime.text(volume.created)), "TagList": tags(volume.tags),
      "DBClusterIdentifier": volume.cluster.map(AwsJSON.text) ?? .null,
    ]
  }

  private static func describeSnapshots(_ operation: String, _ given: [String: AwsJSON], _ world: World) -> Answer {
    let isCluster = operation.contains("cluster")
    let of = given["DBClusterIdentifier"]?.text ?? given["DBInstanceIdentifier"]?.text
    let shown = world.snapshots.values.sorted { $0.name < $1.name }.filter { snapshot in
      (of == nil || snapshot.of == of) && (given["SnapshotType"] == nil || !snapshot.name.hasPrefix("rds:"))
    }
    let prefix = isCluster ? "DBClusterSnapshot" : "DBSnapshot"
    return .success([
      "\(prefix)s": .list(
        shown.map { snapshot in
          let share =
            world.now.timeIntervalSince(snapshot.began) / max(1, snapshot.due.timeIntervalSince(snapshot.began))
          return [
            "\(prefix)Identifier": .text(snapshot.name), "\(prefix)Arn": .text(arn("snapshot", snapshot.name)),
            "Status": .text(snapshot.state), "PercentProgress": .number(Double(min(100, Int(share * 100)))),
            "KmsKeyId": .text(snapshot.key),
            isCluster ? "StorageEncrypted" : "Encrypted": .flag(snapshot.isEncrypted),
            "SnapshotCreateTime": snapshot.isAvailable ? .text(AwsTime.text(snapshot.created)) : .null,
            "AllocatedStorage": .number(Double(snapshot.size)), "TagList": tags(snapshot.tags),
          ]
        })
    ])
  }

  private static func sharing(_ given: [String: AwsJSON], _ prefix: String, _ world: World) -> Answer {
    guard let snapshot = world.snapshots[given["\(prefix)Identifier"]?.text ?? ""] else {
      return .failure(Code("\(prefix)NotFoundFault"))
    }
    return .success([
      "\(prefix)AttributesResult": [
        "\(prefix)Attributes": [
          ["AttributeName": "restore", "AttributeValues": .list(snapshot.accounts.map(AwsJSON.text))]
        ]
      ]
    ])
  }

  // MARK: Volumes

  private static func restore(_ given: [String: AwsJSON], _ source: String, _ world: inout World) -> Answer {
    let isCluster = given["DBClusterIdentifier"] != nil
    let name = (given["DBClusterIdentifier"] ?? given["TargetDBInstanceIdentifier"] ?? given["DBInstanceIdentifier"])?
      .text
    guard let name else { return .failure(Code("InvalidParameterValue")) }
    guard world.volumes[name] == nil else {
      return .failure(Code(isCluster ? "DBClusterAlreadyExistsFault" : "DBInstanceAlreadyExists"))
    }
    guard given["DBSubnetGroupName"] != nil, given["VpcSecurityGroupIds"] != nil else {
      return .failure(Code("InvalidParameterCombination"))
    }
    let from = given[source]?.text ?? ""
    guard let key = world.volumes[from]?.key ?? world.snapshots[from]?.key else {
      return .failure(Code("DBClusterNotFoundFault"))
    }
    let asked = world.ignoresKey ? nil : given["KmsKeyId"]?.text
    let volume = FakeAws.Volume(
      name: name, isCluster: isCluster, key: asked ?? key, engine: isCluster ? "aurora-postgresql" : "postgres",
      created: world.now, tags: tags(given["Tags"]), due: world.now + 60 * (world.minutes["restore"] ?? 1),
      next: world.endings.removeValue(forKey: "restore") ?? "available", masked: world.snapshots[from]?.masked)
    world.volumes[name] = volume
    return .success([isCluster ? "DBCluster" : "DBInstance": isCluster ? cluster(volume) : instance(volume)])
  }

  private static func createMember(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    guard let name = given["DBInstanceIdentifier"]?.text, let cluster = given["DBClusterIdentifier"]?.text,
      let volume = world.volumes[cluster]
    else { return .failure(Code("DBClusterNotFoundFault")) }
    guard world.volumes[name] == nil else { return .failure(Code("DBInstanceAlreadyExists")) }
    guard volume.state == "available" else { return .failure(Code("InvalidDBClusterStateFault")) }
    world.volumes[name] = FakeAws.Volume(
      name: name, isCluster: false, key: volume.key, engine: volume.engine, created: world.now,
      tags: tags(given["Tags"]), due: world.now + 60 * (world.minutes["instance"] ?? 1),
      next: world.endings.removeValue(forKey: "instance") ?? "available", cluster: cluster)
    world.volumes[cluster]?.members.append(name)
    return .success([:])
  }

  private static func modify(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    let name = (given["DBClusterIdentifier"] ?? given["DBInstanceIdentifier"])?.text ?? ""
    guard let volume = world.volumes[name] else { return .failure(Code("DBClusterNotFoundFault")) }
    guard volume.state == "available" else { return .failure(Code("InvalidDBInstanceState")) }
    guard let password = given["MasterUserPassword"]?.text, password.count >= 30 else {
      return .failure(Code("InvalidParameterValue"))
    }
    world.volumes[name]?.state = "resetting-master-credentials"
    world.volumes[name]?.next = "available"
    world.volumes[name]?.due = world.now + 60 * (world.minutes["password"] ?? 1)
    world.volumes[name]?.hasPassword = true
    return .success([:])
  }

  private static func turn(
    _ given: [String: AwsJSON], from: String, by: String, to: String, _ world: inout World
  ) -> Answer {
    let name = given["DBInstanceIdentifier"]?.text ?? ""
    guard let volume = world.volumes[name] else { return .failure(Code("DBInstanceNotFound")) }
    guard volume.state == from else { return .failure(Code("InvalidDBInstanceState")) }
    world.volumes[name]?.state = by
    world.volumes[name]?.next = to
    world.volumes[name]?.due = world.now + 60
    return .success([:])
  }

  private static func delete(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    guard given["SkipFinalSnapshot"] == true else { return .failure(Code("InvalidParameterCombination")) }
    let name = (given["DBClusterIdentifier"] ?? given["DBInstanceIdentifier"])?.text ?? ""
    guard let volume = world.volumes[name] else {
      return .failure(Code(volume(given) ? "DBClusterNotFoundFault" : "DBInstanceNotFound"))
    }
    let hasLivingMember = volume.members.contains { world.volumes[$0].map { $0.state != "deleting" } ?? false }
    let isSettled = !["creating", "resetting-master-credentials", "starting", "stopping"].contains(volume.state)
    guard !hasLivingMember, isSettled || volume.cluster != nil, volume.state != "deleting" else {
      return .failure(Code(volume.isCluster ? "InvalidDBClusterStateFault" : "InvalidDBInstanceState"))
    }
    world.volumes[name]?.state = "deleting"
    world.volumes[name]?.next = "gone"
    world.volumes[name]?.due = world.now + 60 * (world.minutes["delete"] ?? 1)
    return .success([:])
  }

  private static func volume(_ given: [String: AwsJSON]) -> Bool { given["DBClusterIdentifier"] != nil }

  // MARK: Snapshots

  private static func createSnapshot(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    let name = (given["DBClusterSnapshotIdentifier"] ?? given["DBSnapshotIdentifier"])?.text ?? ""
    let from = (given["DBClusterIdentifier"] ?? given["DBInstanceIdentifier"])?.text ?? ""
    guard world.snapshots[name] == nil else {
      return .failure(Code(volume(given) ? "DBClusterSnapshotAlreadyExistsFault" : "DBSnapshotAlreadyExists"))
    }
    guard let volume = world.volumes[from] else { return .failure(Code("DBClusterNotFoundFault")) }
    guard volume.state == "available" else { return .failure(Code("InvalidDBClusterStateFault")) }
    add(name, of: from, key: volume.key, tags(given["Tags"]), masked: volume.masked, minutes: "snapshot", &world)
    return .success([:])
  }

  private static func copySnapshot(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    let source = (given["SourceDBClusterSnapshotIdentifier"] ?? given["SourceDBSnapshotIdentifier"])?.text ?? ""
    let name = (given["TargetDBClusterSnapshotIdentifier"] ?? given["TargetDBSnapshotIdentifier"])?.text ?? ""
    let from =
      source.split(separator: ":").count > 5
      ? String(source.split(separator: ":").dropFirst(6).joined(separator: ":")) : source
    guard world.snapshots[name] == nil else { return .failure(Code("DBSnapshotAlreadyExists")) }
    guard let snapshot = world.snapshots[from] else { return .failure(Code("DBSnapshotNotFound")) }
    add(
      name, of: snapshot.of, key: given["KmsKeyId"]?.text ?? snapshot.key, tags(given["Tags"]), masked: snapshot.masked,
      minutes: "copy", &world)
    world.snapshots[name]?.state = world.endings.removeValue(forKey: "copy") == nil ? "copying" : "failing"
    return .success([:])
  }

  private static func add(
    _ name: String, of: String, key: String, _ tags: [String: String], masked: String?, minutes: String,
    _ world: inout World
  ) {
    world.snapshots[name] = FakeAws.Snapshot(
      name: name, of: of, key: key, created: world.now, tags: tags,
      state: world.endings.removeValue(forKey: minutes) == nil ? "creating" : "failing",
      due: world.now + 60 * (world.minutes[minutes] ?? 1), began: world.now, masked: masked)
  }

  private static func deleteSnapshot(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    let name = (given["DBClusterSnapshotIdentifier"] ?? given["DBSnapshotIdentifier"])?.text ?? ""
    guard world.snapshots.removeValue(forKey: name) != nil else { return .failure(Code("DBSnapshotNotFound")) }
    return .success([:])
  }

  private static func share(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    let name = (given["DBClusterSnapshotIdentifier"] ?? given["DBSnapshotIdentifier"])?.text ?? ""
    guard let snapshot = world.snapshots[name] else { return .failure(Code("DBSnapshotNotFound")) }
    guard snapshot.isAvailable else { return .failure(Code("InvalidDBSnapshotState")) }
    let adding = given["ValuesToAdd"]?.items.compactMap(\.text) ?? []
    let removing = given["ValuesToRemove"]?.items.compactMap(\.text) ?? []
    world.snapshots[name]?.accounts = Set(snapshot.accounts).union(adding).subtracting(removing).sorted()
    return .success([:])
  }

  private static func tag(_ given: [String: AwsJSON], _ world: inout World) -> Answer {
    let arn = given["ResourceName"]?.text ?? ""
    let parts = arn.split(separator: ":", maxSplits: 6).map(String.init)
    guard parts.count == 7 else { return .failure(Code("InvalidParameterValue")) }
    let new = tags(given["Tags"])
    if parts[5] == "snapshot" {
      guard world.snapshots[parts[6]] != nil else { return .failure(Code("DBSnapshotNotFound")) }
      world.snapshots[parts[6]]?.tags.merge(new) { $1 }
    } else {
      guard world.volumes[parts[6]] != nil else { return .failure(Code("DBClusterNotFoundFault")) }
      world.volumes[parts[6]]?.tags.merge(new) { $1 }
    }
    return .success([:])
  }
}
