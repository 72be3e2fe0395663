public import Foundation
public import PostgresClient

/// The provider for RDS and Aurora: a temporary database restored from the source, and a snapshot under the lower
/// environments' key, shared by account.
///
/// What stands is known from names, tags and states alone, so any run can go on where another one died.
public actor AwsProvider: SnapshotProvider {
  public nonisolated let copiesFiles = true
  let settings: AwsSettings
  var world: AwsWorld
  /// Who works, in leases: a dead run of the same place is known to be dead, since a lock of the machine says so.
  let holder: String
  let gate: AwsGate

  // What was seen and made.
  var facts: AwsPreflight.Facts?
  var found: AwsDatabase?
  var useless: [AwsDatabase] = []
  var highestGeneration = 0
  var current: AwsDatabase?
  var connected: AwsEndpoint?
  /// Seconds of the phases that this program waited for from their beginning.
  var seconds: [AwsPhase: Double] = [:]
  private var renewal: Task<Void, Never>?

  /// - Parameters:
  ///   - holder: the machine and folder in which no two runs of an application are alive at once.
  ///   - deadline: when the run has to stop.
  ///   - show: takes what is worth a line.
  public init(
    _ settings: AwsSettings, command: AwsCommand, holder: String, clock: AwsClock = .system, deadline: Date? = nil,
    show: @escaping @Sendable (String) -> Void
  ) {
    self.init(settings, command: command, holder: holder, clock: clock, deadline: deadline, gate: .real, show: show)
  }

  init(
    _ settings: AwsSettings, command: AwsCommand, holder: String, clock: AwsClock, deadline: Date?, gate: AwsGate,
    show: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    self.holder = holder
    self.gate = gate
    world = AwsWorld(
      settings: settings, calls: AwsCalls(settings), command: command, clock: clock, deadline: deadline, show: show)
  }

  var calls: AwsCalls { world.calls }
  var isAurora: Bool { settings.engine == .aurora }
  var isBornUnderKey: Bool { settings.rekey == .atRestore }
  func show(_ text: String) { world.show(text) }

  func known() throws -> AwsPreflight.Facts {
    guard let facts else { throw AwsMisuse() }
    return facts
  }

  func copy() throws -> AwsDatabase {
    guard let current else { throw AwsMisuse() }
    return current
  }

  /// The key that the temporary database lies under.
  func ownKey() throws -> String {
    isBornUnderKey ? try known().key : try known().source.key ?? ""
  }

  // MARK: Before

  public func preflight() async throws { facts = try await AwsPreflight(world).facts() }

  public func discover(reviewed bundle: String) async throws -> Discovery {
    let facts = try known()
    let published = AwsWorld.published(try await world.snapshots(), of: settings.application)
    world.durations = AwsDurations(published)
    (found, useless, highestGeneration) = (nil, [], 0)
    var reasons: [String] = []
    for database in try await world.databases().sorted(by: { $0.name < $1.name }) {
      let generation = facts.names.generation(database.name)
      highestGeneration = max(highestGeneration, generation ?? 0)
      guard generation != nil || isNamedAfterUs(database) else { continue }
      let orphan = AwsOrphan(
        database: database, application: settings.application, key: try ownKey(), source: facts.source.arn,
        bundle: bundle, holder: holder, now: world.clock.now())
      switch orphan.judge() {
      case .busy(let holder): throw AwsError.busy(resource: database.name, holder: holder)
      case .adopt(let why) where found == nil:
        show("\(database.name): \(why)")
        reasons.append(why)
        found = database
      case .adopt: useless.append(database)
      case .discard(let why):
        show("\(database.name): discarded, \(why)")
        reasons.append(why)
        useless.append(database)
      case .leave(let why): show("\(database.name): left alone, \(why)")
      }
    }
    if found != nil { return .found(reasons.joined(separator: "; ")) }
    if !useless.isEmpty { return .useless(reasons.joined(separator: "; ")) }
    try await AwsPreflight(world).refuseFullQuotas()
    return .nothing
  }

  /// Carries our application's tags under another name, or had another source or key: somebody should know of it.
  private func isNamedAfterUs(_ database: AwsDatabase) -> Bool {
    database.tags[.owner] == AwsTags.owner && database.tags[.application] == settings.application
      && database.tags[.kind] == AwsTags.Kind.temporary.rawValue && database.tags[.name] != database.name
  }

  // MARK: The endpoint

  public func endpoint() throws -> ConnectionTarget {
    guard let connected else { throw AwsMisuse() }
    return connected.target
  }

  public func beginMasking(by bundle: String) async throws {
    guard let connected else { throw AwsMisuse() }
    try await world.tag(try copy().arn, [.stage: AwsStage.masking.rawValue, .bundle: bundle, .lease: lease().text])
    try await gate.lockRoles(connected)
  }

  // MARK: The lease

  func lease() -> AwsLease {
    AwsLease(holder: holder, until: world.clock.now().addingTimeInterval(AwsLease.length))
  }

  /// Takes an orphan's lease, and looks whether it was us who got it.
  func takeLease(of database: AwsDatabase) async throws {
    try await world.tag(database.arn, [.lease: lease().text])
    let taken = try await world.database(database.name).flatMap { AwsLease($0.tags[.lease]) }
    guard taken?.holder == holder else {
      throw AwsError.busy(resource: database.name, holder: taken?.holder ?? "nobody")
    }
  }

  /// Renews the lease as long as this value works; a renewal that fails is made up for by the next one.
  func keepLease(of database: AwsDatabase) {
    renewal?.cancel()
    renewal = Task { [weak self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(AwsLease.renewal))
        guard !Task.isCancelled, let self else { return }
        try? await self.world.tag(database.arn, [.lease: self.lease().text])
      }
    }
  }

  private func endLease() {
    renewal?.cancel()
    renewal = nil
  }

  deinit { renewal?.cancel() }

  // MARK: The end

  public func destroy() async throws {
    endLease()
    if let current { try await world.delete(current) }
    current = nil
  }

  public func park(isResumable: Bool) async -> String? {
    endLease()
    guard let current else { return nil }
    do {
      let past = AwsLease(holder: holder, until: world.clock.now())
      try await world.tag(current.arn, [.lease: past.text])
      if isResumable { return "\(current.name) stays as it is for the next run" }
      if isAurora {
        for instance in try await world.database(current.name)?.instances ?? [] {
          _ = try await world.whenAllowed(calls.deleteInstance(instance), .delete, instance)
        }
        return "parked \(current.name): its volume stays for the next run, its instance is deleted"
      }
      _ = try await world.whenAllowed(calls.stopInstance(current.name), .delete, current.name)
      return "parked \(current.name): it is stopped, for the next run"
    } catch {
      return "\(current.name) could not be parked: it costs until the next run, or `clean`"
    }
  }
}

/// The provider was asked out of order: our mistake.
struct AwsMisuse: Error {}
