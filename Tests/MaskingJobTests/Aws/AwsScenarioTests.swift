import Foundation
import Testing

@testable import MaskingJob
@testable import SnapshotStage

/// Nights with a story.
@Suite struct AwsScenarioTests {
  /// A night that dies in the middle of masking, and what the next one finds.
  private func orphaned(_ night: AwsNight = AwsNight()) async -> AwsNight {
    night.fake.with { $0.faults[5] = .killBefore }
    #expect(await night.run() == .killed)
    night.revive()
    return night
  }

  private func changes(_ night: AwsNight, _ name: String) -> Int {
    night.fake.world.changes.filter { $0 == name }.count
  }

  // MARK: Orphans

  @Test func anOrphanIsAdoptedAndSaysWhy() async {
    let night = await orphaned()
    #expect(await night.run() == .published)
    #expect(changes(night, "restore-db-cluster-to-point-in-time") == 1)
    #expect(night.notes.contains { $0.contains("carries on run") && $0.contains("same source, same key") })
    #expect(night.violations() == [])
  }

  @Test func rulesThatChangedHalfWayDiscardIt() async {
    let night = await orphaned()
    let other = String(repeating: "b", count: 64)
    #expect(await night.run(bundle: other) == .published)
    #expect(changes(night, "restore-db-cluster-to-point-in-time") == 2)
    #expect(night.notes.contains { $0.contains("discarded, it was begun with another bundle") })
    #expect(night.violations(bundle: other) == [])
  }

  @Test func anOrphanThatIsTooOldIsDiscarded() async {
    let night = await orphaned()
    night.fake.pass(37 * 3600)
    #expect(await night.run() == .published)
    #expect(night.notes.contains { $0.contains("discarded, it is older than 36 hours") })
    #expect(night.violations() == [])
  }

  /// The source went on meanwhile: the copy is what it was, and the snapshot carries the copy's time.
  @Test func anOlderCopyCarriesItsOwnTime() async throws {
    let night = await orphaned()
    let begun = night.fake.world.volumes.values.first { $0.name.hasSuffix("-g1") }?.tags["understudy:source-time"]
    night.fake.pass(20 * 3600)
    #expect(await night.run() == .published)
    let published = try #require(night.fake.world.snapshots.values.first { $0.tags["understudy:state"] == "published" })
    #expect(published.tags["understudy:source-time"] == begun)
    #expect(night.violations() == [])
  }

  @Test func aLostAttestationMeansAnotherCopy() async {
    let night = AwsNight()
    night.fake.with { $0.faults[6] = .killBefore }
    #expect(await night.run() == .killed)
    night.revive()
    night.loseFolder()
    #expect(await night.run() == .published)
    #expect(changes(night, "restore-db-cluster-to-point-in-time") == 2)
    #expect(night.violations() == [])
  }

  /// A developer's restore of our snapshot inherits our tags: its own name is not among them.
  @Test func aDecoyWithInheritedTagsIsLeftAlone() async throws {
    let night = await orphaned()
    let real = try #require(night.fake.world.volumes.values.first { $0.name.hasSuffix("-g1") })
    night.fake.with { world in
      for name in ["bobs-copy", "understudy-shop-decoy-g1"] {
        var decoy = real
        decoy.name = name
        decoy.members = []
        world.volumes[name] = decoy
      }
    }
    let before = night.fake.world.volumes["bobs-copy"]
    #expect(await night.run() == .published)
    #expect(night.violations() == [])
    #expect(night.fake.world.volumes["bobs-copy"] == before)
    #expect(night.fake.world.volumes["understudy-shop-decoy-g1"]?.state == "available")
    #expect(night.notes.contains { $0.hasPrefix("bobs-copy: left alone") })
  }

  /// Another program took the very name: it is not ours.
  @Test func aNameThatIsTakenByAStrangerIsRefused() async throws {
    let night = AwsNight()
    night.fake.with { world in
      guard let source = world.volumes["prod-shop"] else { return }
      var stranger = source
      stranger.name = AwsNames(
        application: "shop", source: "arn:aws:rds:\(FakeAws.region):\(FakeAws.account):cluster:prod-shop",
        key: FakeAws.lowerKey
      ).temporary(1)
      world.volumes[stranger.name] = stranger
    }
    #expect(await night.run() == .published)
    #expect(night.notes.contains { $0.contains("left alone, its tags do not say that it is ours") })
    night.fake.pass(3600)
    let left = night.fake.world.volumes.values.filter { $0.name.hasPrefix("understudy-") }
    #expect(left.map(\.tags) == [["team": "prod-shop"]], "the stranger's")
  }

  // MARK: Two runs

  @Test func aLiveLeaseIsRespectedAndEndsByItself() async {
    let night = await orphaned()
    guard case .failed(.busy(_, let holder)) = await night.run(holder: "there/2") else {
      Issue.record("the lease was not respected")
      return
    }
    #expect(holder == "here/1")
    night.fake.pass(16 * 60)
    #expect(await night.run(holder: "there/2") == .published)
    #expect(night.violations() == [])
  }

  @Test func twoRunsAtOncePublishOnce() async {
    let night = AwsNight()
    async let one = night.run(holder: "here/1")
    async let two = night.run(holder: "there/2")
    let endings = await [one, two]
    #expect(endings.contains(.published))
    for ending in endings where ending != .published {
      guard case .failed(.busy) = ending else {
        Issue.record("\(ending)")
        continue
      }
    }
    // Where they met one after the other, each has published its own, and the older one is pruned.
    #expect(night.violations() == [])
  }

  // MARK: Waiting

  @Test func aSlowCopyIsExplainedWithWhatWasLearned() async {
    let night = AwsNight { $0.rekey = .copyAfterMask }
    night.fake.with { $0.minutes["copy"] = 45 }
    #expect(await night.run() == .published)
    night.fake.with { world in
      world.minutes["copy"] = 300
      if let snapshot = world.snapshots.values.first(where: { $0.tags["understudy:state"] == "published" }) {
        world.snapshots[snapshot.name]?.tags["understudy:size"] = "180"
        for number in 1...3 {
          var other = snapshot
          other.name = "manual-\(number)"
          other.tags = [:]
          other.state = "copying"
          other.due = world.now + 1_000_000
          world.snapshots[other.name] = other
        }
      }
    }
    #expect(await night.run() == .published)
    let warning = night.notes.first { $0.contains("takes unusually long") }
    #expect(warning?.contains("full copy of 812 GiB, 180 GiB on 20") == true)
    #expect(warning?.contains("3 other copies in flight") == true)
    #expect(night.notes.contains { $0.contains("usually 45 min") })
    #expect(night.notes.contains { $0.contains("copying, ") && $0.contains(" %") }, "progress is told")
  }

  @Test func pastTheDeadlineTheNextRunGoesOn() async {
    let night = AwsNight { $0.rekey = .copyAfterMask }
    night.fake.with { $0.minutes["copy"] = 7 * 60 }
    guard case .failed(.outOfTime(let what, let state)) = await night.run() else {
      Issue.record("it had time")
      return
    }
    #expect(what.contains("under the target key") && state.contains("copying"))
    #expect(await night.run() == .published)
    #expect(changes(night, "copy-db-cluster-snapshot") == 1, "AWS worked on meanwhile")
    #expect(night.violations() == [])
  }

  @Test func theRunsOwnDeadlineEndsItResumably() async {
    let night = AwsNight()
    guard case .failed(.outOfTime) = await night.run(deadline: 40) else {
      Issue.record("it had time")
      return
    }
    #expect(await night.run() == .published)
    #expect(changes(night, "restore-db-cluster-to-point-in-time") == 1)
    #expect(night.violations() == [])
  }

  // MARK: Bad ends

  @Test(arguments: ["cloning-failed", "inaccessible-encryption-credentials", "failed", "incompatible-network"])
  func aTerminalStateIsNamedAndMadeAnew(_ state: String) async {
    let night = AwsNight()
    night.fake.with { $0.endings["restore"] = state }
    guard case .failed(.badState(_, state)) = await night.run() else {
      Issue.record("the state was not seen")
      return
    }
    #expect(await night.run() == .published)
    #expect(night.notes.contains { $0.contains("discarded, its state is \(state)") })
    night.fake.pass(3600)
    #expect(night.fake.world.snapshots.values.filter { $0.name.hasPrefix("understudy-") }.count == 1)
  }

  @Test func anUnknownStateIsWorkThatGoesOn() async {
    let night = AwsNight()
    night.fake.with { $0.endings["restore"] = "polishing" }
    guard case .failed(.outOfTime) = await night.run(deadline: 3600) else {
      Issue.record("it gave up early, or went on")
      return
    }
  }

  @Test func aSnapshotThatFailsIsNotPublished() async {
    let night = AwsNight()
    night.fake.with { $0.endings["snapshot"] = "failed" }
    guard case .failed(.badState) = await night.run() else {
      Issue.record("it was taken for whole")
      return
    }
    #expect(night.fake.world.snapshots.values.allSatisfy { $0.tags["understudy:state"] != "published" })
  }

  @Test func aCopyUnderTheWrongKeyIsDeletedAtOnce() async {
    let night = AwsNight()
    night.fake.with { $0.ignoresKey = true }
    guard case .failed(.keyDiffers(_, FakeAws.lowerKey, FakeAws.prodKey)) = await night.run() else {
      Issue.record("the key was not compared")
      return
    }
    night.fake.pass(3600)
    #expect(!night.fake.world.volumes.keys.contains { $0.hasPrefix("understudy-") })
    #expect(changes(night, "create-db-instance") == 0)
  }

  // MARK: Refused before anything is made

  @Test func whatCannotEndWellIsRefusedFirst() async {
    func refusal(_ change: @Sendable (inout FakeAws.World) -> Void) async -> AwsError? {
      let night = AwsNight()
      night.fake.with(change)
      guard case .failed(let error) = await night.run() else { return nil }
      #expect(night.fake.world.changes.isEmpty)
      return error
    }
    #expect(
      await refusal { $0.account = "999999999999" } == .otherAccount(expected: FakeAws.account, found: "999999999999"))
    #expect(
      await refusal { $0.keyState = "PendingDeletion" }
        == .keyUnusable(key: "alias/lower", why: "its state is PendingDeletion"))
    #expect(
      await refusal { $0.keyManager = "AWS" }
        == .keyUnusable(key: "alias/lower", why: "it is AWS's own: a snapshot under it cannot be shared"))
    #expect(
      await refusal { $0.volumes["prod-shop"]?.engine = "postgres" }
        == .sourceUnusable(
          source: "prod-shop", why: "it is a Multi-AZ DB cluster: its snapshots cannot be shared"))
    #expect(
      await refusal { $0.volumes["prod-shop"]?.isEncrypted = false }
        == .sourceUnusable(source: "prod-shop", why: "it is not encrypted: its copies cannot be given a key"))
    #expect(await refusal { $0.quotaUsed = 40 } == .quotaFull(name: "DBClusters", used: 40, most: 40))
  }

  // MARK: Failures that are no orphan

  @Test func aFailureParksTheVolumeAndDeletesTheInstance() async {
    let night = AwsNight()
    night.fake.with { $0.faults[5] = .denied }
    guard case .failed(.refused) = await night.run() else {
      Issue.record("it was not refused")
      return
    }
    night.fake.pass(3600)
    let left = night.fake.world.volumes.keys.filter { $0.hasPrefix("understudy-") }
    #expect(left.count == 1, "the cluster alone")
    night.revive()
    #expect(await night.run() == .published)
    #expect(changes(night, "restore-db-cluster-to-point-in-time") == 1)
    #expect(changes(night, "create-db-instance") == 2)
    #expect(night.violations() == [])
  }

  @Test func anInstanceOfRDSIsStoppedAndStartedAgain() async {
    let night = AwsNight(.rds)
    night.fake.with { $0.faults[5] = .denied }
    guard case .failed(.refused) = await night.run() else {
      Issue.record("it was not refused")
      return
    }
    night.fake.pass(3600)
    #expect(night.fake.world.volumes.values.contains { $0.name.hasPrefix("understudy-") && $0.state == "stopped" })
    night.revive()
    #expect(await night.run() == .published)
    #expect(changes(night, "start-db-instance") == 1)
    #expect(night.violations() == [])
  }

  // MARK: Retention, status and clean

  @Test func theNewestStayAndTheBaseIsReused() async {
    let night = AwsNight(.rds) { $0.keep = 2 }
    for _ in 1...3 {
      #expect(await night.run() == .published)
      night.fake.pass(24 * 3600)
    }
    let published = night.fake.world.snapshots.values.filter { $0.tags["understudy:state"] == "published" }
    #expect(published.count == 2)
    #expect(changes(night, "copy-db-snapshot") == 3, "the second and third found the base")
    #expect(night.fake.world.snapshots.values.filter { $0.tags["understudy:kind"] == "base" }.count == 1)
  }

  @Test func cleanJudgesWhatStands() async throws {
    let night = await orphaned()
    let cleaning = AwsCleaning(
      night.settings, command: AwsCommand(night.settings, clock: night.fake.clock, start: night.fake.start),
      clock: night.fake.clock)
    var standing = try #require(try await cleaning.look().first)
    #expect(standing.reasonToStay?.contains("a run is under way") == true)
    night.fake.pass(3600)
    standing = try #require(try await cleaning.look().first)
    #expect(standing.reasonToStay == "it is young enough: the next run carries it on")
    #expect(try await !cleaning.remove(standing))
    night.fake.pass(36 * 3600)
    standing = try #require(try await cleaning.look().first)
    #expect(standing.reasonToRemove == "it is older than 36 hours")
    #expect(try await cleaning.remove(standing))
    night.fake.pass(3600)
    #expect(try await cleaning.look().isEmpty)
    #expect(night.fake.world.volumes.count == 3, "production and the developer's")
  }
}
