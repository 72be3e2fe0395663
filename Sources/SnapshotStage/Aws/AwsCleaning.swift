public import Foundation

/// What stands of an application on AWS, for `status` and `clean`.
public struct AwsCleaning: Sendable {
  /// A resource of ours, or one that looks like it.
  public struct Standing: Sendable, Equatable {
    public let name: String
    /// As AWS has it.
    public let state: String
    public let run: String?
    /// `copying` or `masking` for a database, `pending` or `published` for a snapshot.
    public let stage: String?
    public let created: Date?
    /// The copy's time.
    public let asOf: String?
    public let gib: Int
    public let isSnapshot: Bool
    /// Why it should go; nil where it should not.
    public let reasonToRemove: String?
    /// Why it stays.
    public let reasonToStay: String?
  }

  private let world: AwsWorld
  private let settings: AwsSettings

  public init(_ settings: AwsSettings, command: AwsCommand, clock: AwsClock = .system) {
    self.settings = settings
    world = AwsWorld(
      settings: settings, calls: AwsCalls(settings), command: command, clock: clock, deadline: nil, show: { _ in })
  }

  /// Everything of the application, in the order of names; changes nothing.
  ///
  /// - Throws: `AwsError.otherAccount` before anything else is asked.
  public func look() async throws -> [Standing] {
    let account = try await world.send(world.calls.identity)["Account"].text ?? "none"
    guard account == settings.account else {
      throw AwsError.otherAccount(expected: settings.account, found: account)
    }
    let snapshots = try await world.snapshots()
    let published = Set(
      AwsWorld.published(snapshots, of: settings.application).compactMap { $0.tags[.run] })
    return try await world.databases().compactMap { judge($0, published) } + snapshots.compactMap(judge)
  }

  private func isNamedAfterUs(_ tags: AwsTags) -> Bool {
    tags[.owner] == AwsTags.owner && tags[.application] == settings.application
  }

  private func judge(_ database: AwsDatabase, _ published: Set<String>) -> Standing? {
    let tags = database.tags
    guard isNamedAfterUs(tags) else { return nil }
    let orphan = AwsOrphan(
      database: database, application: settings.application, key: database.key ?? "", source: tags[.source] ?? "",
      bundle: nil, holder: nil, now: world.clock.now())
    var remove: String?
    var stay: String?
    switch orphan.judge() {
    case .adopt where tags[.run].map(published.contains) ?? false: remove = "its snapshot is published"
    case .adopt: stay = "it is young enough: the next run carries it on"
    case .discard(let why): remove = why
    case .leave(let why): stay = why
    case .busy(let holder): stay = "a run is under way (\(holder))"
    }
    return Standing(
      name: database.name, state: database.state, run: tags[.run], stage: tags[.stage], created: tags.time(.created),
      asOf: tags[.sourceTime], gib: database.size, isSnapshot: false, reasonToRemove: remove, reasonToStay: stay)
  }

  private func judge(_ snapshot: AwsSnapshot) -> Standing? {
    let tags = snapshot.tags
    guard isNamedAfterUs(tags) else { return nil }
    let isOurs = [AwsTags.Kind.snapshot, .intermediate, .base].contains {
      tags.prove($0, named: snapshot.name, of: settings.application)
    }
    let age = tags.time(.created).map { world.clock.now().timeIntervalSince($0) }
    let isOld = age.map { $0 > AwsOrphan.longestAge } ?? false
    let isKept = tags[.state] == AwsPublication.published.rawValue || tags[.kind] == AwsTags.Kind.base.rawValue
    let reason = isOurs && isOld && !isKept ? "it was never published, and is older than 36 hours" : nil
    let stay = isOurs ? (isKept ? "it is published, or the base of the next copy" : "it is young enough") : "not ours"
    return Standing(
      name: snapshot.name, state: snapshot.state, run: tags[.run], stage: tags[.state], created: snapshot.created,
      asOf: tags[.sourceTime], gib: snapshot.size, isSnapshot: true, reasonToRemove: reason,
      reasonToStay: reason == nil ? stay : nil)
  }

  /// Removes what should go; looks again first, so that what a run has taken up meanwhile stays.
  public func remove(_ standing: Standing) async throws -> Bool {
    guard try await look().contains(where: { $0.name == standing.name && $0.reasonToRemove != nil }) else {
      return false
    }
    if standing.isSnapshot {
      try await world.delete(snapshot: standing.name)
    } else if let database = try await world.database(standing.name) {
      try await world.delete(database)
    }
    return true
  }
}
