/// Permits that tasks wait for in turn: so many may work at once. Their number may fall while some are out.
actor Slots {
  private(set) var limit: Int
  private var taken = 0
  private var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
  private var nextNumber = 0

  init(_ limit: Int) { self.limit = max(1, limit) }

  /// Fewer from now on; who has a permit keeps it.
  func lower(to limit: Int) { self.limit = min(self.limit, max(1, limit)) }

  /// Waits for a permit, works, and gives it back.
  ///
  /// - Throws: `CancellationError` where the task is cancelled while it waits; what the body throws.
  nonisolated func with<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    try await take()
    do {
      let value = try await body()
      await give()
      return value
    } catch {
      await give()
      throw error
    }
  }

  private func take() async throws {
    try Task.checkCancellation()
    guard taken >= limit || !waiting.isEmpty else {
      taken += 1
      return
    }
    let number = nextNumber
    nextNumber += 1
    let isGranted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled { return continuation.resume(returning: false) }
        waiting.append((number, continuation))
      }
    } onCancel: {
      Task { await self.withdraw(number) }
    }
    guard isGranted else { throw CancellationError() }
  }

  private func give() {
    taken -= 1
    while taken < limit, !waiting.isEmpty {
      taken += 1
      waiting.removeFirst().continuation.resume(returning: true)
    }
  }

  private func withdraw(_ number: Int) {
    guard let place = waiting.firstIndex(where: { $0.number == number }) else { return }
    waiting.remove(at: place).continuation.resume(returning: false)
  }
}
