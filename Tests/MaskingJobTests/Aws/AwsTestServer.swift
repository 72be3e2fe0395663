import ExternalPrograms
import Foundation
import TestServers

@testable import SnapshotStage

/// The only way from a test to the real `aws` command, and the guards that keep it on this machine.
///
/// No credentials of a person are seen: made-up keys, no configuration files, no metadata service; a region in which every
/// version of the command obeys the endpoint; an endpoint on loopback. And the run itself refuses every account but moto's.
struct AwsTestGuard: Sendable {
  static let account = "123456789012"
  static let region = "us-west-2"
  static let command = StorefrontJob.repository.appending(path: "build/tools/bin/aws").path()

  /// What the command sees, in place of everything of this process's that begins with `AWS_`.
  static let environment = [
    "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1",
  ]

  struct Refused: Error, Equatable { let why: String }

  /// - Throws: `Refused` for settings that may lead away from this machine.
  static func command(_ settings: AwsSettings, clock: AwsClock) throws -> AwsCommand {
    guard settings.region == region else { throw Refused(why: "the region \(settings.region)") }
    guard settings.account == account else { throw Refused(why: "the account \(settings.account)") }
    guard let url = settings.endpointURL.flatMap(URL.init(string:)), url.scheme == "http", url.host() == "127.0.0.1"
    else { throw Refused(why: "the endpoint \(settings.endpointURL ?? "of AWS")") }
    var settings = settings
    settings.command = command
    return try AwsCommand(settings, programs: ProgramFinder(), environment: environment, clock: clock)
  }
}

/// moto behind a proxy of ours, as a process that ends with this value.
final class AwsTestServer: Sendable {
  let endpoint: String
  let folder: TemporaryFolder
  private let process: Process
  private let input: Pipe

  init() async throws {
    folder = try TemporaryFolder()
    process = Process()
    process.executableURL = StorefrontJob.repository.appending(path: "build/tools/bin/python3")
    process.arguments = [
      StorefrontJob.repository.appending(path: "Tests/AwsServer/server.py").path(), folder.path + "/state.json",
    ]
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") }
      .merging(AwsTestGuard.environment) { $1 }
    input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try Data("{}".utf8).write(to: folder.url.appending(path: "state.json"))
    try process.run()
    let line = await Task.detached { output.fileHandleForReading.availableData }.value
    guard let port = Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw AwsTestGuard.Refused(why: "the server of AWS did not start")
    }
    endpoint = "http://127.0.0.1:\(port)"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What the proxy does from now on.
  func behave(_ state: String) throws {
    try Data(state.utf8).write(to: folder.url.appending(path: "state.json"), options: .atomic)
  }

  /// The operations that were asked for, in order.
  var asked: [String] {
    let text = try? String(contentsOf: folder.url.appending(path: "state.json.log"), encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }

  /// Makes a key, an encrypted production cluster and an instance with a snapshot, and the subnet group, and tells the key.
  func furnish() async throws -> String {
    let script = """
      import boto3
      session = boto3.Session(region_name="us-west-2")
      client = lambda name: session.client(name, endpoint_url="\(endpoint)")
      rds, kms, ec2 = client("rds"), client("kms"), client("ec2")
      keys = [kms.create_key()["KeyMetadata"]["Arn"] for _ in range(2)]
      vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
      subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24")["Subnet"]["SubnetId"] for n in range(2)]
      rds.create_db_subnet_group(DBSubnetGroupName="lower", DBSubnetGroupDescription="lower", SubnetIds=subnets)
      production = dict(MasterUsername="master", MasterUserPassword="not-a-secret", StorageEncrypted=True, KmsKeyId=keys[0],
        Tags=[{"Key": "team", "Value": "shop"}])
      rds.create_db_cluster(DBClusterIdentifier="prod-shop", Engine="aurora-postgresql", **production)
      rds.create_db_instance(DBInstanceIdentifier="prod-billing", Engine="postgres", DBInstanceClass="db.r6g.large",
        AllocatedStorage=20, DBSubnetGroupName="lower", **production)
      rds.create_db_snapshot(DBSnapshotIdentifier="prod-billing-nightly", DBInstanceIdentifier="prod-billing")
      print(keys[1])
      """
    let program = StorefrontJob.repository.appending(path: "build/tools/bin/python3").path()
    return try await ProgramCommand(program, ["-c", script], environment: AwsTestGuard.environment, messages: .shown)
      .output().trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
