import BundleFormat
import ExternalPrograms
import FixtureValidation
import Foundation
import PostgresClient
import TestServers
import Testing

@testable import MaskingJob
@testable import SnapshotStage

/// The real `aws` command, a proxy that drops, throttles and delays, and moto.
@Suite struct AwsRealCommandTests {
  private static let accounts = ["111122223333", "210987654321"]

  private func settings(
    endpoint: String, key: String, region: String = AwsTestGuard.region, engine: AwsSettings.Engine = .aurora
  ) -> AwsSettings {
    var settings = AwsSettings(
      application: "shop", engine: engine, region: region, account: AwsTestGuard.account,
      source: engine == .aurora ? "prod-shop" : "prod-billing",
      database: "shop", instanceClass: "db.r6g.large", subnetGroup: "lower", securityGroups: ["sg-1"],
      certificates: URL(fileURLWithPath: "/dev/null"), key: key)
    settings.endpointURL = endpoint
    settings.shareWith = Self.accounts
    return settings
  }

  /// Pauses are short: moto is done at once, and the proxy counts looks.
  private static let clock = AwsClock(
    now: { Date() }, sleep: { _ in try await Task.sleep(for: .milliseconds(20)) }, jitter: { 0.5 })

  private static func world(_ settings: AwsSettings) throws -> AwsWorld {
    AwsWorld(
      settings: settings, calls: AwsCalls(settings), command: try AwsTestGuard.command(settings, clock: clock),
      clock: clock, deadline: nil, show: { _ in })
  }

  @Test func noTestReachesARealAccount() throws {
    func refused(_ change: (inout AwsSettings) -> Void, region: String = AwsTestGuard.region) -> Bool {
      var settings = settings(endpoint: "http://127.0.0.1:1", key: "k", region: region)
      change(&settings)
      return (try? AwsTestGuard.command(settings, clock: .system)) == nil
    }
    #expect(!refused { _ in })
    #expect(refused { $0.endpointURL = nil })
    #expect(refused { $0.endpointURL = "https://rds.us-west-2.amazonaws.com" })
    #expect(refused { $0.endpointURL = "http://127.0.0.1.example.com" })
    #expect(refused({ _ in }, region: "us-east-1"))
    #expect(AwsTestGuard.environment["AWS_CONFIG_FILE"] == "/dev/null")
    #expect(AwsTestGuard.environment["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null")
    // Nothing else in the tests starts the command: this folder's guard is the only way.
    let tests = StorefrontJob.repository.appending(path: "Tests")
    let files = FileManager.default.enumerator(atPath: tests.path())?.compactMap { $0 as? String } ?? []
    let starting = try files.filter { $0.hasSuffix(".swift") }.filter { name in
      let text = try String(contentsOf: tests.appending(path: name), encoding: .utf8)
      return text.contains("tools/bin/" + "aws") || text.contains("find(" + ".aws)")
    }
    #expect(starting == ["MaskingJobTests/Aws/AwsTestServer.swift"])
  }

  /// One night with an answer lost, a request lost, throttles, slow states with a progress ramp, and a refusal half-way that
  /// parks; then the next night.
  @Test(.timeLimit(.minutes(4))) func aNightThroughTheCommandTheProxyAndMoto() async throws {
    let server = try await AwsTestServer()
    let key = try await server.furnish()
    let settings = settings(endpoint: server.endpoint, key: key)
    let night = try AwsNight(
      .aurora, { $0 = settings },
      real: { (try AwsTestGuard.command($0, clock: Self.clock), Self.clock) })
    try server.behave(
      """
      {"ramp": 2, "faults": {
        "RestoreDBClusterToPointInTime": ["after"], "CreateDBInstance": ["before"], "ModifyDBCluster": ["throttle"],
        "CreateDBClusterSnapshot": ["error"], "GetCallerIdentity": ["before"]}}
      """)
    let first = await night.run()
    guard case .failed(.refused(let refusal)) = first else {
      Issue.record("\(first)")
      return
    }
    #expect(refusal.code == "AccessDenied" && refusal.operation == "create-db-cluster-snapshot")
    let parked = try await Self.world(settings).databases().filter { $0.name.hasPrefix("understudy-") }
    #expect(parked.count == 1 && parked[0].instances.isEmpty)
    try server.behave(
      """
      {"ramp": 2, "faults": {
        "CreateDBClusterSnapshot": [null, "after"], "ModifyDBClusterSnapshotAttribute": ["throttle"],
        "DeleteDBCluster": ["after"]}}
      """)
    #expect(await night.run() == .published)
    #expect(night.notes.contains { $0.contains("creating, 50 %") }, "\(night.notes)")
    #expect(night.notes.contains { $0.contains("carries on run") })
    #expect(server.asked.filter { $0 == "CreateDBClusterSnapshot" }.count == 3)

    let world = try Self.world(settings)
    let snapshots = try await world.snapshots()
    let snapshot = try #require(snapshots.first)
    #expect(snapshots.count == 1 && snapshot.tags[.state] == "published" && snapshot.key == key)
    #expect(try await world.accounts(of: snapshot.name) == Self.accounts)
    let left = try await world.databases()
    #expect(left.map(\.name) == ["prod-shop"] && left[0].tags.values == ["team": "shop"])
  }

  /// An instance: the production snapshot is copied under the lower key and stays as the base, the copy is restored from it. Lost
  /// requests, lost answers and throttles on the way; then nothing but the base and what is published is left.
  @Test(.timeLimit(.minutes(4))) func anInstanceThroughTheCommandTheProxyAndMoto() async throws {
    let server = try await AwsTestServer()
    let key = try await server.furnish()
    let settings = settings(endpoint: server.endpoint, key: key, engine: .rds)
    let night = try AwsNight(
      .rds, { $0 = settings },
      real: { (try AwsTestGuard.command($0, clock: Self.clock), Self.clock) })
    try server.behave(
      """
      {"ramp": 2, "faults": {
        "CopyDBSnapshot": ["after"], "RestoreDBInstanceFromDBSnapshot": ["before", "throttle"],
        "CreateDBSnapshot": ["after"], "ModifyDBSnapshotAttribute": ["before"], "DeleteDBInstance": ["after"]}}
      """)
    #expect(await night.run() == .published)
    let world = try Self.world(settings)
    let ours = try await world.snapshots().filter { $0.name.hasPrefix("understudy-") }
    let published = ours.filter { $0.tags[.state] == "published" }
    #expect(published.map(\.key) == [key])
    #expect(ours.count { $0.tags[.kind] == AwsTags.Kind.base.rawValue } == 1 && ours.count == 2)
    #expect(try await world.accounts(of: try #require(published.first).name) == Self.accounts)
    #expect(try await world.databases().map(\.name) == ["prod-billing"])
    #expect(server.asked.count { $0 == "RestoreDBInstanceFromDBSnapshot" } == 3)
  }

  @Test(.timeLimit(.minutes(5))) func theWholeJobRunsThroughWithARealDatabaseBehindTheEndpoint() async throws {
    let behind = try await AwsDatabaseServer()
    let server = try await AwsTestServer()
    let key = try await server.furnish()
    let job = try await StorefrontJob(case: "tiny")
    try server.behave("{\"password\": \(behind.passwordCommand)}")
    try job.write(
      "rules/job.yaml",
      """
      key: { file: ../build/demo/key }
      protected: ["prod-*"]
      aws: { region: \(AwsTestGuard.region), account: "\(AwsTestGuard.account)", command: \(AwsTestGuard.command), endpoint: "\(server.endpoint)" }
      applications:
        storefront:
          rules: storefront/masking.yaml
          schema: \(StorefrontJob.fixtures)/schema.sql
          source: { cluster: prod-shop }
          temporary:
            provider: aurora
            database: shop
            class: db.r6g.large
            subnet_group: lower
            security_groups: [sg-1]
            certificates: \(behind.certificate)
            tunnel: { host: \(behind.address), port: 5432 }
          snapshot: { provider: aurora, kms_key: "\(key)", share_with: ["111122223333"] }
      """)
    func understudy(
      _ arguments: [String], strike: ((_ messages: String) async throws -> Int32?)? = nil
    ) async throws -> BuiltProgram.Ended {
      try await BuiltProgram.run(
        "understudy", arguments, in: job.folder.url, environment: AwsTestGuard.environment,
        inherits: { !$0.hasPrefix("AWS_") }, strike: strike)
    }
    // It dies when the masking is proven, before there is a snapshot.
    let killed = try await understudy(["run", "--format", "json"]) { messages in
      let lines = messages.split(separator: "\n")
      return lines.contains { $0.contains(#""event":"stage-ended""#) && $0.contains(#""stage":"verify""#) }
        ? SIGKILL : nil
    }
    try #require(killed.isSignal, "\(killed.messages)\(killed.out)")
    let ended = try await understudy(["run"])
    try #require(ended.status == 0, "\(ended.messages)\(ended.out)")
    #expect(ended.messages.contains("carries on run"))

    let settings = settings(endpoint: server.endpoint, key: key)
    let world = try Self.world(settings)
    let snapshots = try await world.snapshots()
    let snapshot = try #require(snapshots.first)
    #expect(snapshots.count == 1 && snapshot.tags[.state] == "published" && snapshot.key == key)
    let attestations = try FileManager.default.subpathsOfDirectory(atPath: job.path("build"))
      .filter { $0.hasSuffix("report.json") }
    let report = try RunReport(Data(contentsOf: URL(filePath: job.path("build/" + (try #require(attestations.last))))))
    #expect(snapshot.tags[.attestation] == report.attestation && report.failure == nil)
    #expect(try await world.databases().map(\.name) == ["prod-shop"])
    #expect(!FileManager.default.fileExists(atPath: job.path("build/temporary/storefront")))
    #expect(try await behind.query("SELECT state FROM understudy.mark") == "sealed\n")
    #expect(
      try await behind.query("SELECT rolname FROM pg_authid WHERE rolpassword IS NOT NULL") == "master\n",
      "production's roles have lost their passwords")

    let status = try await understudy(["status"])
    #expect(status.status == 0 && status.out.contains("published") && status.out.contains(snapshot.name))
    let clean = try await understudy(["clean"])
    #expect(clean.out == "nothing is left over\n")
  }
}

/// A real PostgreSQL that stands for the cluster: TLS with a certificate of the endpoint's name, passwords checked, and the
/// fixtures as production's rows.
private struct AwsDatabaseServer: Sendable {
  let server: ScratchServer
  let folder: TemporaryFolder
  /// Of loopback, and of this test alone.
  let address: String

  var certificate: String { folder.path + "/server.crt" }

  init() async throws {
    folder = try TemporaryFolder()
    address = "127.83.\(Int.random(in: 1...250)).\(Int.random(in: 1...250))"
    try await ProgramCommand(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=understudy-test", "-addext",
        "subjectAltName=DNS:*.cluster-x.us-west-2.rds.amazonaws.com", "-keyout", folder.path + "/server.key", "-out",
        folder.path + "/server.crt",
      ]
    ).run()
    if let user = try ProgramUser.forServers() {
      try await ProgramCommand("/bin/chown", [user.name, folder.path + "/server.key"]).run()
    }
    let rules = folder.path + "/hba"
    try "local all all trust\nhostssl all all 127.0.0.0/8 scram-sha-256\n".write(
      toFile: rules, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: rules)
    server = try await ScratchServer.start(
      ProgramFinder().server(major: 15),
      settings: [
        "listen_addresses": address, "hba_file": rules, "ssl": "on", "ssl_cert_file": folder.path + "/server.crt",
        "ssl_key_file": folder.path + "/server.key",
      ])
    let psql = Psql(server.installation, server.address)
    try await psql.run("CREATE ROLE master SUPERUSER LOGIN; CREATE ROLE shop_app LOGIN PASSWORD 'production';")
    try await psql.run("CREATE DATABASE shop OWNER master;")
    let shop = server.address.database("shop")
    try await Psql(server.installation, shop).loadSchema(file: StorefrontJob.fixtures + "/schema.sql")
    try await FixtureCase(StorefrontJob.fixtures + "/cases/tiny").load(
      into: ConnectionTarget(shop.connectionString), psql: Psql(server.installation, shop))
  }

  /// Gives the role the password that it reads; a list of words, as JSON.
  var passwordCommand: String {
    let psql = server.installation.path(of: .psql)
    let script =
      "{ printf \\\"ALTER ROLE master PASSWORD '\\\"; cat; printf \\\"';\\\"; } | "
      + "\(psql) -X -q -h \(server.address.host) -p \(server.address.port) -U \(server.address.user) -d postgres"
    return "[\"/bin/sh\", \"-c\", \"\(script)\"]"
  }

  /// Asks the database that was masked.
  func query(_ sql: String) async throws -> String {
    try await Psql(server.installation, server.address.database("shop")).query(sql)
  }
}
