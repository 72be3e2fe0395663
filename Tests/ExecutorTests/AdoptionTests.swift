import BundleFormat
import ExternalPrograms
import PostgresClient
import TestServers
import Testing

@testable import Executor

@Suite(.serialized) struct AdoptionTests {
  func fresh(_ version: TestServer.Version = .pg15, schema: String = "CREATE TABLE t (a int);") async throws
    -> MarkedDatabase
  {
    try await MarkedDatabase(
      TestServer.shared(version), schema: schema, bundle: Shop.bundle, adopted: false)
  }

  func refusal(_ adoption: Adoption, _ database: MarkedDatabase) async -> [Finding.Kind] {
    do {
      _ = try await adoption.adopt(database.target, key: database.key)
      return []
    } catch ExecutorError.refused(let findings) {
      return findings.map(\.kind)
    } catch {
      Issue.record(error)
      return []
    }
  }

  @Test(arguments: TestServer.Version.allCases)
  func aCopyIsMarked(version: TestServer.Version) async throws {
    let database = try await fresh(version)
    let result = try await database.adoption.adopt(database.target, key: database.key)
    #expect(!result.wasMarked)
    #expect(result.mark.application == "shop")
    #expect(result.mark.run == "run-1")
    #expect(result.mark.state == .marked)
    #expect(result.mark.asOf == "2026-01-01T00:00:00.000000Z")
    #expect(result.mark.place.databaseName == database.address.database)
    #expect(result.mark.place.endpoint == "local")
    #expect(result.notes.count == 1, "that it is a copy could not be proven")
    #expect(
      try await database.query(
        """
        SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()
        """) == "understudy: run run-1, application shop")
    #expect(
      try await database.query(
        """
        SELECT count(*) FROM pg_class AS c LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'understudy'::regnamespace AND c.relkind = 'r'
          AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)
        """) == "0", "the ledger explains itself")
  }

  @Test func adoptingTwiceIsNoError() async throws {
    let database = try await fresh()
    let first = try await database.adoption.adopt(database.target, key: database.key)
    let second = try await database.adoption.adopt(database.target, key: database.key)
    #expect(second.wasMarked)
    #expect(second.mark == first.mark)
  }

  @Test func theNameHasToBeConfirmed() async throws {
    let database = try await fresh()
    var adoption = database.adoption
    adoption.confirm = "production"
    #expect(await refusal(adoption, database) == [.notConfirmed])
    #expect(try await database.query("SELECT to_regnamespace('understudy') IS NULL") == "t", "nothing half-done")
  }

  @Test func theSourceItselfAndProtectedPlacesAreRefused() async throws {
    let database = try await fresh()
    var adoption = database.adoption
    let connection = try await Connection.open(database.target)
    adoption.sourcePlaces = [try await Place.of(connection)]
    await connection.close()
    #expect(await refusal(adoption, database) == [.isTheSource])
    adoption = database.adoption
    adoption.interlock.protected = ["*.prod.example.com", "LOC*"]
    #expect(await refusal(adoption, database) == [.protectedEndpoint])
  }

  @Test func patterns() {
    let interlock = Interlock(protected: ["*.prod.example.com", "db?.example.com", "10.0.0.1:5432", "*/production"])
    func isProtected(_ endpoint: String, _ database: String = "d") -> Bool {
      !interlock.protectionFindings(endpoint: endpoint, database: database).isEmpty
    }
    #expect(isProtected("a.prod.example.com:5432"))
    #expect(isProtected("A.B.PROD.example.com:1"))
    #expect(!isProtected("prod.example.com:5432"))
    #expect(!isProtected("a.prod.example.com.evil:5432"))
    #expect(!isProtected("db1.example.com:5432"), "only the asterisk is special")
    #expect(isProtected("10.0.0.1:5432"))
    #expect(!isProtected("10.0.0.1:5433"))
    #expect(isProtected("copy:5432", "production"))
  }

  /// A protected host stays one under another spelling, and where only its address is reached.
  @Test func spellingsOfAProtectedHost() {
    func isProtected(_ protected: String, _ endpoint: String, _ address: String) -> Bool {
      !Interlock(protected: [protected]).protectionFindings(endpoint: endpoint, address: address, database: "d").isEmpty
    }
    #expect(isProtected("*.prod.example.com", "Db.Prod.example.com.:5432", "192.0.2.1"))
    #expect(isProtected("db.prod.example.com.", "db.prod.example.com:5432", ""))
    #expect(isProtected("192.0.2.1", "staging:5432", "192.0.2.1"))
    #expect(isProtected("192.0.2.1:5432/d", "staging:5432", "192.0.2.1"))
    #expect(!isProtected("192.0.2.1:5433", "staging:5432", "192.0.2.1"))
    #expect(isProtected("localhost", "127.1:5432", "127.0.0.1"))
    #expect(!isProtected("localhost", "staging:5432", "192.0.2.1"))
  }

  @Test func aSessionOfSomebodyElseIsRefused() async throws {
    let database = try await fresh()
    let somebody = try await Connection.open(database.target, applicationName: "webshop")
    var adoption = database.adoption
    adoption.interlock.patience = .milliseconds(300)
    #expect(await refusal(adoption, database) == [.clientSession])
    await somebody.close()
    #expect(await refusal(database.adoption, database) == [])
  }

  @Test(arguments: [
    (
      "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end'; CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION e();",
      Finding.Kind.eventTrigger
    ),
    (
      "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int) SERVER s;",
      .foreignTable
    ),
    (
      "CREATE SUBSCRIPTION sub CONNECTION 'host=/nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE); UPDATE pg_subscription SET subenabled = true WHERE subname = 'sub';",
      .subscription
    ),
    (
      "CREATE SCHEMA cron; CREATE TABLE cron.job (jobid int, active boolean, database text); INSERT INTO cron.job SELECT 1, true, current_database();",
      .scheduledJob
    ),
    (
      """
      CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
      CREATE TABLE whole (a int) PARTITION BY LIST (a); CREATE TABLE near PARTITION OF whole FOR VALUES IN (1);
      CREATE FOREIGN TABLE far PARTITION OF whole FOR VALUES IN (2) SERVER s;
      """, .foreignTable
    ),
    ("CREATE SCHEMA understudy;", .foreignMark),
  ])
  func whatWouldWriteOnItsOwnIsRefused(schema: String, kind: Finding.Kind) async throws {
    let database = try await fresh(schema: schema)
    #expect(await refusal(database.adoption, database) == [kind])
    if kind == .subscription {
      try await database.execute("ALTER SUBSCRIPTION sub DISABLE; DROP SUBSCRIPTION sub;")
    }
  }

  /// pg_cron lives in one database, and works in all.
  @Test func jobsThatAreKeptInAnotherDatabaseAreRefused() async throws {
    let home = try await fresh(
      schema: "CREATE SCHEMA cron; CREATE TABLE cron.job (jobid int, active boolean, database text);")
    let database = try await fresh()
    let name = database.address.database
    try await database.execute("ALTER DATABASE \(name) SET cron.database_name = '\(home.address.database)';")
    #expect(await refusal(database.adoption, database) == [])
    let busy = try await fresh()
    try await busy.execute(
      "ALTER DATABASE \(busy.address.database) SET cron.database_name = '\(home.address.database)';")
    try await home.execute("INSERT INTO cron.job VALUES (7, true, '\(busy.address.database)'), (8, false, 'other');")
    await #expect(
      throws: ExecutorError.refused([Finding(.scheduledJob, ["job 7 in database \(home.address.database)"])])
    ) { _ = try await busy.adoption.adopt(busy.target, key: busy.key) }
    let unknown = try await fresh()
    try await unknown.execute("ALTER DATABASE \(unknown.address.database) SET cron.database_name = 'not_there';")
    #expect(await refusal(unknown.adoption, unknown) == [.scheduledJob], "nobody can tell")
  }

  @Test func anUnmarkedDatabaseIsNeverWritten() async throws {
    let database = try await fresh(schema: Shop.schema)
    let before = try await database.rows(of: "shop.customers")
    await #expect(throws: ExecutorError.unmarked(.noMark)) { _ = try await database.run().run() }
    #expect(try await database.rows(of: "shop.customers") == before)
    #expect(try await database.query("SELECT to_regnamespace('understudy') IS NULL") == "t")
  }

  @Test func aCopyOfAMarkedDatabaseIsAnotherPlace() async throws {
    let database = try await fresh(schema: Shop.schema)
    _ = try await database.adoption.adopt(database.target, key: database.key)
    let name = database.address.database + "_copy"
    try await database.server.psql().run(
      "CREATE DATABASE \(name) TEMPLATE \(database.address.database);", messages: .shown)
    var run = database.run()
    run.target = ConnectionTarget(database.address.database(name).connectionString)
    await #expect(throws: ExecutorError.unmarked(.otherPlace)) { _ = try await run.run() }
  }

  @Test func anotherKeyAndAnotherBundleAreRefused() async throws {
    let database = try await fresh(schema: Shop.schema)
    _ = try await database.adoption.adopt(database.target, key: database.key)
    var run = database.run()
    run.key = MaskingKey.random()
    await #expect(throws: ExecutorError.wrongKey) { _ = try await run.run() }
    await #expect(throws: ExecutorError.wrongKey) {
      _ = try await database.adoption.adopt(database.target, key: MaskingKey.random())
    }
    _ = try await database.run().run()
    var other = Shop.bundle
    other.finish = []
    run = database.run()
    run.bundle = try other.build()
    await #expect(throws: ExecutorError.begunByAnotherBundle) { _ = try await run.run() }
  }

  @Test func aSealedDatabaseIsLeftAlone() async throws {
    let database = try await fresh(schema: Shop.schema)
    _ = try await database.adoption.adopt(database.target, key: database.key)
    _ = try await database.run().run()
    let before = try await database.rows(of: "shop.customers")
    let seal = try HandmadeBundle.sql("seal")
    try await database.execute(
      """
      SELECT set_config('understudy.bundle', '\(database.bundle.digest)', false);
      SELECT set_config('understudy.attestation', '\(String(repeating: "1", count: 64))', false);
      \(seal)
      """)
    let outcome = try await database.run().run()
    #expect(outcome.wasSealed)
    #expect(outcome.committedBatches == 0)
    #expect(try await database.rows(of: "shop.customers") == before)
    #expect(
      try await database.query(
        "SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'understudy'::regnamespace AND relkind = 'r'"
      )
        == "batch,mark,migration,step")
    var other = Shop.bundle
    other.finish = []
    var run = database.run()
    run.bundle = try other.build()
    await #expect(throws: ExecutorError.sealedByAnotherBundle) { _ = try await run.run() }
  }

  @Test func aServerThatIsNotThereIsNotWaitedFor() async throws {
    let database = try await fresh()
    var run = database.run()
    run.target = ConnectionTarget("host=/nowhere dbname=x")
    await #expect(throws: ExecutorError.serverUnreachable(.unreachable)) { _ = try await run.run() }
  }

  @Test func aParameterThatIsMissingIsNamed() async throws {
    let database = try await fresh()
    let bundle = database.bundle
    let manifest = bundle.manifest
    var run = database.run()
    run.bundle = try MaskingBundle(
      manifest: Manifest(
        application: manifest.application, ruleDigest: manifest.ruleDigest, catalog: manifest.catalog,
        postgresMajor: 15, parameters: ["payment_key"], steps: manifest.steps, verification: manifest.verification,
        files: manifest.files), otherFiles: bundle.files.filter { $0.key != MaskingBundle.manifestName })
    await #expect(throws: ExecutorError.parameterMissing("payment_key")) { _ = try await run.run() }
  }
}
