internal import BundleFormat
internal import Foundation

extension AwsProvider {
  public nonisolated func place(of run: String) -> String {
    "the snapshot of run \(run.lowercased()) in \(settings.region), account \(settings.account)"
  }

  private func name(_ copy: SealedCopy) throws -> String { try known().names.snapshot(copy.run) }

  /// This run's snapshot, if it is of what was attested.
  private func standing(_ copy: SealedCopy) async throws -> AwsSnapshot? {
    guard let snapshot = try await world.snapshot(name(copy)), snapshot.state != "deleting" else { return nil }
    return try isOurs(snapshot, .snapshot, copy) ? snapshot : nil
  }

  private func isOurs(_ snapshot: AwsSnapshot, _ kind: AwsTags.Kind, _ copy: SealedCopy) throws -> Bool {
    let attestation = try copy.attestation.digest()
    return snapshot.tags.prove(kind, named: snapshot.name, of: settings.application) && snapshot.tags[.run] == copy.run
      && snapshot.tags[.attestation] == attestation
  }

  public func isPublished(_ copy: SealedCopy) async throws -> Bool {
    try await standing(copy)?.tags[.state] == AwsPublication.published.rawValue
  }

  public func hasSnapshot(_ copy: SealedCopy) async throws -> Bool { try await standing(copy) != nil }

  // MARK: Making

  public func snapshot(_ copy: SealedCopy) async throws -> String? {
    let facts = try known()
    let database = try self.copy().name
    let name = try name(copy)
    guard !isBornUnderKey else {
      let taken = try await taken(name, .snapshot, copy, .snapshot) {
        calls.createSnapshot(name, of: database, tags: $0)
      }
      return "\(name), \(taken.size) GiB"
    }
    let raw = facts.names.intermediate(copy.run)
    let masked = try await taken(raw, .intermediate, copy, .snapshot) {
      calls.createSnapshot(raw, of: database, tags: $0)
    }
    let copied = try await taken(name, .snapshot, copy, .rekey) {
      calls.copySnapshot(masked.arn, to: name, key: facts.key, tags: $0)
    }
    return "\(name), \(copied.size) GiB"
  }

  /// Makes a snapshot, or finds it made, and waits until it is whole. One of another attestation is in the way and goes.
  private func taken(
    _ name: String, _ kind: AwsTags.Kind, _ copy: SealedCopy, _ phase: AwsPhase, _ call: ([String: String]) -> AwsCall
  ) async throws -> AwsSnapshot {
    let tags = try AwsTags.make([
      .owner: AwsTags.owner, .application: settings.application, .kind: kind.rawValue, .name: name, .run: copy.run,
      .state: AwsPublication.pending.rawValue, .bundle: copy.bundle, .attestation: copy.attestation.digest(),
      .source: known().source.arn, .sourceTime: copy.attestation.asOf, .created: AwsTime.text(world.clock.now()),
    ])
    do { _ = try await world.whenAllowed(call(tags), phase, name) } catch AwsError.refused(let refusal)
      where refusal.reaction == .exists
    {
      guard let standing = try await world.snapshot(name),
        standing.tags.prove(kind, named: name, of: settings.application)
      else { throw AwsError.foreign(resource: name, why: "its tags do not say that it is ours") }
      if try !isOurs(standing, kind, copy) {
        try await world.delete(snapshot: name)
        _ = try await world.whenAllowed(call(tags), phase, name)
      }
    }
    let (snapshot, seconds) = try await world.whole(name, phase)
    self.seconds[phase] = seconds
    return snapshot
  }

  // MARK: Proving

  /// The key is read back, and the contents are compared after the snapshot was taken: what somebody wrote meanwhile shows.
  public func verify(_ copy: SealedCopy) async throws {
    let facts = try known()
    let (snapshot, _) = try await world.whole(name(copy), isBornUnderKey ? .snapshot : .rekey)
    guard snapshot.isEncrypted, AwsSettings.isSameKey(snapshot.key, facts.key) else {
      try await world.delete(snapshot: snapshot.name)
      throw AwsError.keyDiffers(resource: snapshot.name, expected: facts.key, found: snapshot.key ?? "none")
    }
    try await copy.whileShowing { _ in }
  }

  // MARK: Publishing

  /// Shares, reads back, and says last that it is published.
  public func publish(_ copy: SealedCopy) async throws {
    let name = try name(copy)
    try await share(name)
    guard let snapshot = try await standing(copy) else { throw AwsError.changed(resource: name, why: "it is gone") }
    try await world.tag(
      snapshot.arn,
      [
        .state: AwsPublication.published.rawValue, .seconds: AwsDurations.text(seconds), .size: String(snapshot.size),
      ])
    guard try await isPublished(copy) else {
      throw AwsError.changed(resource: name, why: "its tag does not say that it is published")
    }
  }

  private func share(_ name: String) async throws {
    let wanted = settings.shareWith.sorted()
    do { try await share(name, wanted) } catch AwsError.outOfTime {
      throw AwsError.notShared(snapshot: name, wanted: wanted, found: try await world.accounts(of: name))
    }
  }

  private func share(_ name: String, _ wanted: [String]) async throws {
    _ = try await world.waiting.wait(for: .connect, of: name) { () async throws -> AwsLook<Bool> in
      let found = try await world.accounts(of: name)
      if found == wanted { return AwsLook.ready(true) }
      let adding = wanted.filter { !found.contains($0) }
      let removing = found.filter { !wanted.contains($0) }
      _ = try await world.whenAllowed(calls.share(name, adding: adding, removing: removing), .connect, name)
      let now = try await world.accounts(of: name)
      return now == wanted ? .ready(true) : .working(state: "shared with \(now.count) of \(wanted.count)", percent: nil)
    }
  }

  // MARK: Pruning

  /// Only what is ours and of this application: published snapshots beyond the newest, what dead runs left unpublished, and
  /// base copies other than the newest.
  public func prune() async throws -> [String] {
    let all = try await world.snapshots().filter { $0.state != "deleting" }
    let published = AwsWorld.published(all, of: settings.application)
    var removed = published.dropLast(max(1, settings.keep)).map(\.name)
    func mine(_ kind: AwsTags.Kind) -> [AwsSnapshot] {
      all.filter { $0.tags.prove(kind, named: $0.name, of: settings.application) }
    }
    // Whoever holds the lease is the only one alive.
    removed += mine(.snapshot).filter { $0.tags[.state] != AwsPublication.published.rawValue }.map(\.name)
    removed += mine(.intermediate).map(\.name)
    let bases = mine(.base).sorted { ($0.tags[.sourceTime] ?? "") < ($1.tags[.sourceTime] ?? "") }
    removed += bases.dropLast().map(\.name)
    for name in removed { try await world.delete(snapshot: name) }
    return removed
  }
}
