import Executor
import Synchronization
import TestServers
import Testing

/// A run that is resumed brings the parameters it began with.
@Suite struct ParameterChangeTests {
  @Test func anotherValueIsRefusedOnceRowsHoldTheFirst() async throws {
    let rig = try await Rig(
      .pg15,
      sql: [
        "CREATE TABLE public.one (id integer PRIMARY KEY, secret text); INSERT INTO public.one VALUES (1, 'PLANTED');",
        "CREATE TABLE public.two (id integer PRIMARY KEY, secret text); INSERT INTO public.two VALUES (1, 'PLANTED');",
      ])
    let bundle = try await rig.compile(
      """
      application: rig
      parameters: { api_key: { env: API_KEY } }
      tables:
        one: { columns: { id: keep, secret: { mask: parameter, name: api_key } } }
        two: { columns: { id: keep, secret: { mask: parameter, name: api_key } } }
      """)
    try await rig.adopt(bundle)
    let running = Mutex<Task<RunOutcome, any Error>?>(nil)
    var run = rig.run(bundle) { event in
      if case .batchCommitted = event { running.withLock { $0?.cancel() } }
    }
    run.workers = 1
    run.parameters = ["api_key": "first-value"]
    let task = running.withLock { slot in
      let task = Task { [run] in try await run.run() }
      slot = task
      return task
    }
    await #expect(throws: ExecutorError.interrupted) { try await task.value }
    #expect(try await rig.query("SELECT count(*) FROM understudy.step") != "0")

    var other = rig.run(bundle)
    other.parameters = ["api_key": "second-value"]
    await #expect(throws: ExecutorError.otherParameters) { _ = try await other.run() }
    var same = rig.run(bundle)
    same.parameters = ["api_key": "first-value"]
    _ = try await same.run()
    #expect(
      try await rig.query("SELECT secret FROM public.one UNION ALL SELECT secret FROM public.two")
        == "first-value\nfirst-value")
    #expect(
      try await rig.query("SELECT count(*) FROM understudy.mark AS m WHERE m::text LIKE '%value%'") == "0")
  }
}
