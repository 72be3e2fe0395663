import Foundation
import Synchronization

@testable import SnapshotStage

/// A region of AWS in memory, behind the same door as the command: arguments and standard input in; status, output and
/// messages out. It has a clock of its own, on which restores, copies and deletions take minutes.
///
/// What it does not know it refuses, so that a call of another shape fails a test.
final class FakeAws: Sendable {
  /// What happens to the change of a number, counted from 1.
  enum Fault: Sendable, Hashable {
    /// The program dies before, or right after, AWS has carried it out.
    case killBefore, killAfter
    /// It is carried out, and the answer is lost: the command makes the call again.
    case lost
    case throttled
    case expired
    /// Refused for good.
    case denied
  }

  struct Killed: Error {}

  struct Volume: Equatable, Sendable {
    var name: String
    var isCluster: Bool
    var key: String
    var engine: String
    var created: Date
    var tags: [String: String]
    var state = "creating"
    /// When the state becomes the next one.
    var due: Date
    var next = "available"
    var members: [String] = []
    /// The cluster, of a member.
    var cluster: String?
    /// The bundle that has masked it; nil for originals.
    var masked: String?
    var isEncrypted = true
    var hasPassword = false
  }

  struct Snapshot: Equatable, Sendable {
    var name: String
    var of: String
    var key: String
    var created: Date
    var tags: [String: String]
    var state = "creating"
    var due: Date
    var began: Date
    var accounts: [String] = []
    var masked: String?
    var size = 812
    var isEncrypted = true
  }

  struct World: Equatable, Sendable {
    var now = Date(timeIntervalSince1970: 1_796_000_000)
    var volumes: [String: Volume] = [:]
    var snapshots: [String: Snapshot] = [:]
    var changes: [String] = []
    var calls = 0
    var faults: [Int: Fault] = [:]
    var isDead = false
    /// Minutes that things take; few, since each look at them costs the tests something.
    var minutes: [String: Double] = [
      "restore": 1, "instance": 1, "snapshot": 1, "copy": 2, "delete": 1, "password": 0.5,
    ]
    /// What the next thing of a kind ends as, instead of `available`.
    var endings: [String: String] = [:]
    /// A restore that ignores the key.
    var ignoresKey = false
    var keyState = "Enabled"
    var keyManager = "CUSTOMER"
    var account = FakeAws.account
    var quotaUsed = 3
  }

  static let account = "123456789012"
  static let region = "us-west-2"
  static let lowerKey = "arn:aws:kms:us-west-2:123456789012:key/00000000-1111-2222-3333-444444444444"
  static let prodKey = "arn:aws:kms:us-west-2:123456789012:key/99999999-1111-2222-3333-444444444444"

  let state: Mutex<World>

  /// A production cluster and instance, and a decoy: a developer's restore that inherited nothing of ours.
  init() {
    var world = World()
    for (name, isCluster) in [("prod-shop", true), ("prod-billing", false), ("dev-alice", true)] {
      world.volumes[name] = Volume(
        name: name, isCluster: isCluster, key: Self.prodKey, engine: isCluster ? "aurora-postgresql" : "postgres",
        created: world.now - 1_000_000, tags: ["team": name], state: "available", due: world.now - 1_000_000)
    }
    world.snapshots["rds:prod-billing-2026-11-29"] = Snapshot(
      name: "rds:prod-billing-2026-11-29", of: "prod-billing", key: Self.prodKey, created: world.now - 7200, tags: [:],
      state: "available", due: world.now, began: world.now - 9000)
    state = Mutex(world)
  }

  var world: World { state.withLock { $0 } }
  func with(_ body: (inout World) -> Void) { state.withLock { body(&$0) } }

  var clock: AwsClock {
    AwsClock(
      now: { self.world.now },
      sleep: { duration in
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        self.pass(seconds)
      }, jitter: { 0.5 })
  }

  /// Lets time go on: what is due becomes what it was to become.
  func pass(_ seconds: Double) {
    with { world in
      world.now += seconds
      for (name, volume) in world.volumes where volume.due <= world.now && volume.state != volume.next {
        if volume.next == "gone" {
          world.volumes[name] = nil
          for cluster in world.volumes.keys { world.volumes[cluster]?.members.removeAll { $0 == name } }
        } else {
          world.volumes[name]?.state = volume.next
        }
      }
      for (name, snapshot) in world.snapshots
      where snapshot.due <= world.now && !["available", "failed"].contains(snapshot.state) {
        world.snapshots[name]?.state = snapshot.state == "failing" ? "failed" : "available"
      }
    }
  }

  // MARK: The command

  var start: AwsCommand.Start {
    { arguments, input in try self.run(arguments, input) }
  }

  private func run(_ arguments: [String], _ input: String) throws -> AwsCommand.Ending {
    // Each call takes its time.
    pass(0.7)
    guard let place = arguments.firstIndex(of: "--cli-input-json"), place >= 2,
      arguments[place + 1] == "file:///dev/stdin"
    else { throw Unexpected(what: "arguments \(arguments)") }
    let operation = arguments[place - 1]
    guard case .map(let parameters) = try JSONDecoder().decode(AwsJSON.self, from: Data(input.utf8)) else {
      throw Unexpected(what: "input")
    }
    let isChange = !operation.hasPrefix("describe-") && operation != "get-caller-identity"
    return try state.withLock { world in
      if world.isDead { throw Killed() }
      world.calls += 1
      guard isChange else { return Self.ending(operation, FakeAnswers.answer(operation, parameters, &world)) }
      world.changes.append(operation)
      let fault = world.faults[world.changes.count]
      switch fault {
      case .killBefore:
        world.isDead = true
        throw Killed()
      case .throttled: return Self.refused("Throttling", operation)
      case .expired: return Self.refused("ExpiredToken", operation)
      case .denied: return Self.refused("AccessDenied", operation)
      case .killAfter, .lost, nil: break
      }
      let result = FakeAnswers.answer(operation, parameters, &world)
      if fault == .killAfter {
        world.isDead = true
        throw Killed()
      }
      if fault == .lost {
        return AwsCommand.Ending(
          status: 255, output: "",
          messages: "Connection was closed before we received a valid response from endpoint URL")
      }
      return Self.ending(operation, result)
    }
  }

  private static func ending(_ operation: String, _ result: Result<AwsJSON, FakeAnswers.Code>) -> AwsCommand.Ending {
    switch result {
    case .success(let json):
      let text = (try? json.bytes).map { String(decoding: $0, as: UTF8.self) } ?? ""
      return AwsCommand.Ending(status: 0, output: text, messages: "")
    case .failure(let code): return refused(code.rawValue, operation)
    }
  }

  private static func refused(_ code: String, _ operation: String) -> AwsCommand.Ending {
    let name = operation.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return AwsCommand.Ending(
      status: 254, output: "",
      messages: "\naws: [ERROR]: An error occurred (\(code)) when calling the \(name) operation: said by the fake\n")
  }

  struct Unexpected: Error { let what: String }
}

extension FakeAws.Snapshot {
  var isAvailable: Bool { state == "available" }
}
