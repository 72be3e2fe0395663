internal import Foundation

extension AwsProvider {
  public func provision(_ discovery: Discovery, run: String) async throws -> TemporaryCopy {
    if case .useless = discovery, let current {
      useless.append(current)
      (self.current, connected, found) = (nil, nil, nil)
    }
    for database in useless { try await world.delete(database) }
    useless = []
    let database: AwsDatabase
    var note: String
    if let found {
      try await takeLease(of: found)
      database = found
      note = "found \(found.name)"
    } else {
      database = try await make(run: run)
      note = "made \(database.name)"
      if case .useless(let reason) = discovery { note += "; discarded an orphan: \(reason)" }
    }
    current = database
    keepLease(of: database)
    try await usable(database)
    return TemporaryCopy(
      run: database.tags[.run], database: settings.database, source: title, asOf: database.tags[.sourceTime] ?? "",
      note: note)
  }

  /// The source in words, for the mark.
  private var title: String { "\(isAurora ? "cluster" : "instance") \(settings.source) in \(settings.region)" }

  // MARK: Making

  /// Restores the source under a name of our own, with the tags in the call that makes it.
  private func make(run: String) async throws -> AwsDatabase {
    let facts = try known()
    let base = try await base(run: run)
    let time: Date =
      switch settings.restore {
      case .latest: base?.created ?? world.clock.now()
      case .time(let time): time
      case .snapshot(let name): try await sourceSnapshot(name).created ?? world.clock.now()
      }
    while true {
      highestGeneration += 1
      let name = facts.names.temporary(highestGeneration)
      let tags = try AwsTags.make([
        .owner: AwsTags.owner, .application: settings.application, .kind: AwsTags.Kind.temporary.rawValue, .name: name,
        .key: ownKey(), .source: facts.source.arn, .sourceTime: AwsTime.text(time), .run: run,
        .stage: AwsStage.copying.rawValue, .created: AwsTime.text(world.clock.now()), .lease: lease().text,
        .expires: AwsTime.text(world.clock.now().addingTimeInterval(AwsOrphan.longestAge)),
      ])
      if let made = try await create(name, base: base?.name, tags) { return try await rightKey(made) }
    }
  }

  /// - Returns: nil where the name is that of one which is being deleted.
  private func create(_ name: String, base: String?, _ tags: [String: String]) async throws -> AwsDatabase? {
    do {
      let answer = try await world.send(creation(name, base: base, tags))
      let made = isAurora ? AwsDatabase(cluster: answer["DBCluster"]) : AwsDatabase(instance: answer["DBInstance"])
      guard let made else { throw AwsError.unreadable(operation: "restore") }
      return try await world.database(made.name) ?? made
    } catch AwsError.refused(let refusal) where refusal.reaction == .exists {
      // Ours, if an answer was lost; else somebody was faster.
      guard let standing = try await world.database(name), standing.state != "deleting" else { return nil }
      guard standing.tags.prove(.temporary, named: name, of: settings.application) else {
        throw AwsError.foreign(resource: name, why: "its tags do not say that it is ours")
      }
      if let lease = AwsLease(standing.tags[.lease]), lease.holder != holder {
        throw AwsError.busy(resource: name, holder: lease.holder)
      }
      return standing
    }
  }

  private func creation(_ name: String, base: String?, _ tags: [String: String]) throws -> AwsCall {
    let key = isBornUnderKey ? try known().key : nil
    switch (settings.engine, settings.restore) {
    case (.aurora, .snapshot(let snapshot)):
      return calls.restoreCluster(name, from: snapshot, key: key, tags: tags)
    case (.aurora, .latest), (.aurora, .time): return calls.restoreCluster(name, key: key, tags: tags)
    case (.rds, .snapshot(let snapshot)): return calls.restoreInstance(name, from: base ?? snapshot, tags: tags)
    case (.rds, .latest), (.rds, .time):
      if let base { return calls.restoreInstance(name, from: base, tags: tags) }
      return calls.restoreInstance(name, at: settings.restore, tags: tags)
    }
  }

  /// The key is compared at once: unmasked data does not wait under a wrong one.
  private func rightKey(_ database: AwsDatabase) async throws -> AwsDatabase {
    let expected = try ownKey()
    guard AwsSettings.isSameKey(database.key, expected) else {
      try await world.delete(database)
      throw AwsError.keyDiffers(resource: database.name, expected: expected, found: database.key ?? "none")
    }
    return database
  }

  // MARK: RDS: the base copy

  /// The copy of a production snapshot under the target key: with the newest one kept, the next is incremental. Nil where the
  /// copy is not born under the key, or can be given it.
  private func base(run: String) async throws -> AwsSnapshot? {
    guard !isAurora, isBornUnderKey else { return nil }
    let facts = try known()
    let source: AwsSnapshot
    switch settings.restore {
    case .snapshot(let name): source = try await sourceSnapshot(name)
    case .latest, .time: source = try await newestSourceSnapshot()
    }
    let name = facts.names.base(of: source.name)
    let tags = AwsTags.make([
      .owner: AwsTags.owner, .application: settings.application, .kind: AwsTags.Kind.base.rawValue, .name: name,
      .source: facts.source.arn, .sourceTime: source.created.map(AwsTime.text), .run: run,
      .created: AwsTime.text(world.clock.now()),
    ])
    do {
      _ = try await world.send(calls.copySnapshot(source.arn, to: name, key: facts.key, tags: tags))
    } catch AwsError.refused(let refusal) where refusal.reaction == .exists {
      let standing = try await world.snapshot(name)
      guard standing?.tags.prove(.base, named: name, of: settings.application) ?? false else {
        throw AwsError.foreign(resource: name, why: "its tags do not say that it is ours")
      }
    }
    let (copy, seconds) = try await world.whole(name, .base)
    self.seconds[.base] = seconds
    guard AwsSettings.isSameKey(copy.key, facts.key) else {
      try await world.delete(snapshot: name)
      throw AwsError.keyDiffers(resource: name, expected: facts.key, found: copy.key ?? "none")
    }
    return copy
  }

  private func newestSourceSnapshot() async throws -> AwsSnapshot {
    let all = try await world.snapshots(calls.describeSourceSnapshots).filter { $0.state == "available" }
    guard let newest = all.max(by: { ($0.created ?? .distantPast) < ($1.created ?? .distantPast) }) else {
      throw AwsError.sourceUnusable(source: settings.source, why: "it has no snapshot that is available")
    }
    return newest
  }

  private func sourceSnapshot(_ name: String) async throws -> AwsSnapshot {
    let all = try await world.snapshots(calls.describeSourceSnapshots)
    guard let found = all.first(where: { $0.name == name || $0.arn == name }) else {
      throw AwsError.sourceUnusable(source: settings.source, why: "it has no snapshot \(name)")
    }
    return found
  }

  // MARK: Usable

  /// Everything between a volume and a connection. What is there already is not made again.
  private func usable(_ database: AwsDatabase) async throws {
    let volume = try await ready(database.name, .copy)
    let instance = isAurora ? try await instance(of: volume) : nil
    let password = Self.newPassword()
    _ = try await world.whenAllowed(calls.setPassword(database.name, password), .password, database.name)
    let changed = try await ready(database.name, .password)
    let endpoint = try AwsEndpoint(changed, instance: instance, password: password, settings)
    try await connect(endpoint)
    current = changed
    connected = endpoint
  }

  /// 40 letters and digits: more than 230 bits, and nothing that needs quoting anywhere.
  private static func newPassword() -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var generator = SystemRandomNumberGenerator()
    return String((0..<40).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
  }

  private func ready(_ name: String, _ phase: AwsPhase) async throws -> AwsDatabase {
    let settled = try await world.waiting.wait(for: phase, of: name) { () async throws -> AwsLook<AwsDatabase> in
      guard let database = try await world.database(name) else { return .bad(state: "gone") }
      if AwsStates.isBad(database.state) || database.state == "deleting" { return .bad(state: database.state) }
      if database.state == "stopped", !isAurora {
        // Parked by an earlier run.
        _ = try await world.whenAllowed(calls.startInstance(name), phase, name)
      }
      return database.state == "available" && !database.isPasswordPending
        ? AwsLook.ready(database) : .working(state: database.state, percent: nil)
    }
    if seconds[phase] == nil { seconds[phase] = settled.seconds }
    return settled.value
  }

  /// The cluster's one instance; it is made where it is missing, and once more where it is just being deleted.
  private func instance(of cluster: AwsDatabase) async throws -> String {
    let name = try known().names.instance(of: cluster.name)
    let tags = AwsTags.make([
      .owner: AwsTags.owner, .application: settings.application, .kind: AwsTags.Kind.instance.rawValue, .name: name,
      .run: cluster.tags[.run], .created: AwsTime.text(world.clock.now()),
    ])
    let settled = try await world.waiting.wait(for: .instance, of: name) { () async throws -> AwsLook<Bool> in
      guard let standing = try await world.instance(name) else {
        do {
          _ = try await world.send(calls.createInstance(name, in: cluster.name, tags: tags))
        } catch AwsError.refused(let refusal) where [.exists, .state].contains(refusal.reaction) {}
        return .working(state: "creating", percent: nil)
      }
      if AwsStates.isBad(standing.state) { return .bad(state: standing.state) }
      return standing.state == "available" ? .ready(true) : .working(state: standing.state, percent: nil)
    }
    seconds[.instance] = settled.seconds
    return name
  }

  private func connect(_ endpoint: AwsEndpoint) async throws {
    do {
      let settled = try await world.waiting.wait(for: .connect, of: endpoint.host) {
        try await gate.isOpen(endpoint) ? AwsLook.ready(true) : .working(state: "not connectable yet", percent: nil)
      }
      seconds[.connect] = settled.seconds
    } catch AwsError.outOfTime {
      throw AwsError.notConnectable(endpoint: endpoint.host, why: "it did not answer in time, though it is available")
    }
  }
}
