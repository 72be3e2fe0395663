internal import MaskingJob

/// The rate of a piece of work and the time it still needs, from what was done since it was first seen: what an earlier
/// attempt did says nothing about the rate.
struct ProgressEstimate: Sendable {
  private let first: JobProgress
  private let firstSeen: Duration

  init(_ first: JobProgress, at time: Duration) {
    self.first = first
    firstSeen = time
  }

  /// Rows a second; nil before anything can be said.
  func rate(_ progress: JobProgress, at time: Duration) -> Double? {
    let seconds = (time - firstSeen).inSeconds
    guard progress.rows > first.rows, seconds > 0 else { return nil }
    return Double(progress.rows - first.rows) / seconds
  }

  /// Seconds until the end, at the pace so far.
  func remaining(_ progress: JobProgress, at time: Duration) -> Double? {
    let seconds = (time - firstSeen).inSeconds
    guard progress.share > first.share, seconds > 0 else { return nil }
    return seconds * max(0, 1 - progress.share) / (progress.share - first.share)
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
