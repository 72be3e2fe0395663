internal import Foundation

/// Looks at AWS and changes it, call by call, for one application; what a call means for a run is decided elsewhere.
struct AwsWorld: Sendable {
  let settings: AwsSettings
  let calls: AwsCalls
  let command: AwsCommand
  let clock: AwsClock
  /// The run's own deadline.
  let deadline: Date?
  let show: @Sendable (String) -> Void
  var durations = AwsDurations([])

  private var isAurora: Bool { settings.engine == .aurora }

  var waiting: AwsWaiting { AwsWaiting(clock: clock, durations: durations, deadline: deadline, show: show) }

  func send(_ call: AwsCall) async throws -> AwsJSON { try await command.send(call) }

  // MARK: Looking

  /// Clusters, or for RDS the instances that are none of a cluster's.
  func databases() async throws -> [AwsDatabase] {
    if isAurora {
      return try await send(calls.describeClusters)["DBClusters"].items.compactMap { AwsDatabase(cluster: $0) }
    }
    return try await send(calls.describeInstances)["DBInstances"].items
      .filter { $0["DBClusterIdentifier"].text == nil }.compactMap { AwsDatabase(instance: $0) }
  }

  func database(_ name: String) async throws -> AwsDatabase? { try await databases().first { $0.name == name } }

  /// An instance of a cluster.
  func instance(_ name: String) async throws -> AwsDatabase? {
    try await send(calls.describeInstances)["DBInstances"].items.compactMap { AwsDatabase(instance: $0) }
      .first { $0.name == name }
  }

  func snapshots() async throws -> [AwsSnapshot] { try await snapshots(calls.describeSnapshots) }

  func snapshots(_ call: AwsCall) async throws -> [AwsSnapshot] {
    try await send(call)[isAurora ? "DBClusterSnapshots" : "DBSnapshots"].items.compactMap { AwsSnapshot($0) }
  }

  func snapshot(_ name: String) async throws -> AwsSnapshot? { try await snapshots().first { $0.name == name } }

  /// Who may restore a snapshot.
  func accounts(of snapshot: String) async throws -> [String] {
    let answer = try await send(calls.describeSharing(snapshot))
    let kind = isAurora ? "DBClusterSnapshotAttributes" : "DBSnapshotAttributes"
    let attributes = answer["\(kind)Result"][kind].items
    return attributes.first { $0["AttributeName"].text == "restore" }?["AttributeValues"].items.compactMap(\.text)
      .sorted()
      ?? []
  }

  /// Published snapshots of the application, the oldest first.
  static func published(_ snapshots: [AwsSnapshot], of application: String) -> [AwsSnapshot] {
    snapshots.filter {
      $0.tags.prove(.snapshot, named: $0.name, of: application) && $0.tags[.state] == AwsPublication.published.rawValue
    }.sorted { ($0.created ?? .distantFuture, $0.name) < ($1.created ?? .distantFuture, $1.name) }
  }

  // MARK: Changing

  /// Makes a call that a state may not allow yet, until it does; nil where the resource is gone.
  func whenAllowed(_ call: AwsCall, _ phase: AwsPhase, _ resource: String) async throws -> AwsJSON? {
    try await waiting.wait(for: phase, of: resource) {
      do { return .ready(Optional(try await send(call))) } catch AwsError.refused(let refusal) {
        switch refusal.reaction {
        case .state: return .working(state: "its state does not allow \(call.operation) yet", percent: nil)
        case .missing: return .ready(nil)
        case .again, .exists, .expired, .quota, .denied, .key, .invalid, .unknown: throw AwsError.refused(refusal)
        }
      }
    }.value
  }

  func tag(_ arn: String, _ values: [AwsTags.Key: String?]) async throws {
    _ = try await send(calls.tag(arn, AwsTags.make(values)))
  }

  /// Deletes a temporary database with its instances. What is gone, or going, is what was wanted.
  func delete(_ database: AwsDatabase) async throws {
    if isAurora {
      for instance in database.instances {
        _ = try await whenAllowed(calls.deleteInstance(instance), .delete, instance)
      }
    }
    let call = isAurora ? calls.deleteCluster(database.name) : calls.deleteInstance(database.name)
    _ = try await waiting.wait(for: .delete, of: database.name) {
      guard let standing = try await self.database(database.name), standing.state != "deleting" else {
        return AwsLook.ready(true)
      }
      do {
        _ = try await send(call)
        return .ready(true)
      } catch AwsError.refused(let refusal) where [.state, .missing].contains(refusal.reaction) {
        return .working(state: standing.state, percent: nil)
      }
    }
  }

  func delete(snapshot: String) async throws {
    _ = try await whenAllowed(calls.deleteSnapshot(snapshot), .delete, snapshot)
  }

  /// Waits until a snapshot is whole.
  func whole(_ name: String, _ phase: AwsPhase) async throws -> (value: AwsSnapshot, seconds: Double) {
    try await waiting.wait(
      for: phase, of: name, why: { await reason(name, phase) },
      look: {
        guard let snapshot = try await self.snapshot(name) else { return .bad(state: "gone") }
        if snapshot.state == "available" { return .ready(snapshot) }
        if AwsStates.isBad(snapshot.state) || snapshot.state == "deleting" { return .bad(state: snapshot.state) }
        return .working(state: snapshot.state, percent: snapshot.progress)
      })
  }

  /// Why a snapshot takes long: how much it copies, how much it was, and who else copies.
  private func reason(_ name: String, _ phase: AwsPhase) async -> String? {
    guard let all = try? await snapshots(), let this = all.first(where: { $0.name == name }) else { return nil }
    let others = all.filter { $0.state == "copying" && $0.name != name }.count
    let copy = phase == .snapshot ? "a snapshot" : isAurora || phase == .rekey ? "a full copy" : "a copy"
    let before = durations.lastSize.map { ", \($0.gib) GiB on \($0.day)" } ?? ""
    return "\(copy) of \(this.size) GiB\(before); \(others) other \(others == 1 ? "copy" : "copies") in flight"
  }
}

/// Whether a snapshot may be used, in its tag.
enum AwsPublication: String { case pending, published }

extension AwsSettings {
  /// Whether two texts name one key: an ARN, or the id that ends it.
  static func isSameKey(_ one: String?, _ other: String?) -> Bool {
    guard let one, let other else { return false }
    return one == other || one.hasSuffix("/" + other) || other.hasSuffix("/" + one)
  }
}
