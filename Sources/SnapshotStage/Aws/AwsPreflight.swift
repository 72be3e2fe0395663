internal import Foundation

/// What a run needs of AWS, looked at before anything is made.
struct AwsPreflight: Sendable {
  /// What was learned.
  struct Facts: Sendable {
    /// The target key's ARN.
    let key: String
    let source: AwsDatabase
    let names: AwsNames
  }

  let world: AwsWorld
  private var settings: AwsSettings { world.settings }

  init(_ world: AwsWorld) { self.world = world }

  func facts() async throws -> Facts {
    try await refuseOtherAccount()
    let key = try await key()
    let source = try await source()
    try await lookAtNetwork()
    return Facts(
      key: key, source: source, names: AwsNames(application: settings.application, source: source.arn, key: key))
  }

  /// Nothing else is asked before this.
  private func refuseOtherAccount() async throws {
    let found = try await world.send(world.calls.identity)["Account"].text ?? "none"
    guard found == settings.account else { throw AwsError.otherAccount(expected: settings.account, found: found) }
  }

  private func key() async throws -> String {
    func unusable(_ why: String) -> AwsError { .keyUnusable(key: settings.key, why: why) }
    let key: AwsJSON
    do { key = try await world.send(world.calls.describeKey)["KeyMetadata"] } catch AwsError.refused(let refusal)
      where refusal.reaction == .missing
    {
      throw unusable("there is none")
    }
    guard let arn = key["Arn"].text else { throw AwsError.unreadable(operation: "describe-key") }
    guard key["KeyManager"].text == "CUSTOMER" else {
      throw unusable("it is AWS's own: a snapshot under it cannot be shared")
    }
    guard key["KeyState"].text == "Enabled" else { throw unusable("its state is \(key["KeyState"].text ?? "unknown")") }
    return arn
  }

  private func source() async throws -> AwsDatabase {
    func unusable(_ why: String) -> AwsError { .sourceUnusable(source: settings.source, why: why) }
    guard let source = try await world.database(settings.source) else {
      let what = settings.engine == .aurora ? "cluster" : "instance outside of a cluster"
      throw unusable("there is no such \(what) in \(settings.region)")
    }
    switch (settings.engine, source.engine) {
    case (.aurora, "aurora-postgresql"), (.rds, "postgres"): break
    case (.aurora, "postgres"), (.aurora, "mysql"):
      throw unusable("it is a Multi-AZ DB cluster: its snapshots cannot be shared")
    case (.aurora, _), (.rds, _): throw unusable("its engine is \(source.engine)")
    }
    guard source.isEncrypted else { throw unusable("it is not encrypted: its copies cannot be given a key") }
    return source
  }

  private func lookAtNetwork() async throws {
    do { _ = try await world.send(world.calls.describeSubnetGroup) } catch AwsError.refused(let refusal)
      where refusal.reaction == .missing
    {
      throw AwsError.networkMissing(settings.subnetGroup)
    }
  }

  /// Whether there is room for what is going to be made; asked where nothing is there yet.
  func refuseFullQuotas() async throws {
    let names =
      settings.engine == .aurora
      ? ["DBClusters", "DBInstances", "ManualClusterSnapshots"] : ["DBInstances", "ManualSnapshots"]
    for quota in try await world.send(world.calls.describeQuotas)["AccountQuotas"].items {
      guard let name = quota["AccountQuotaName"].text, names.contains(name), let used = quota["Used"].number,
        let most = quota["Max"].number, used >= most
      else { continue }
      throw AwsError.quotaFull(name: name, used: used, most: most)
    }
  }
}
