import Foundation
import Testing

@testable import MaskingJob
@testable import SnapshotStage

/// Nights that are struck at every change, each followed by a re-run and a look at what stands.
@Suite struct AwsCrashTests {
  /// The ways to a copy, and their changes in an undisturbed night.
  struct Way: Sendable, CustomTestStringConvertible {
    let name: String
    let changes: [String]
    let night: @Sendable () -> AwsNight
    var testDescription: String { name }
  }

  static let ways = [
    Way(
      name: "Aurora, at restore",
      changes: [
        "restore-db-cluster-to-point-in-time", "create-db-instance", "modify-db-cluster", "add-tags-to-resource",
        "create-db-cluster-snapshot", "modify-db-cluster-snapshot-attribute", "add-tags-to-resource",
        "delete-db-instance", "delete-db-cluster",
      ]
    ) { AwsNight() },
    Way(
      name: "Aurora, copy after mask",
      changes: [
        "restore-db-cluster-to-point-in-time", "create-db-instance", "modify-db-cluster", "add-tags-to-resource",
        "create-db-cluster-snapshot", "copy-db-cluster-snapshot", "modify-db-cluster-snapshot-attribute",
        "add-tags-to-resource", "delete-db-cluster-snapshot", "delete-db-instance", "delete-db-cluster",
      ]
    ) { AwsNight { $0.rekey = .copyAfterMask } },
    Way(
      name: "RDS, at restore",
      changes: [
        "copy-db-snapshot", "restore-db-instance-from-db-snapshot", "modify-db-instance", "add-tags-to-resource",
        "create-db-snapshot", "modify-db-snapshot-attribute", "add-tags-to-resource", "delete-db-instance",
      ]
    ) { AwsNight(.rds) },
    Way(
      name: "RDS, copy after mask",
      changes: [
        "restore-db-instance-to-point-in-time", "modify-db-instance", "add-tags-to-resource", "create-db-snapshot",
        "copy-db-snapshot", "modify-db-snapshot-attribute", "add-tags-to-resource", "delete-db-snapshot",
        "delete-db-instance",
      ]
    ) { AwsNight(.rds) { $0.rekey = .copyAfterMask } },
  ]

  @Test(arguments: ways) func anUndisturbedNightMakesEachChangeOnce(_ way: Way) async {
    let night = way.night()
    #expect(await night.run() == .published)
    #expect(night.fake.world.changes == way.changes)
    #expect(night.violations() == [])
  }

  /// Killed before and after every change, also twice in a row.
  @Test(arguments: ways, [FakeAws.Fault.killBefore, .killAfter]) func aKilledNightIsFinishedByTheNext(
    _ way: Way, _ fault: FakeAws.Fault
  ) async {
    for place in 1...way.changes.count {
      let night = way.night()
      night.fake.with { $0.faults[place] = fault }
      #expect(await night.run() == .killed, "at change \(place)")
      night.revive()
      // And the next one too, a little later.
      night.fake.with { $0.faults[$0.changes.count + 2] = fault }
      let second = await night.run()
      night.revive()
      if second == .killed { #expect(await night.run() == .published, "at change \(place)") }
      #expect(night.violations() == [], "at change \(place)")
    }
  }

  /// An answer that is lost makes the command do it twice; a throttled call comes again.
  @Test(arguments: ways, [FakeAws.Fault.lost, .throttled]) func whatTheCommandRepeatsIsDoneOnce(
    _ way: Way, _ fault: FakeAws.Fault
  ) async {
    for place in 1...way.changes.count {
      let night = way.night()
      night.fake.with { $0.faults[place] = fault }
      #expect(await night.run() == .published, "at change \(place)")
      #expect(night.violations() == [], "at change \(place)")
    }
  }

  @Test(arguments: ways, [FakeAws.Fault.expired, .denied]) func whatIsRefusedIsCarriedOnLater(
    _ way: Way, _ fault: FakeAws.Fault
  ) async {
    for place in 1...way.changes.count {
      let night = way.night()
      night.fake.with { $0.faults[place] = fault }
      guard case .failed(.refused(let refusal)) = await night.run() else {
        Issue.record("at change \(place)")
        continue
      }
      #expect(refusal.reaction == (fault == .expired ? .expired : .denied))
      night.revive()
      #expect(await night.run() == .published, "at change \(place)")
      #expect(night.violations() == [], "at change \(place)")
    }
  }
}
