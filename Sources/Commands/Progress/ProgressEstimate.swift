/// The rate of a piece of work and the time it still needs, from what was done since it was first seen.
struct ProgressEstimate: Sendable {
  private let firstDone: Int
  private let firstSeen: Duration

  /// What was done before, by an earlier run, says nothing about the rate.
  init(done: Int, at time: Duration) {
    firstDone = done
    firstSeen = time
  }

  /// Units per second; nil before anything can be said.
  func rate(done: Int, at time: Duration) -> Double? {
    let seconds = (time - firstSeen).inSeconds
    guard done > firstDone, seconds > 0 else { return nil }
    return Double(done - firstDone) / seconds
  }

  /// Seconds until `total`, at the rate so far.
  func remaining(done: Int, total: Int, at time: Duration) -> Double? {
    rate(done: done, at: time).map { Double(max(0, total - done)) / $0 }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
