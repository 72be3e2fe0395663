import Foundation
import TestServers
import Testing

@testable import SnapshotStage

/// Every call that is ever made, held against the service's own model as the command itself has it.
@Suite struct AwsCallTests {
  private func settings(_ engine: AwsSettings.Engine) -> AwsSettings {
    var settings = AwsSettings(
      application: "shop", engine: engine, region: "us-west-2", account: "123456789012", source: "prod",
      database: "shop", instanceClass: "db.r6g.large", subnetGroup: "lower", securityGroups: ["sg-1", "sg-2"],
      certificates: URL(fileURLWithPath: "/dev/null"), key: "alias/lower")
    settings.clusterParameterGroup = "cluster"
    settings.parameterGroup = "instance"
    settings.capacity = 1...16
    return settings
  }

  private func calls(_ engine: AwsSettings.Engine) -> [AwsCall] {
    var settings = settings(engine)
    let calls = AwsCalls(settings)
    settings.restore = .time(Date(timeIntervalSince1970: 1_796_000_000))
    let past = AwsCalls(settings)
    let tags = AwsTags.make([.owner: "understudy", .name: "n", .lease: "2026-01-01T00:00:00Z here/1"])
    let both = [
      calls.identity, calls.describeKey, calls.describeQuotas, calls.describeSubnetGroup, calls.describeClusters,
      calls.describeInstances, calls.describeSnapshots, calls.describeSourceSnapshots, calls.describeSharing("s"),
      calls.setPassword("n", "secret-canary"), calls.deleteInstance("n"),
      calls.createSnapshot("s", of: "n", tags: tags),
      calls.copySnapshot("s", to: "t", key: "k", tags: tags), calls.share("s", adding: ["123456789012"], removing: []),
      calls.share("s", adding: [], removing: ["123456789012"]), calls.deleteSnapshot("s"), calls.tag("arn", tags),
    ]
    switch engine {
    case .aurora:
      return both + [
        calls.restoreCluster("n", key: "k", tags: tags), past.restoreCluster("n", key: nil, tags: tags),
        calls.restoreCluster("n", from: "s", key: "k", tags: tags), calls.createInstance("i", in: "n", tags: tags),
        calls.deleteCluster("n"),
      ]
    case .rds:
      return both + [
        calls.restoreInstance("n", from: "s", tags: tags), calls.restoreInstance("n", at: .latest, tags: tags),
        past.restoreInstance("n", at: settings.restore, tags: tags), calls.startInstance("n"), calls.stopInstance("n"),
      ]
    }
  }

  /// botocore's own validator: unknown and missing parameters, wrong types.
  private static let validator = """
    import json, sys
    import botocore.session
    from botocore import xform_name
    from botocore.validate import ParamValidator
    session = botocore.session.get_session()
    for line in sys.stdin:
        call = json.loads(line)
        model = session.get_service_model(call["service"])
        names = {xform_name(name, "-"): name for name in model.operation_names}
        name = names.get(call["operation"])
        if name is None:
            print(call["operation"], "is no operation")
            continue
        shape = model.operation_model(name).input_shape
        report = ParamValidator().validate(call["parameters"], shape) if shape else None
        if report is not None and report.has_errors():
            print(call["operation"], report.generate_report())
    """

  private func complaints(_ calls: [AwsCall]) async throws -> String {
    let lines = try calls.map { call in
      String(
        decoding: try AwsJSON.map([
          "service": .text(call.service), "operation": .text(call.operation), "parameters": .map(call.parameters),
        ]).bytes, as: UTF8.self)
    }
    return try await RealReaders.python(Self.validator, reading: lines.joined(separator: "\n"))
  }

  @Test func everyCallFitsTheServicesModel() async throws {
    let all = calls(.aurora) + calls(.rds)
    #expect(try await complaints(all) == "")
    // The validator sees what is wrong.
    let wrong = [
      AwsCall("rds", "delete-db-clusters"), AwsCall("rds", "delete-db-cluster", ["DBClusterIdentifer": "x"]),
    ]
    let said = try await complaints(wrong)
    #expect(said.contains("delete-db-clusters is no operation") && said.contains("Unknown parameter"))
  }

  @Test func anArgumentListHoldsNothingButTheCallsName() {
    for call in calls(.aurora) + calls(.rds) {
      #expect(call.arguments == [call.service, call.operation, "--cli-input-json", "file:///dev/stdin"])
      #expect(
        call.holdsSecret == call.operation.hasPrefix("modify-db-") && call.parameters["MasterUserPassword"] != nil
          || !call.holdsSecret && call.parameters["MasterUserPassword"] == nil)
      #expect(call.isChange != (call.operation.hasPrefix("describe") || call.operation.hasPrefix("get")))
    }
  }

  @Test func changesAreOnlyMadeToNamesThatThePolicyBounds() {
    let names = AwsNames(application: "My_Shop--2", source: "arn:source", key: "arn:key")
    for name in [
      names.temporary(12), names.instance(of: names.temporary(12)), names.snapshot("20261129T000000-ab12"),
      names.intermediate("20261129T000000-ab12"), names.base(of: "rds:prod"),
    ] {
      #expect(name.hasPrefix("understudy-") && !name.contains("--") && !name.hasSuffix("-"))
      #expect(name.wholeMatch(of: /[a-z][a-z0-9-]*/) != nil, "\(name)")
    }
    let long = AwsNames(application: String(repeating: "x", count: 37), source: "a", key: "b")
    #expect(long.instance(of: long.temporary(9999)).count <= 63)
    #expect(names != AwsNames(application: "my-shop-2", source: "arn:source", key: "arn:key"), "no two share a stem")
    #expect(names.generation(names.temporary(7)) == 7 && names.generation("understudy-shop-g7") == nil)
  }

  @Test(arguments: [
    ("Throttling", AwsError.Reaction.again), ("ThrottlingException", .again), ("RequestLimitExceeded", .again),
    ("InternalFailure", .again), ("ServiceUnavailable", .again), ("DBClusterAlreadyExistsFault", .exists),
    ("DBInstanceAlreadyExists", .exists), ("DBSnapshotAlreadyExists", .exists), ("DBClusterNotFoundFault", .missing),
    ("DBInstanceNotFound", .missing), ("DBClusterSnapshotNotFoundFault", .missing), ("NotFoundException", .missing),
    ("InvalidDBClusterStateFault", .state), ("InvalidDBInstanceState", .state), ("InvalidDBSnapshotState", .state),
    ("ExpiredToken", .expired), ("ExpiredTokenException", .expired), ("DBClusterQuotaExceededFault", .quota),
    ("SnapshotQuotaExceeded", .quota), ("InsufficientDBClusterCapacityFault", .quota), ("AccessDenied", .denied),
    ("AccessDeniedException", .denied), ("KMSKeyNotAccessibleFault", .key), ("InvalidParameterValue", .invalid),
    ("InvalidParameterCombination", .invalid), ("SomethingNew", .unknown),
  ]) func codesAreReadWithAndWithoutFault(_ code: String, _ reaction: AwsError.Reaction) throws {
    let call = AwsCall("rds", "describe-db-clusters")
    for text in [
      "\nAn error occurred (\(code)) when calling the DescribeDBClusters operation: why",
      "aws: [ERROR]: An error occurred (\(code)) when calling the DescribeDBClusters operation (reached max retries: 4): why",
    ] {
      let refusal = try #require(AwsError.Refusal(text, call))
      #expect(refusal.code == code && refusal.reaction == reaction && refusal.message == "why")
    }
  }

  @Test func whatIsSaidAboutAPasswordIsNotRepeated() throws {
    let call = AwsCalls(settings(.aurora)).setPassword("n", "secret-canary")
    let refusal = try #require(
      AwsError.Refusal(
        "An error occurred (InvalidParameterValue) when calling the ModifyDBCluster operation: secret-canary", call))
    #expect(refusal.message == nil)
  }
}
