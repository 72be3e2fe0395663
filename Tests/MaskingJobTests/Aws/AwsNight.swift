import BundleFormat
import Foundation
import PostgresClient
import Synchronization

@testable import MaskingJob
@testable import SnapshotStage

/// A night of one application against the fake AWS: the real provider and the real state machine, and a masking that takes
/// no time. A night that is killed leaves what it leaves; the next one is another program.
final class AwsNight: Sendable {
  enum Ending: Sendable, Equatable {
    case published
    case killed
    case failed(AwsError)
    /// What no night may end by, a cancelled test among it: the error, told apart by its words.
    case broken(String)
  }

  static let reviewed = String(repeating: "a", count: 64)

  let fake = FakeAws()
  /// The real command instead of the fake, and a clock for it.
  private let real: (command: AwsCommand, clock: AwsClock)?
  let settings: AwsSettings
  /// What a run leaves in its folder until it has published.
  private let attestation = Mutex<Attestation?>(nil)
  private let runs = Mutex(0)
  private let said = Mutex<[String]>([])

  init(
    _ engine: AwsSettings.Engine = .aurora, _ change: (inout AwsSettings) -> Void = { _ in },
    real: (@Sendable (AwsSettings) throws -> (command: AwsCommand, clock: AwsClock))? = nil
  ) rethrows {
    var settings = AwsSettings(
      application: "shop", engine: engine, region: FakeAws.region, account: FakeAws.account,
      source: engine == .aurora ? "prod-shop" : "prod-billing", database: "shop", instanceClass: "db.r6g.large",
      subnetGroup: "lower", securityGroups: ["sg-1"], certificates: URL(fileURLWithPath: "/dev/null"),
      key: "alias/lower")
    settings.shareWith = ["210987654321", "111122223333"]
    settings.keep = 1
    change(&settings)
    self.settings = settings
    self.real = try real?(settings)
  }

  var notes: [String] { said.withLock { $0 } }

  /// Forgets what a run left in its folder, as a machine that is thrown away does.
  func loseFolder() { attestation.withLock { $0 = nil } }

  /// Runs to the end, to a failure or to the program's death.
  ///
  /// - Parameters:
  ///   - bundle: what the rules compile to.
  ///   - holder: the machine that it runs on.
  ///   - deadline: in seconds from now.
  func run(bundle: String = reviewed, holder: String = "here/1", deadline: Double? = nil) async -> Ending {
    let number = runs.withLock {
      $0 += 1
      return $0
    }
    let provider = AwsProvider(
      settings, command: real?.command ?? AwsCommand(settings, clock: fake.clock, start: fake.start), holder: holder,
      clock: real?.clock ?? fake.clock,
      deadline: deadline.map { fake.world.now + $0 }, gate: AwsGate(isOpen: isOpen, lockRoles: { _ in }),
      show: { line in self.said.withLock { $0.append(line) } })
    do {
      try await goThroughStages(provider, bundle, run: "20261129T00000\(number % 10)-000\(number % 10)")
      return .published
    } catch is FakeAws.Killed {
      return .killed
    } catch let error as AwsError {
      _ = await provider.park(isResumable: Self.isResumable(error))
      return .failed(error)
    } catch {
      return .broken("\(error)")
    }
  }

  @Sendable private func isOpen(_ endpoint: AwsEndpoint) -> Bool {
    guard real == nil else { return true }
    fake.pass(1)
    return fake.world.volumes.values.contains { endpoint.host.hasPrefix($0.name + ".") && $0.hasPassword }
  }

  /// The next program, after the last one was killed.
  func revive() {
    fake.with {
      $0.isDead = false
      $0.faults = [:]
    }
  }

  private static func isResumable(_ error: AwsError) -> Bool {
    switch error {
    case .busy, .outOfTime, .changed: true
    case .refused(let refusal): refusal.reaction == .expired
    default: false
    }
  }

  private func goThroughStages(_ provider: AwsProvider, _ bundle: String, run: String) async throws {
    try await provider.preflight()
    var machine = StageMachine()
    var action: StageMachine.Action? = machine.first
    var night = Night(provider: provider, bundle: bundle, run: run)
    while let next = action {
      switch next {
      case .discover(let stage): action = machine.react(to: try await discover(stage, &night))
      case .act(let stage):
        try await act(stage, &night)
        action = machine.react(to: .acted)
      case .verify(let stage): action = machine.react(to: try await verify(stage, &night))
      case .giveUp, .finish: return
      }
    }
    preconditionFailure("the machine was asked out of order")
  }

  private struct Night {
    let provider: AwsProvider
    let bundle: String
    var run: String
    var discovery = Discovery.nothing
    var copy: TemporaryCopy?
    var sealed: SealedCopy?
    var isPublished = false
  }

  private func discover(_ stage: Stage, _ night: inout Night) async throws -> StageMachine.Event {
    switch stage {
    case .provision:
      night.discovery = try await night.provider.discover(reviewed: night.bundle)
      switch night.discovery {
      case .nothing: return .missing
      case .found: return .found
      case .useless: return .useless
      }
    case .snapshot:
      guard let sealed = night.sealed else { return .missing }
      night.isPublished = try await night.provider.isPublished(sealed)
      if night.isPublished { return .found }
      return try await night.provider.hasSnapshot(sealed) ? .found : .missing
    case .publish: return night.isPublished ? .found : .missing
    case .adopt, .compile, .apply, .verify, .prune, .cleanUp: return .missing
    }
  }

  private func act(_ stage: Stage, _ night: inout Night) async throws {
    switch stage {
    case .provision: try await provision(&night)
    case .apply:
      try await night.provider.beginMasking(by: night.bundle)
      let name = await night.provider.current?.name ?? ""
      fake.pass(600)
      if fake.world.isDead { throw FakeAws.Killed() }
      fake.with { $0.volumes[name]?.masked = night.bundle }
    case .verify: night.sealed = seal(night)
    case .snapshot: if let sealed = night.sealed { _ = try await night.provider.snapshot(sealed) }
    case .publish: if let sealed = night.sealed { try await night.provider.publish(sealed) }
    case .prune: _ = try await night.provider.prune()
    case .cleanUp:
      try await night.provider.destroy()
      attestation.withLock { $0 = nil }
    case .adopt, .compile: break
    }
  }

  private func provision(_ night: inout Night) async throws {
    let copy = try await night.provider.provision(night.discovery, run: night.run)
    night.copy = copy
    night.run = copy.run ?? night.run
  }

  /// The ledger inside knows which bundle began, and a sealed copy needs its attestation.
  private func verify(_ stage: Stage, _ night: inout Night) async throws -> StageMachine.Event {
    switch stage {
    case .provision:
      if night.copy == nil { try await provision(&night) }
      let name = await night.provider.current?.name ?? ""
      guard let masked = fake.world.volumes[name]?.masked else { return .holds }
      let hasAttestation = attestation.withLock { $0?.run == night.run }
      guard masked == night.bundle, hasAttestation else {
        night.discovery = .useless("the ledger says otherwise")
        night.copy = nil
        night.run += "x"
        return .useless
      }
      return .holds
    case .snapshot:
      if let sealed = night.sealed, !night.isPublished { try await night.provider.verify(sealed) }
      return .holds
    case .adopt, .compile, .apply, .verify, .publish, .prune, .cleanUp: return .holds
    }
  }

  private func seal(_ night: Night) -> SealedCopy {
    let made = attestation.withLock { waiting in
      if let waiting, waiting.run == night.run { return waiting }
      let made = Attestation(
        application: "shop", run: night.run, bundle: night.bundle, catalog: String(repeating: "c", count: 64),
        source: "x", asOf: night.copy?.asOf ?? "", tables: [], survivorsInKeptRows: 0, checked: [], notChecked: [])
      waiting = made
      return made
    }
    return SealedCopy(
      run: night.run, target: ConnectionTarget(""), attestation: made, bundle: night.bundle
    ) { body in try await body("shown") }
  }

  // MARK: What has to hold

  /// Everything that is wrong with what stands; empty after every night that ended well.
  func violations(bundle: String = reviewed) -> [String] {
    fake.pass(7200)
    let world = fake.world
    var wrong: [String] = []
    let fresh = FakeAws().world
    for (name, volume) in fresh.volumes where world.volumes[name] != volume { wrong.append("\(name) was touched") }
    for (name, snapshot) in fresh.snapshots where world.snapshots[name] != snapshot {
      wrong.append("\(name) was touched")
    }
    let left = world.volumes.keys.filter { $0.hasPrefix("understudy-") && !decoys.contains($0) }
    if !left.isEmpty { wrong.append("left behind: \(left.sorted())") }
    let ours = world.snapshots.values.filter { $0.name.hasPrefix("understudy-") }
    let published = ours.filter { $0.tags["understudy:state"] == "published" }
    if published.count != 1 { wrong.append("\(published.count) published snapshots") }
    let bases = ours.filter { $0.tags["understudy:kind"] == "base" }
    if bases.count != (settings.engine == .rds && settings.rekey == .atRestore ? 1 : 0) {
      wrong.append("\(bases.count) base copies")
    }
    if ours.count != published.count + bases.count { wrong.append("other snapshots: \(ours.map(\.name).sorted())") }
    for snapshot in published {
      if snapshot.key != FakeAws.lowerKey { wrong.append("under the wrong key") }
      if snapshot.accounts != settings.shareWith.sorted() { wrong.append("shared with \(snapshot.accounts)") }
      if snapshot.masked != bundle { wrong.append("it holds \(snapshot.masked ?? "originals")") }
      if !snapshot.isAvailable { wrong.append("it is \(snapshot.state)") }
    }
    return wrong
  }

  /// Names that begin like ours and are not.
  var decoys: Set<String> { ["understudy-shop-decoy-g1"] }
}
