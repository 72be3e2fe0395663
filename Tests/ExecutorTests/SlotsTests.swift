import Testing

@testable import Executor

@Suite struct SlotsTests {
  private actor Crowd {
    private var now = 0
    private(set) var most = 0

    func come() {
      now += 1
      most = max(most, now)
    }
    func go() { now -= 1 }
  }

  @Test func soManyAtOnceAndNoMore() async throws {
    let slots = Slots(3)
    let crowd = Crowd()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await slots.with {
            await crowd.come()
            try await Task.sleep(for: .milliseconds(2))
            await crowd.go()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await crowd.most == 3)
  }

  @Test func fewerFromNowOn() async throws {
    let slots = Slots(4)
    await slots.lower(to: 1)
    #expect(await slots.limit == 1)
    await slots.lower(to: 3)
    #expect(await slots.limit == 1, "it never rises again")
    await slots.lower(to: 0)
    #expect(try await slots.with { 7 } == 7, "one always works")
  }

  @Test func aTaskThatIsCancelledWhileItWaitsHoldsNothing() async throws {
    let slots = Slots(1)
    let task = try await slots.with {
      let waiting = Task { try await slots.with {} }
      try await Task.sleep(for: .milliseconds(20))
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
      return waiting
    }
    #expect(task.isCancelled)
    #expect(try await slots.with { true })
  }
}
