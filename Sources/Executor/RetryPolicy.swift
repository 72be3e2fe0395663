/// When to try again, and when to stop: a pure state machine. A failure goes in, an action comes out; the caller keeps the
/// clock, throws the dice and sleeps.
public struct RetryPolicy: Sendable, Equatable {
  /// What the caller does about a failure.
  public enum Action: Sendable, Equatable {
    /// Drop the connection, wait, connect again (resolving the name anew), read the ledger.
    case reconnect(after: Duration)
    /// The connection stands; roll back, wait, do the same again.
    case `repeat`(after: Duration)
    case giveUp(Reason)
  }

  /// Why no further attempt is made.
  public enum Reason: String, Sendable, Equatable {
    /// No retry mends this class of failure.
    case final
    /// It was tried as often as makes sense.
    case tooManyAttempts
    /// It was tried as long as makes sense.
    case tooLong
  }

  /// The limits of one class of failure.
  struct Limit {
    var attempts = Int.max
    /// Since the first failure of an unbroken series.
    var time = Duration.seconds(600)
    var keepsConnection = false
  }

  /// How many workers may run; failures lower it.
  public private(set) var workers: Int
  private var attempts: [FailureClass: Int] = [:]
  private var firstFailure: Duration?

  public init(workers: Int) { self.workers = max(1, workers) }

  /// Reacts to a failure.
  ///
  /// - Parameters:
  ///   - failure: its class.
  ///   - now: the time on any clock that only goes forward.
  ///   - jitter: a random number from 0 to 1.
  public mutating func react(to failure: FailureClass, now: Duration, jitter: Double) -> Action {
    guard let limit = Self.limit(of: failure) else { return .giveUp(.final) }
    let start = firstFailure ?? now
    firstFailure = start
    let attempt = attempts[failure, default: 0] + 1
    attempts[failure] = attempt
    if attempt > limit.attempts { return .giveUp(.tooManyAttempts) }
    if now - start > limit.time { return .giveUp(.tooLong) }
    if failure == .tooManyConnections || failure == .outOfMemory { workers = max(1, workers / 2) }
    let delay = Self.delay(attempt: attempt, jitter: jitter)
    return limit.keepsConnection ? .repeat(after: delay) : .reconnect(after: delay)
  }

  /// Work was committed: the series of failures is broken.
  public mutating func madeProgress() {
    attempts = [:]
    firstFailure = nil
  }

  /// A quarter of a second, doubled each time up to fifteen seconds, of which a random half is waited at least.
  static func delay(attempt: Int, jitter: Double) -> Duration {
    let full = min(15, 0.25 * Double(1 << min(attempt - 1, 10)))
    return .milliseconds(Int(full * (0.5 + 0.5 * min(max(jitter, 0), 1)) * 1000))
  }

  /// Nil where the first failure is the last.
  static func limit(of failure: FailureClass) -> Limit? {
    switch failure {
    case .nameNotFound: Limit(time: .seconds(600))
    case .unreachable, .serverRestarting, .inUse: Limit(time: .seconds(300))
    case .connectionLost: Limit(attempts: 20)
    case .tooManyConnections: Limit(time: .seconds(300))
    case .outOfMemory: Limit(attempts: 1)
    case .conflict: Limit(attempts: 5, keepsConnection: true)
    case .lockTimeout: Limit(attempts: 3, keepsConnection: true)
    case .readOnly: Limit(time: .seconds(120))
    case .authentication: Limit(time: .seconds(120))
    case .diskFull, .inputOutput, .certificate, .privilege, .final: nil
    }
  }
}
