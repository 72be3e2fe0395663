/// The course of a run as a pure state machine: events in, one action out. The driver is `BundleRun`.
///
/// Where a run stands is never remembered: after every loss of a connection the ledger is read again, and the machine goes
/// on after the steps that it finds done.
public struct RunMachine: Sendable, Equatable {
  public enum Action: Sendable, Equatable {
    /// Connect, take the lock that keeps other programs out, end what an earlier program left behind, read the ledger.
    case open
    /// Run what is left of these steps, which may go on side by side.
    case perform(steps: [String])
    /// Drop every connection and wait, then send `waited`.
    case wait(Duration)
    case finish
    case stop(Stop)
  }

  public enum Event: Sendable, Equatable {
    /// The server answered; `opened` or a failure follows.
    case connected
    /// The ledger was read; these steps need nothing more.
    case opened(done: Set<String>)
    case performed(steps: [String])
    /// A unit or batch has committed.
    case progress
    case failed(FailureClass)
    case waited
    case interrupted
    case deadlinePassed
  }

  /// Why a run ends before its end.
  public enum Stop: Sendable, Equatable {
    case failed(FailureClass, RetryPolicy.Reason)
    case interrupted
    case outOfTime
  }

  /// The steps that the ledger knows, in order; those of one group do not wait for each other.
  public let groups: [[String]]
  /// How long the first connection is tried for; a server that was there once is waited for much longer.
  public let patience: Duration
  public private(set) var policy: RetryPolicy
  /// Steps found done when the run first opened: somebody's earlier work.
  public private(set) var found: Set<String>?
  public private(set) var done: Set<String> = []
  private var hasConnected = false

  /// How long a server that has no connection left is asked again before it was ever reached.
  public static let patienceWithFullServers = Duration.seconds(60)

  public init(groups: [[String]], workers: Int, patience: Duration = .zero) {
    self.groups = groups
    self.patience = patience
    policy = RetryPolicy(workers: workers)
  }

  /// The next action.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - now: the time on any clock that only goes forward.
  ///   - jitter: a random number from 0 to 1.
  public mutating func next(after event: Event, now: Duration, jitter: Double) -> Action {
    switch event {
    case .connected:
      hasConnected = true
      return .open
    case .opened(let done):
      if found == nil { found = done }
      self.done = done
      return following
    case .performed(let steps):
      done.formUnion(steps)
      policy.madeProgress()
      return following
    case .progress:
      policy.madeProgress()
      return following
    case .failed(let failure):
      let limit = failure == .tooManyConnections ? max(patience, Self.patienceWithFullServers) : patience
      if !hasConnected, failure.isOfTheWay, now >= limit { return .stop(.failed(failure, .tooLong)) }
      switch policy.react(to: failure, now: now, jitter: jitter) {
      case .reconnect(let delay), .repeat(let delay): return .wait(delay)
      case .giveUp(let reason): return .stop(.failed(failure, reason))
      }
    case .waited: return .open
    case .interrupted: return .stop(.interrupted)
    case .deadlinePassed: return .stop(.outOfTime)
    }
  }

  private var following: Action {
    for group in groups {
      let left = group.filter { !done.contains($0) }
      if !left.isEmpty { return .perform(steps: left) }
    }
    return .finish
  }
}
