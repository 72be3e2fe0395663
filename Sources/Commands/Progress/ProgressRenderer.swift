internal import MaskingJob
internal import Synchronization

/// Draws the events of running applications: a bar on a terminal, lines elsewhere, JSON lines on request.
final class ProgressRenderer: Sendable {
  enum Style: Sendable { case bar, lines, json }

  private struct State {
    var estimates: [String: ProgressEstimate] = [:]
    /// When a plain line was last written about an application's work.
    var lastLine: [String: Duration] = [:]
    /// How far the applications are that are under way, by name.
    var current: [String: JobProgress] = [:]
    var isBarDrawn = false
  }

  /// Plain lines about one piece of work are at least this far apart.
  private static let lineInterval: Duration = .seconds(10)
  private static let barWidth = 24

  private let style: Style
  private let sink: TextSink
  private let elapsed: @Sendable () -> Duration
  private let state = Mutex(State())

  /// - Parameter elapsed: the time since the program began.
  init(style: Style, sink: TextSink, elapsed: @escaping @Sendable () -> Duration) {
    self.style = style
    self.sink = sink
    self.elapsed = elapsed
  }

  /// The style that a format and a sink ask for.
  convenience init(format: OutputFormat, sink: TextSink) {
    let start = ContinuousClock.now
    let style: Style =
      switch format {
      case .json: .json
      case .text: sink.isTerminal ? .bar : .lines
      }
    self.init(style: style, sink: sink) { ContinuousClock.now - start }
  }

  /// Shows one event.
  func show(_ event: JobEvent) {
    if style == .json {
      if let line = try? JSONText.line(event) { sink.line(line) }
      return
    }
    let now = elapsed()
    state.withLock { state in
      if let text = line(for: event, at: now, &state) {
        sink((state.isBarDrawn ? "\r\u{1B}[K" : "") + text + "\n")
        state.isBarDrawn = false
      } else if case .progress(let progress) = event.kind, style == .bar {
        state.current[event.application] = progress
        sink("\r\u{1B}[K" + bars(at: now, state))
        state.isBarDrawn = true
      }
    }
  }

  /// Leaves the terminal with a clean line.
  func end() {
    state.withLock { state in
      if state.isBarDrawn { sink("\r\u{1B}[K") }
      state.isBarDrawn = false
    }
  }

  /// The line that an event is worth, if any.
  private func line(for event: JobEvent, at now: Duration, _ state: inout State) -> String? {
    let application = event.application
    switch event.kind {
    case .note(let text):
      return "\(application): \(text)"
    case .stageBegan:
      state.estimates[application] = nil
      state.lastLine[application] = now
      return nil
    case .stageEnded(let record):
      state.current[application] = nil
      let note = record.note.map { ": \($0)" } ?? ""
      return
        "\(application): \(record.name.rawValue) \(record.outcome.rawValue), \(Wording.seconds(record.seconds))\(note)"
    case .progress(let progress):
      if state.estimates[application] == nil {
        state.estimates[application] = ProgressEstimate(progress, at: now)
      }
      guard style == .lines, now - (state.lastLine[application] ?? .zero) >= Self.lineInterval else { return nil }
      state.lastLine[application] = now
      return "\(application): \(words(progress, application, at: now, state))"
    }
  }

  /// One application gets a bar; several share the line.
  private func bars(at now: Duration, _ state: State) -> String {
    let current = state.current.sorted { $0.key < $1.key }
    guard current.count > 1 else {
      return current.first.map { bar($0.key, $0.value, at: now, state) } ?? ""
    }
    return current.map { application, progress in
      let rest =
        state.estimates[application]?.remaining(progress, at: now).map { ", \(Wording.seconds($0)) left" } ?? ""
      return "\(application) \(Int(progress.share * 100)) %\(rest)"
    }.joined(separator: " · ")
  }

  private func bar(_ application: String, _ progress: JobProgress, at now: Duration, _ state: State) -> String {
    let filled = max(0, min(Self.barWidth, Int(progress.share * Double(Self.barWidth))))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
    return "\(application) \(bar) \(words(progress, application, at: now, state))"
  }

  private func words(_ progress: JobProgress, _ application: String, at now: Duration, _ state: State) -> String {
    var parts = ["\(Int(progress.share * 100)) %", "\(progress.stepsDone) of \(progress.steps) steps"]
    if let estimate = state.estimates[application] {
      if let rate = estimate.rate(progress, at: now) {
        parts.append("\(Wording.count(Int(rate.rounded()))) rows a second")
      }
      if let rest = estimate.remaining(progress, at: now) {
        parts.append("about \(Wording.seconds(rest)) left")
      }
    }
    if let object = progress.object { parts.append(object) }
    return parts.joined(separator: ", ")
  }
}
