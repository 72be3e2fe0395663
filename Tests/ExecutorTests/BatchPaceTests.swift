import Testing

@testable import Executor

/// How many ranges of the plan one transaction takes.
@Suite struct BatchPaceTests {
  static let plan = (1...40).map { Batch(number: $0, lo: "(\($0 - 1),0)", hi: "(\($0),0)") }

  @Test func nothingIsKnownBeforeTheFirst() {
    #expect(BatchPace(target: .seconds(5)).ranges(left: 40, workers: 2) == 1)
  }

  @Test func asManyAsFitTheTime() {
    var pace = BatchPace(target: .seconds(5))
    pace.note(ranges: 1, took: .seconds(1))
    #expect(pace.ranges(left: 100, workers: 2) == 5)
    pace.note(ranges: 5, took: .seconds(45))
    #expect(pace.ranges(left: 100, workers: 2) == 1, "they have become dear")
    for _ in 0..<12 { pace.note(ranges: 1, took: .milliseconds(10)) }
    #expect(pace.ranges(left: 100, workers: 2) == BatchPace.most)
  }

  @Test func towardsTheEndEachTakesLess() {
    var pace = BatchPace(target: .seconds(5))
    pace.note(ranges: 1, took: .milliseconds(1))
    #expect(pace.ranges(left: 16, workers: 2) == 4)
    #expect(pace.ranges(left: 3, workers: 2) == 1)
    #expect(pace.ranges(left: 1, workers: 1) == 1)
  }

  @Test func withoutATargetOneAtATime() {
    var pace = BatchPace(target: .zero)
    pace.note(ranges: 1, took: .milliseconds(1))
    #expect(pace.ranges(left: 100, workers: 1) == 1)
  }

  @Test func onlyNeighboursAreTakenTogether() async {
    var plan = Self.plan
    plan.remove(at: 2)
    let queue = BatchQueue(plan, pace: BatchPace(target: .seconds(5)))
    #expect(await queue.take(workers: 1).map(\.number) == [1])
    await queue.note(ranges: 1, took: .milliseconds(1))
    #expect(await queue.take(workers: 1).map(\.number) == [2], "3 has committed already")
    #expect(await queue.take(workers: 1).map(\.number) == [4, 5, 6, 7, 8, 9, 10, 11])
    var all = 10
    while case let taken = await queue.take(workers: 1), !taken.isEmpty { all += taken.count }
    #expect(all == plan.count)
  }
}
