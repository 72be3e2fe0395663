import BundleFormat
import Executor
import ExternalPrograms
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Testing

/// A small table of several batches, and where tests strike it.
enum Shop {
  static let customers = QualifiedName("shop", "customers")

  static let schema = """
    CREATE SCHEMA shop;
    CREATE TABLE shop.customers (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, name text, parent bigint
    );
    INSERT INTO shop.customers (email, name, parent)
    SELECT 'user' || i || '@real.example', 'Name ' || i, nullif(i / 2, 0) FROM generate_series(1, 20000) AS i;
    ALTER TABLE shop.customers ADD CONSTRAINT parent FOREIGN KEY (parent) REFERENCES shop.customers;
    CREATE UNIQUE INDEX customers_email ON shop.customers (lower(email));
    CREATE INDEX customers_name ON shop.customers (name);
    CREATE SEQUENCE public.strikes;
    ANALYZE;
    """

  static var bundle: HandmadeBundle {
    HandmadeBundle(
      tables: [
        HandmadeBundle.Table(
          step: "0100", relation: customers,
          columns: [
            ("id", "bigint NOT NULL", "s.id"),
            (
              "email", "text NOT NULL",
              """
              encode(understudy.prf(decode(current_setting('understudy.key'), 'hex'), convert_to(s.email, 'UTF8')), 'hex')
              || '@example.com'
              """
            ), ("name", "text", "'Masked'"), ("parent", "bigint", "s.parent"),
          ])
      ], foreignKeys: [(customers, "parent")], finish: ["ANALYZE shop.customers"])
  }

  /// A statement that, when a batch runs it the nth time, does something; sequences forget nothing in a rollback.
  static func trap(at number: Int, _ action: String) -> String {
    "SELECT CASE WHEN pg_catalog.nextval('public.strikes') = \(number) THEN (\(action))::text END"
  }

  /// The rows of an undisturbed run on the same server.
  static func undisturbed(_ server: TestServer) async throws -> String {
    let database = try await MarkedDatabase(server, schema: schema, bundle: bundle)
    _ = try await database.run().run()
    return try await database.rows(of: "shop.customers")
  }
}

@Suite(.serialized) struct RunTests {
  @Test(arguments: TestServer.Version.allCases)
  func aWholeRun(version: TestServer.Version) async throws {
    let server = try await TestServer.shared(version)
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let before = try await database.schemaText()
    let events = EventLog()
    let outcome = try await database.run(events: events).run()
    #expect(outcome.rows == ["shop.customers": 20000])
    #expect(outcome.stepsDone == 4)
    #expect(outcome.stepsFound == 0)
    #expect(outcome.skippedBatches == 0)
    #expect(events.committedBatches > 4)
    #expect(outcome.committedBatches == events.committedBatches + 3)
    #expect(try await database.schemaText() == before)
    #expect(
      try await database.query(
        "SELECT count(*), count(*) FILTER (WHERE email LIKE '%@real%' OR name <> 'Masked') FROM shop.customers")
        == "20000|0")
    #expect(try await database.query("SELECT count(*) FROM understudy.connection") == "0")
    #expect(try await database.query("SELECT relname FROM pg_class WHERE relname LIKE 'stage%'") == "")
  }

  @Test func aSecondRunChangesNothing() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let first = try await database.run().run()
    let rows = try await database.rows(of: "shop.customers")
    let changes = "SELECT string_agg(xmin::text, ',' ORDER BY id) FROM shop.customers; SELECT count(*) FROM pg_proc"
    let before = try await database.query(changes)
    let second = try await database.run().run()
    #expect(second.stepsFound == 4)
    #expect(second.stepsDone == 0)
    #expect(second.committedBatches == 0)
    #expect(second.skippedBatches == first.committedBatches)
    #expect(second.rows == first.rows)
    #expect(try await database.rows(of: "shop.customers") == rows)
    #expect(try await database.query(changes) == before)
  }

  @Test func anInterruptedRunGoesOnWhereItStopped() async throws {
    let server = try await TestServer.shared()
    let expected = try await Shop.undisturbed(server)
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let running = Mutex<Task<RunOutcome, any Error>?>(nil)
    let batches = Atomic(0)
    let events = EventLog { event in
      guard case .batchCommitted = event, batches.add(1, ordering: .relaxed).newValue == 3 else { return }
      running.withLock { $0?.cancel() }
    }
    let run = database.run(events: events)
    running.withLock { $0 = Task { try await run.run() } }
    let task = try #require(running.withLock { $0 })
    await #expect(throws: ExecutorError.interrupted) { try await task.value }
    #expect(
      try await database.query("SELECT count(*) FROM shop.customers WHERE email LIKE '%@real%'") == "20000",
      "nothing is swapped")
    #expect(try await database.query("SELECT count(*) FROM understudy.connection") == "0")
    let committed = try await database.query(
      "SELECT count(*) FILTER (WHERE state = 'committed') FROM understudy.batch WHERE step = '0100'")
    #expect(Int(committed) ?? 0 >= 3)
    #expect(try await database.query("SELECT ending FROM understudy.program") == "interrupted")
    let connection = try await Connection.open(database.target, applicationName: "understudy status")
    let report = try #require(try await LedgerReport.read(connection))
    await connection.close()
    #expect(report.tables.map(\.relation) == ["shop.customers"])
    #expect(report.tables.map(\.committed) == [Int(committed) ?? 0])
    #expect(report.program?.isRunning == false && report.program?.ending == "interrupted")
    #expect(report.rowsPerSecond ?? 0 > 0)

    let again = EventLog()
    let outcome = try await database.run(events: again).run()
    #expect(again.restartedTables == 0, "the source is provably unchanged")
    #expect(String(outcome.skippedBatches) == String((Int(committed) ?? 0) + 1), "one unit of detach, and the batches")
    #expect(try await database.rows(of: "shop.customers") == expected)
  }

  /// As on RDS: no superuser, but the owner of the database and of all in it.
  @Test(arguments: TestServer.Version.allCases)
  func theOwnerIsEnough(version: TestServer.Version) async throws {
    let server = try await TestServer.shared(version)
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle, adopted: false)
    try await database.execute(
      """
      DO $$ BEGIN IF to_regrole('shop_owner') IS NULL THEN CREATE ROLE shop_owner LOGIN; END IF; END $$;
      ALTER DATABASE \(database.address.database) OWNER TO shop_owner;
      ALTER SCHEMA shop OWNER TO shop_owner;
      ALTER TABLE shop.customers OWNER TO shop_owner;
      ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
      ALTER TABLE shop.customers FORCE ROW LEVEL SECURITY;
      ALTER SEQUENCE public.strikes OWNER TO shop_owner;
      """)
    let before = try await database.schemaText()
    var bundle = Shop.bundle
    bundle.forcedRowSecurity = [Shop.customers]
    _ = try await database.adoption.adopt(database.target.with("user", "shop_owner"), key: database.key)
    var run = database.run()
    run.bundle = try bundle.build()
    run.target = database.target.with("user", "shop_owner")
    #expect(try await run.run().rows == ["shop.customers": 20000])
    #expect(
      try await database.query("SELECT count(*) FROM shop.customers WHERE email LIKE '%@real%'") == "0")
    #expect(try await database.schemaText() == before)
  }

  @Test func somebodyElseThanTheOwnerIsTold() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle, adopted: false)
    try await database.execute(
      "DO $$ BEGIN IF to_regrole('nobody_here') IS NULL THEN CREATE ROLE nobody_here LOGIN; END IF; END $$;")
    await #expect(
      throws: ExecutorError.refused([
        Finding(.privilege, ["CREATE on the database"]), Finding(.privilege, ["ownership of the database"]),
      ])
    ) {
      _ = try await database.adoption.adopt(database.target.with("user", "nobody_here"), key: database.key)
    }
  }

  @Test func theDeadlineStopsResumably() async throws {
    let server = try await TestServer.shared()
    var bundle = Shop.bundle
    bundle.trap = Shop.trap(at: 2, "pg_catalog.pg_sleep(60)")
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: bundle)
    var run = database.run()
    run.deadline = .now.advanced(by: .seconds(2))
    await #expect(throws: ExecutorError.outOfTime) { _ = try await run.run() }
    let outcome = try await database.run().run()
    #expect(outcome.rows == ["shop.customers": 20000])
  }

  @Test func twoProgramsAtOnceMaskOnce() async throws {
    let server = try await TestServer.shared()
    let expected = try await Shop.undisturbed(server)
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let (first, second) = (EventLog(), EventLog())
    async let one = database.run(events: first).run()
    async let other = database.run(events: second).run()
    let outcomes = try await [one, other]
    #expect(outcomes.map(\.rows) == [["shop.customers": 20000], ["shop.customers": 20000]])
    let batches = try await database.query("SELECT count(*) FROM understudy.batch WHERE step = '0100'")
    #expect(String(first.committedBatches + second.committedBatches) == batches)
    #expect(try await database.rows(of: "shop.customers") == expected)
  }

  @Test func aProgramThatWaitsTooLongSaysForWhom() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let holder = try await Connection.open(database.target, applicationName: "understudy control")
    try await holder.query("SELECT pg_catalog.pg_advisory_lock(1970168933, 1920169077)")
    await #expect(throws: ExecutorError.busy(process: holder.processID, application: "understudy control")) {
      _ = try await database.run(lockTimeout: .milliseconds(300)).run()
    }
    await holder.close()
  }

  @Test func rowsThatStayAreCounted() async throws {
    let server = try await TestServer.shared()
    var bundle = Shop.bundle
    bundle.tables[0].keepRows = "s.id <= 100 AND s.name IS NOT NULL"
    bundle.tables.append(
      HandmadeBundle.Table(step: "0110", relation: QualifiedName("shop", "sessions"), columns: [], isEmptied: true))
    let schema = Shop.schema + "CREATE TABLE shop.sessions AS SELECT * FROM shop.customers LIMIT 50;"
    let database = try await MarkedDatabase(server, schema: schema, bundle: bundle)
    let outcome = try await database.run().run()
    #expect(outcome.rows == ["shop.customers": 100, "shop.sessions": 0])
    #expect(try await database.query("SELECT count(*) FROM shop.customers") == "100")
    #expect(try await database.query("SELECT count(*) FROM shop.sessions") == "0")
  }
}
