import BundleFormat
import Executor
import ExternalPrograms
import Glibc
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Testing

/// Something breaks while the table is staged or swapped. Afterwards the rows are those of an undisturbed run.
@Suite(.serialized) struct FaultTests {
  /// Ends the connections of a role, as an administrator would.
  static func ending(_ role: String) -> String {
    """
    SELECT pg_catalog.string_agg(pg_catalog.pg_terminate_backend(pid, 5000)::text, ',')
    FROM understudy.connection WHERE role = '\(role)' AND pid <> pg_catalog.pg_backend_pid()
    """
  }

  /// A run whose nth batch does something, and the rows that it should have had.
  func disturbed(
    at number: Int = 3, _ action: String, _ server: TestServer, events: EventLog = EventLog()
  ) async throws -> (database: MarkedDatabase, outcome: RunOutcome, expected: String) {
    let expected = try await Shop.undisturbed(server)
    var bundle = Shop.bundle
    bundle.trap = Shop.trap(at: number, action)
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: bundle)
    let outcome = try await database.run(events: events).run()
    return (database, outcome, expected)
  }

  @Test func aWorkerThatIsEndedComesBack() async throws {
    let server = try await TestServer.shared()
    let events = EventLog()
    let (database, outcome, expected) = try await disturbed(
      "SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())::text", server, events: events)
    #expect(events.retries == 1)
    #expect(events.restartedTables == 0, "the coordinator kept its lock")
    // Whether libpq saw the server's last word or only the end of the connection is a matter of moments.
    let failures = try await database.query(
      "SELECT step, batch IS NOT NULL, class IN ('serverRestarting', 'connectionLost'), is_final FROM understudy.failure"
    )
    #expect(failures == "0100|t|t|f", "what failed is in the ledger")
    #expect(try await database.query("SELECT ending, workers FROM understudy.program") == "finished|2")
    #expect(outcome.rows == ["shop.customers": 20000])
    #expect(try await database.rows(of: "shop.customers") == expected)
    #expect(
      try await database.query("SELECT sum(rows), count(*) FILTER (WHERE state <> 'committed') FROM understudy.batch")
        == "20000|0")
  }

  @Test func aDeadlockedBatchIsRepeatedOnItsConnection() async throws {
    let server = try await TestServer.shared()
    var bundle = Shop.bundle
    bundle.trap = Shop.trap(at: 2, "public.deadlock()")
    let expected = try await Shop.undisturbed(server)
    let deadlock = """
      CREATE FUNCTION public.deadlock() RETURNS text LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$;
      """
    let database = try await MarkedDatabase(server, schema: Shop.schema + deadlock, bundle: bundle)
    let events = EventLog()
    _ = try await database.run(events: events).run()
    #expect(events.events.contains { if case .retrying(.conflict, _) = $0 { true } else { false } })
    #expect(try await database.rows(of: "shop.customers") == expected)
  }

  @Test func aLostLockIsRetakenAndStagedBatchesStand() async throws {
    let server = try await TestServer.shared()
    let events = EventLog()
    let (database, outcome, expected) = try await disturbed(Self.ending("coordinator"), server, events: events)
    #expect(events.retries >= 1)
    #expect(events.restartedTables == 0, "nobody wrote")
    #expect(outcome.rows == ["shop.customers": 20000])
    #expect(try await database.rows(of: "shop.customers") == expected)
  }

  @Test(arguments: [
    "UPDATE shop.customers SET name = 'changed' WHERE id = 20000 RETURNING name",
    "DELETE FROM shop.customers WHERE id = 12000 RETURNING name",
    "INSERT INTO shop.customers (email, name) VALUES ('new@real.example', 'new') RETURNING name",
  ])
  func aSourceThatChangedWhileTheLockWasLostIsStagedAgain(change: String) async throws {
    let server = try await TestServer.shared()
    var bundle = Shop.bundle
    bundle.trap = Shop.trap(at: 20, "public.strike()")
    let strike = """
      CREATE FUNCTION public.strike() RETURNS text LANGUAGE plpgsql AS $$
      DECLARE answer text;
      BEGIN \(Self.ending("coordinator").replacingPrefix("SELECT", "PERFORM")); \(change) INTO answer; RETURN answer; END $$;
      """
    let database = try await MarkedDatabase(server, schema: Shop.schema + strike, bundle: bundle)
    let events = EventLog()
    let outcome = try await database.run(workers: 1, events: events).run()
    #expect(events.restartedTables == 1)
    #expect(outcome.skippedBatches == 0)
    #expect(
      try await database.query("SELECT count(*) FROM understudy.batch") == String(outcome.committedBatches),
      "what was committed in vain is not counted")
    let rows = change.hasPrefix("DELETE") ? 19999 : change.hasPrefix("INSERT") ? 20001 : 20000
    #expect(outcome.rows == ["shop.customers": rows])
    #expect(
      try await database.query(
        "SELECT count(*), count(*) FILTER (WHERE email LIKE '%@real%' OR name <> 'Masked') FROM shop.customers")
        == "\(rows)|0")
    // Every value was masked exactly once: its preimages are the original addresses.
    #expect(
      try await database.query(
        """
        SELECT count(*) FROM shop.customers AS c WHERE c.id BETWEEN 2 AND 20000
          AND c.email <> encode(understudy.prf(decode('\(MarkedDatabase.keyText)', 'hex'),
            convert_to('user' || c.id || '@real.example', 'UTF8')), 'hex') || '@example.com'
        """) == "0")
  }

  /// A transaction that runs when the table is locked first has a smaller number than those that begin later, also if it writes
  /// only when the lock is lost.
  @Test func aTransactionThatWasInFlightAtTheFirstLockIsSeen() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    func session(_ sql: String) async throws -> String {
      try await database.query(
        """
        SET understudy.key = '\(MarkedDatabase.keyText)';
        \(try HandmadeBundle.sql("session"))
        \(try HandmadeBundle.sql("mechanism"))
        \(sql)
        """)
    }
    let stranger = try await Connection.open(database.target, applicationName: "understudy test")
    try await stranger.query("BEGIN")
    try await stranger.query("SELECT pg_current_xact_id()")
    // What stays open when the write comes, and has a number of its own by then.
    try await stranger.query("SAVEPOINT inner_one")
    try await stranger.query("CREATE TEMPORARY TABLE scratch (id int)")
    let before = try await session(
      """
      SELECT understudy.begin_table('0100', 'shop.customers');
      SELECT understudy.plan_batches('0100', 'shop.customers', 4294967295);
      UPDATE understudy.batch SET state = 'committed', committed_at = now(), rows = (SELECT count(*) FROM shop.customers);
      SELECT 'unchanged: ' || understudy.source_is_unchanged('0100', 'shop.customers');
      """)
    #expect(before.contains("unchanged: true"))
    try await stranger.query("UPDATE shop.customers SET name = 'changed' WHERE id = 7")
    try await stranger.query("COMMIT")
    await stranger.close()
    let after = try await session("SELECT 'unchanged: ' || understudy.source_is_unchanged('0100', 'shop.customers');")
    #expect(after.contains("unchanged: false"))
  }

  @Test func whatALostProgramLeftBehindIsEnded() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let ghost = try await Connection.open(database.target, applicationName: "understudy coordinator")
    try await ghost.query(
      """
      INSERT INTO understudy.connection (pid, backend_start, role, program)
      SELECT pid, backend_start, 'coordinator', 'lost' FROM pg_stat_activity WHERE pid = pg_backend_pid()
      """)
    try await ghost.query("BEGIN")
    try await ghost.query("LOCK TABLE shop.customers IN SHARE ROW EXCLUSIVE MODE")
    let events = EventLog()
    let outcome = try await database.run(events: events).run()
    #expect(events.events.contains(.leftoversEnded(1)))
    #expect(outcome.rows == ["shop.customers": 20000])
    await #expect(throws: PostgresError.self) { try await ghost.query("SELECT 1") }
  }

  @Test func aBlockerIsNamed() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    // The interlock would refuse it by its real name: it comes after the interlock has looked.
    let blocker = try await Connection.open(database.target, applicationName: "understudy in disguise")
    try await blocker.query("BEGIN")
    try await blocker.query("LOCK TABLE shop.customers IN ROW EXCLUSIVE MODE")
    let events = EventLog { event in
      guard case .runStarted = event else { return }
      Task { try await blocker.query("SET application_name = 'nightly report'") }
    }
    let run = database.run(lockTimeout: .milliseconds(500), events: events)
    let pid = blocker.processID
    await #expect(
      throws: ExecutorError.blocked(relation: nil, processes: [pid], applications: ["nightly report"])
    ) { _ = try await run.run() }
    #expect(events.events.contains(.blocked(step: "0040", byProcesses: [pid], applications: ["nightly report"])))
    await blocker.close()
    #expect(try await database.run().run().rows == ["shop.customers": 20000])
  }

  @Test func aSwapThatWouldLoseRowsIsRefused() async throws {
    let server = try await TestServer.shared()
    var bundle = Shop.bundle
    bundle.swapCondition = "WHERE id <> 7"
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: bundle)
    let before = try await database.rows(of: "shop.customers")
    let events = EventLog()
    await #expect(throws: ExecutorError.rowsDiffer(relation: "shop.customers")) {
      _ = try await database.run(events: events).run()
    }
    #expect(events.restartedTables == 1, "it is tried once more, from nothing")
    #expect(try await database.rows(of: "shop.customers") == before)
    #expect(
      try await database.query("SELECT count(*) FROM pg_index WHERE indrelid = 'shop.customers'::regclass") == "3")
  }

  @Test func aCrashOfTheServerIsNoticed() async throws {
    let scratch = try await ScratchServer.start(ProgramFinder().server(major: 15))
    do {
      let server = TestServer(.pg15, scratch)
      let expected = try await Shop.undisturbed(server)
      var bundle = Shop.bundle
      bundle.trap = Shop.trap(at: 6, "pg_catalog.pg_sleep(60)")
      let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: bundle)
      let batches = Atomic(0)
      let running = Mutex<Task<RunOutcome, any Error>?>(nil)
      let events = EventLog { event in
        guard case .batchCommitted = event, batches.add(1, ordering: .relaxed).newValue == 4 else { return }
        running.withLock { $0?.cancel() }
      }
      let run = database.run(events: events)
      let task = running.withLock { slot in
        let task = Task { try await run.run() }
        slot = task
        return task
      }
      await #expect(throws: ExecutorError.interrupted) { try await task.value }
      let process = try #require(scratch.processID)
      kill(process, SIGQUIT)
      #expect(await eventually { kill(process, 0) != 0 })
      try await scratch.restart()
      #expect(
        try await database.query(
          """
          SELECT (SELECT count(*) FROM understudy.stage_0100), (SELECT sum(rows) > 0 FROM understudy.batch)
          """) == "0|t", "unlogged staging is empty after a crash, the ledger is not")
      let again = EventLog()
      let outcome = try await database.run(events: again).run()
      #expect(again.restartedTables == 1)
      #expect(outcome.skippedBatches == 1, "the unit of detach; what was staged is not there any more")
      #expect(try await database.rows(of: "shop.customers") == expected)
    } catch {
      await scratch.stop()
      throw error
    }
    await scratch.stop()
  }

  @Test func aRestartOfTheServerIsSurvived() async throws {
    let scratch = try await ScratchServer.start(ProgramFinder().server(major: 15))
    do {
      let server = TestServer(.pg15, scratch)
      let expected = try await Shop.undisturbed(server)
      let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
      let restart = Mutex<Task<Void, any Error>?>(nil)
      let batches = Atomic(0)
      let events = EventLog { event in
        guard case .batchCommitted = event, batches.add(1, ordering: .relaxed).newValue == 4 else { return }
        restart.withLock { $0 = Task { try await scratch.restart() } }
      }
      let outcome = try await database.run(workers: 1, events: events).run()
      let restarted = try #require(restart.withLock { $0 })
      try await restarted.value
      #expect(outcome.rows == ["shop.customers": 20000])
      #expect(try await database.rows(of: "shop.customers") == expected)
    } catch {
      await scratch.stop()
      throw error
    }
    await scratch.stop()
  }
}

extension String {
  func replacingPrefix(_ prefix: String, _ replacement: String) -> String {
    hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : self
  }
}
