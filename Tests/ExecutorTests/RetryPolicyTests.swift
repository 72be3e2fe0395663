import Executor
import PostgresClient
import Testing

@Suite struct RetryPolicyTests {
  /// The classes of the facts sheet, by SQLSTATE.
  @Test(arguments: [
    ("08006", FailureClass.connectionLost), ("08000", .connectionLost), ("57P03", .serverRestarting),
    ("57P01", .serverRestarting), ("53300", .tooManyConnections), ("53200", .outOfMemory), ("53100", .diskFull),
    ("58030", .inputOutput), ("40001", .conflict), ("40P01", .conflict), ("55P03", .lockTimeout),
    ("57014", .lockTimeout), ("25006", .readOnly), ("55006", .inUse), ("28P01", .authentication),
    ("42501", .privilege), ("23505", .final), ("22P02", .final), ("3D000", .final), ("XX000", .final),
    ("0A000", .final),
  ])
  func classes(sqlstate: String, expected: FailureClass) {
    #expect(FailureClass(sqlstate: sqlstate) == expected)
  }

  @Test func lossesAreNotFinal() {
    #expect(FailureClass(PostgresError(connectionIsLost: true)) == .connectionLost)
    #expect(FailureClass(PostgresError(sqlstate: "57P01", connectionIsLost: true)) == .serverRestarting)
    #expect(FailureClass(PostgresError(sqlstate: "XX000", connectionIsLost: true)) == .connectionLost)
    #expect(FailureClass(PostgresError(connectFailure: .nameNotFound)) == .nameNotFound)
    #expect(FailureClass(PostgresError(connectFailure: .databaseMissing)) == .final)
  }

  @Test(arguments: [FailureClass.final, .diskFull, .inputOutput, .certificate, .privilege])
  func someFailuresAreFinalAtOnce(failure: FailureClass) {
    var policy = RetryPolicy(workers: 2)
    #expect(policy.react(to: failure, now: .zero, jitter: 0) == .giveUp(.final))
  }

  @Test func backOffDoublesUpToItsCap() {
    var policy = RetryPolicy(workers: 2)
    var delays: [Duration] = []
    for _ in 0..<9 {
      guard case .reconnect(let delay) = policy.react(to: .unreachable, now: .zero, jitter: 1) else {
        Issue.record("not a reconnect")
        return
      }
      delays.append(delay)
    }
    #expect(delays == [250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000].map { .milliseconds($0) })
    #expect(policy.react(to: .unreachable, now: .zero, jitter: 0) == .reconnect(after: .milliseconds(7500)))
  }

  @Test func conflictsAreRepeatedFiveTimesOnTheSameConnection() {
    var policy = RetryPolicy(workers: 2)
    for _ in 0..<5 {
      guard case .repeat = policy.react(to: .conflict, now: .zero, jitter: 0) else {
        Issue.record("not a repeat")
        return
      }
    }
    #expect(policy.react(to: .conflict, now: .zero, jitter: 0) == .giveUp(.tooManyAttempts))
  }

  @Test func progressBreaksTheSeries() {
    var policy = RetryPolicy(workers: 2)
    for _ in 0..<5 { _ = policy.react(to: .conflict, now: .zero, jitter: 0) }
    policy.madeProgress()
    #expect(policy.react(to: .conflict, now: .zero, jitter: 0) == .repeat(after: .milliseconds(125)))
  }

  @Test func timeRunsOutFromTheFirstFailure() {
    var policy = RetryPolicy(workers: 2)
    _ = policy.react(to: .serverRestarting, now: .seconds(1000), jitter: 0)
    guard case .reconnect = policy.react(to: .serverRestarting, now: .seconds(1299), jitter: 0) else {
      Issue.record("gave up too early")
      return
    }
    #expect(policy.react(to: .serverRestarting, now: .seconds(1301), jitter: 0) == .giveUp(.tooLong))
  }

  @Test func tooManyConnectionsHalveTheWorkers() {
    var policy = RetryPolicy(workers: 8)
    let counts = (0..<4).map { _ in
      _ = policy.react(to: .tooManyConnections, now: .zero, jitter: 0)
      return policy.workers
    }
    #expect(counts == [4, 2, 1, 1])
  }
}
