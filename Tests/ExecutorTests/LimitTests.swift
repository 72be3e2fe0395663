import BundleFormat
import ExternalPrograms
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Testing

@testable import Executor

/// What a run needs, and says before or while it lacks it.
@Suite(.serialized) struct LimitTests {
  /// A database whose owner is nobody special, and may have so many connections.
  func owned(by role: String, limit: Int, more: String = "") async throws -> MarkedDatabase {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle, adopted: false)
    try await database.execute(
      """
      CREATE ROLE \(role) LOGIN CONNECTION LIMIT \(limit);
      ALTER DATABASE \(database.address.database) OWNER TO \(role);
      ALTER SCHEMA shop OWNER TO \(role);
      ALTER TABLE shop.customers OWNER TO \(role);
      \(more)
      """)
    _ = try await database.adoption.adopt(database.target.with("user", role), key: database.key)
    return database
  }

  @Test func privilegesThatAreMissingAreNamedBeforeTheFirstWrite() async throws {
    let database = try await owned(
      by: "limit_poor", limit: -1,
      more: """
        CREATE TABLE public.visits (customer_id bigint REFERENCES shop.customers);
        ALTER SCHEMA shop OWNER TO postgres; GRANT USAGE ON SCHEMA shop TO limit_poor;
        """)
    var run = database.run()
    run.target = database.target.with("user", "limit_poor")
    await #expect(
      throws: ExecutorError.refused([Finding(.privilege, ["CREATE on schema shop", "ownership of public.visits"])])
    ) { _ = try await run.run() }
    #expect(
      try await database.query(
        "SELECT (SELECT count(*) FROM understudy.step), (SELECT count(*) FROM understudy.program), (SELECT bundle FROM understudy.mark)"
      ) == "0|0|", "nothing was written")
    await #expect(throws: ExecutorError.self) { _ = try await run.forecast() }
  }

  /// Control, coordinator and two of four workers find a connection; then it goes on with half of them.
  @Test func aServerWithFewConnectionsGetsFewerWorkers() async throws {
    let database = try await owned(by: "limit_few", limit: 4, more: "ALTER SEQUENCE public.strikes OWNER TO limit_few;")
    let events = EventLog()
    var run = database.run(workers: 4, events: events)
    run.target = database.target.with("user", "limit_few")
    #expect(try await run.run().rows == ["shop.customers": 20000])
    #expect(events.events.contains { if case .retrying(.tooManyConnections, _) = $0 { true } else { false } })
    #expect(
      try await database.query("SELECT DISTINCT class, is_final FROM understudy.failure") == "tooManyConnections|f")
  }

  /// VACUUM FULL would copy dead originals into the new file.
  @Test func anOldSnapshotIsWaitedForAndNamed() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let watcher = try await Connection.open(database.target, applicationName: "understudy watcher")
    try await watcher.query("BEGIN ISOLATION LEVEL REPEATABLE READ")
    try await watcher.query("SELECT 1 FROM pg_catalog.pg_class")
    let pid = watcher.processID
    await #expect(
      throws: ExecutorError.blocked(relation: nil, processes: [pid], applications: ["understudy watcher"])
    ) { _ = try await database.run(lockTimeout: .milliseconds(700)).run() }
    #expect(try await database.query("SELECT count(*) FROM understudy.batch WHERE step = '0900'") == "0")
    await watcher.close()
    #expect(try await database.run().run().rows == ["shop.customers": 20000])
  }

  @Test func aForecastWritesNothing() async throws {
    let server = try await TestServer.shared()
    let database = try await MarkedDatabase(server, schema: Shop.schema, bundle: Shop.bundle)
    let forecast = try await database.run().forecast()
    let table = try #require(forecast.steps.first { $0.id == "0100" })
    #expect(table.rows == 20000 && table.isDone == false)
    #expect(forecast.fits && forecast.freeBytes ?? 0 > 0, "the server is on this machine")
    #expect(forecast.extraBytes > 2_000_000 && forecast.peakBytes > forecast.extraBytes)
    #expect(forecast.seconds > 0)
    #expect(table.locks?.contains("ACCESS EXCLUSIVE") == true)
    #expect(
      try await database.query(
        "SELECT (SELECT count(*) FROM understudy.step), (SELECT count(*) FROM understudy.program)")
        == "0|0")
    _ = try await database.run().run()
    let after = try await database.run().forecast()
    #expect(after.steps.first { $0.id == "0100" }?.isDone == true)
    #expect(after.extraBytes == 0)
  }

  @Test func aDiskThatDoesNotHoldItIsKnown() {
    let table = TableSizes(rows: 1, table: 1 << 50, indexes: 0, uniqueIndexes: 0, tablespace: "0")
    let space = DiskSpace(folders: ["0": "/"])
    #expect(space.lacking([(table, 1 << 51)])?.fits == false)
    #expect(space.lacking([(table, 0)])?.fits == true)
    #expect(DiskSpace(folders: ["0": "/nowhere/at/all"]).lacking([(table, 1)]) == nil, "nobody can tell")
  }

  @Test func tablesGoSideBySide() async throws {
    let server = try await TestServer.shared()
    var bundle = HandmadeBundle()
    var schema = "CREATE SCHEMA shop;"
    for number in 0..<6 {
      let relation = QualifiedName("shop", Identifier("t\(number)"))
      schema += """
        CREATE TABLE shop.t\(number) (id int PRIMARY KEY, name text);
        INSERT INTO shop.t\(number) SELECT n, 'Name ' || n FROM generate_series(1, \(100 * (number + 1))) AS n;
        """
      bundle.tables.append(
        HandmadeBundle.Table(
          step: "010\(number)", relation: relation,
          columns: [("id", "int NOT NULL", "s.id"), ("name", "text", "s.name || '!'")]))
    }
    let database = try await MarkedDatabase(server, schema: schema, bundle: bundle)
    let underWay = Mutex(0)
    let most = Mutex(0)
    let events = EventLog { event in
      switch event {
      case .stepStarted:
        let now = underWay.withLock { count in
          count += 1
          return count
        }
        most.withLock { $0 = max($0, now) }
      case .stepFinished: underWay.withLock { $0 -= 1 }
      default: break
      }
    }
    let outcome = try await database.run(workers: 3, events: events).run()
    #expect(outcome.rows.values.sorted() == [100, 200, 300, 400, 500, 600])
    #expect(most.withLock { $0 } > 1 && most.withLock { $0 } <= 3)
    for number in 0..<6 {
      #expect(
        try await database.query("SELECT count(*) FROM shop.t\(number) WHERE name = 'Name ' || id || '!'")
          == String(100 * (number + 1)))
    }
  }
}
