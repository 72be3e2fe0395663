internal import Foundation

/// What is waited for, and what was learned of it.
enum AwsPhase: String, CaseIterable, Sendable {
  case copy, instance, password, connect, snapshot, rekey, base, delete

  var words: String {
    switch self {
    case .copy: "the copy of the source"
    case .instance: "the instance"
    case .password: "the new password"
    case .connect: "the connection"
    case .snapshot: "the snapshot"
    case .rekey: "the copy of the snapshot under the target key"
    case .base: "the copy of the source's snapshot under the target key"
    case .delete: "the deletion"
    }
  }

  /// In seconds: what is waited at most while nothing is known.
  var patience: Double {
    switch self {
    case .copy, .rekey, .base: 6 * 3600
    case .instance, .snapshot: 2 * 3600
    case .password, .connect: 15 * 60
    case .delete: 3600
    }
  }
}

/// How long the phases of earlier runs took, from the tags of published snapshots.
struct AwsDurations: Sendable, Equatable {
  private var seconds: [AwsPhase: [Double]] = [:]
  /// The size in GiB of the newest published snapshot that says it, and the day of it.
  private(set) var lastSize: (gib: Int, day: String)?

  static func == (one: AwsDurations, other: AwsDurations) -> Bool {
    one.seconds == other.seconds && one.lastSize?.gib == other.lastSize?.gib && one.lastSize?.day == other.lastSize?.day
  }

  /// - Parameter published: the newest last; the last seven count.
  init(_ published: [AwsSnapshot]) {
    for snapshot in published.suffix(7) {
      for (phase, value) in Self.read(snapshot.tags[.seconds] ?? "") { seconds[phase, default: []].append(value) }
      if let gib = snapshot.tags[.size].flatMap({ Int($0) }), let time = snapshot.created {
        lastSize = (gib, time.formatted(.iso8601.year().month().day()))
      }
    }
  }

  /// `copy=812 snapshot=120`, as the tag has it.
  static func read(_ text: String) -> [AwsPhase: Double] {
    let pairs = text.split(separator: " ").compactMap { word -> (AwsPhase, Double)? in
      let parts = word.split(separator: "=")
      guard parts.count == 2, let phase = AwsPhase(rawValue: String(parts[0])), let value = Double(parts[1]) else {
        return nil
      }
      return (phase, value)
    }
    return Dictionary(pairs) { first, _ in first }
  }

  static func text(_ seconds: [AwsPhase: Double]) -> String {
    seconds.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue)=\(Int($0.value.rounded()))" }
      .joined(separator: " ")
  }

  /// The median; nil where nothing was learned.
  func expected(_ phase: AwsPhase) -> Double? { quantile(phase, 0.5) }

  /// When to warn: at twice what nine of ten stayed under.
  func warning(_ phase: AwsPhase) -> Double { quantile(phase, 0.9).map { max(60, 2 * $0) } ?? phase.patience / 4 }

  /// When to leave it to the next run: well above.
  func deadline(_ phase: AwsPhase) -> Double { max(phase.patience, 4 * (quantile(phase, 0.9) ?? 0)) }

  private func quantile(_ phase: AwsPhase, _ share: Double) -> Double? {
    guard let sorted = seconds[phase]?.sorted(), !sorted.isEmpty else { return nil }
    return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.down)))]
  }
}

/// What one look at something that is waited for shows.
enum AwsLook<Value: Sendable>: Sendable {
  case ready(Value)
  case working(state: String, percent: Int?)
  case bad(state: String)
}

/// Waits by looking, with pauses that grow and are never twice the same; no pause stands for a state.
struct AwsWaiting: Sendable {
  let clock: AwsClock
  let durations: AwsDurations
  /// The run's own deadline.
  let deadline: Date?
  let show: @Sendable (String) -> Void

  private static let shortest = 1.0
  private static let longest = 30.0

  /// - Parameters:
  ///   - resource: what is looked at, for messages.
  ///   - why: what explains that it takes long; asked once, when it does.
  /// - Returns: what it became, and the seconds that it took.
  func wait<Value: Sendable>(
    for phase: AwsPhase, of resource: String, isolation: isolated (any Actor)? = #isolation,
    why: () async -> String? = { nil }, look: () async throws -> AwsLook<Value>
  ) async throws -> (value: Value, seconds: Double) {
    let began = clock.now()
    var pause = Self.shortest
    var said = ""
    var hasWarned = false
    while true {
      let seen = try await look()
      let seconds = clock.now().timeIntervalSince(began)
      switch seen {
      case .ready(let value): return (value, seconds)
      case .bad(let state): throw AwsError.badState(resource: resource, state: state)
      case .working(let state, let percent):
        let progress = state + (percent.map { ", \($0) %" } ?? "")
        let isPast = seconds > durations.deadline(phase) || deadline.map { clock.now() >= $0 } ?? false
        if isPast { throw AwsError.outOfTime(what: "\(phase.words) (\(resource))", state: progress) }
        if progress != said { show(line(phase, resource, progress, isFirst: said.isEmpty)) }
        said = progress
        if !hasWarned, seconds > durations.warning(phase) {
          hasWarned = true
          let reason = await why().map { ": \($0)" } ?? ""
          show("\(phase.words) takes unusually long, \(Self.words(seconds)) by now\(reason)")
        }
      }
      try await clock.sleep(.milliseconds(Int(pause * (0.5 + 0.5 * clock.jitter()) * 1000)))
      pause = min(Self.longest, pause * 1.5)
    }
  }

  private func line(_ phase: AwsPhase, _ resource: String, _ progress: String, isFirst: Bool) -> String {
    let expected = isFirst ? durations.expected(phase).map { ", usually \(Self.words($0))" } ?? "" : ""
    return "\(phase.words), \(resource): \(progress)\(expected)"
  }

  static func words(_ seconds: Double) -> String {
    seconds < 120 ? "\(Int(seconds)) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
