import BundleFormat
import Executor
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Testing
import Verifier

/// Masking in place by ranges of a key: the same rows as by the rewrite, each exactly once, whatever happens on the way.
@Suite(.serialized) struct UpdateStrategyTests {
  @Test(arguments: [TestServer.Version.pg15, .pg18])
  func itGivesTheSameRowsAsTheRewrite(version: TestServer.Version) async throws {
    let wanted = try await Self.rewritten(version)
    let rig = try await Rig(version, sql: [Self.schema])
    let bundle = try await rig.compile(Self.rules("update"))
    let (schema, state) = try await (rig.schemaText(), rig.state())
    try await rig.adopt(bundle)
    let outcome = try await rig.run(bundle).run()
    #expect(outcome.rows["public.events"] == 5000)
    #expect(try await rig.query("SELECT count(*) FROM understudy.batch WHERE first_key IS NOT NULL") == "5")
    #expect(try await rig.rows() == wanted)
    #expect(try await rig.query("SELECT count(*) FROM public.seen") == "0", "triggers rested")
    #expect(try await rig.filesHolding("PLANTED") == "", "VACUUM FULL left no dead rows")
    guard case .sealed(let attestation) = try await rig.verification(bundle).run() else {
      Issue.record("it is sealed for the first time")
      return
    }
    let events = attestation.tables.first { $0.relation.name == "events" }
    #expect(events?.rows == 5000 && events?.columns.first { $0.name == "agent" }?.values == 4899)
    #expect(try await rig.schemaText() == schema)
    #expect(try await rig.state() == state)
  }

  @Test func aDumpNeedsNoVacuum() async throws {
    let rig = try await Rig(.pg15, sql: [Self.schema])
    let bundle = try await rig.compile(Self.rules("update"))
    try await rig.adopt(bundle)
    var run = rig.run(bundle)
    run.snapshot = .dump
    _ = try await run.run()
    #expect(try await rig.filesHolding("PLANTED").contains("events"), "dead rows are still there")
    #expect(
      try await rig.query("SELECT count(*) FROM public.events WHERE agent LIKE '%PLANTED%'") == "0")
  }

  /// What strikes after the second batch, and how often the run has to be begun.
  static let strikes = [
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM understudy.connection WHERE role = 'worker'",
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM understudy.connection WHERE role = 'coordinator'",
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM understudy.connection", "interrupt",
  ]

  @Test(arguments: strikes)
  func itGoesOnAfterAStrike(strike: String) async throws {
    let wanted = try await Self.rewritten(.pg15)
    let rig = try await Rig(.pg15, sql: [Self.schema])
    let bundle = try await rig.compile(Self.rules("update"))
    try await rig.adopt(bundle)
    let batches = Atomic(0)
    let running = Mutex<Task<RunOutcome, any Error>?>(nil)
    var run = rig.run(bundle) { event in
      guard case .batchCommitted = event, batches.add(1, ordering: .relaxed).newValue == 2 else { return }
      if strike == "interrupt" {
        running.withLock { $0?.cancel() }
      } else {
        Task { try await rig.execute(strike) }
      }
    }
    run.workers = 1
    let task = running.withLock { slot in
      let task = Task { [run] in try await run.run() }
      slot = task
      return task
    }
    if strike == "interrupt" {
      await #expect(throws: ExecutorError.interrupted) { try await task.value }
      #expect(try await rig.query("SELECT tgenabled FROM pg_trigger WHERE tgname = 'seen'") == "D", "still off")
      _ = try await rig.run(bundle).run()
    } else {
      _ = try await task.value
    }
    #expect(try await rig.rows() == wanted)
    #expect(
      try await rig.query(
        "SELECT count(*), sum(rows), count(*) FILTER (WHERE state <> 'committed') FROM understudy.batch WHERE first_key IS NOT NULL"
      )
        == "5|5000|0")
    #expect(try await rig.query("SELECT tgenabled FROM pg_trigger WHERE tgname = 'seen'") == "A")
  }

  /// By one worker, part 0 comes first: its first rows are masked already, those of part 2 are not yet.
  @Test(arguments: [
    "INSERT INTO public.events VALUES (0, 0, 'PLANTED late', 1, '{}', DEFAULT, 'late')",
    "UPDATE public.events SET agent = 'PLANTED late' WHERE part = 0 AND id = 3",
    "DELETE FROM public.events WHERE part = 0 AND id = 3",
    "INSERT INTO public.events VALUES (9, 9999999, 'PLANTED late', 1, '{}', DEFAULT, 'late')",
  ])
  func whoeverWritesBehindTheBatchesIsFound(change: String) async throws {
    let (rig, run) = try await Self.run(disturbedBy: change)
    await #expect(throws: ExecutorError.writtenMeanwhile(relation: "public.events")) { _ = try await run.run() }
    #expect(try await rig.query("SELECT state FROM understudy.step WHERE relation = 'public.events'") == "begun")
  }

  @Test(arguments: [
    ("INSERT INTO public.events VALUES (2, 4, 'PLANTED late', 1, '{}', DEFAULT, 'late')", "5001"),
    ("UPDATE public.events SET agent = 'PLANTED late' WHERE part = 2 AND id = 4997", "5000"),
    ("DELETE FROM public.events WHERE part = 2 AND id = 4997", "4999"),
  ])
  func whatIsWrittenAheadOfTheBatchesIsMasked(change: String, rows: String) async throws {
    let (rig, run) = try await Self.run(disturbedBy: change)
    _ = try await run.run()
    #expect(
      try await rig.query("SELECT count(*), count(*) FILTER (WHERE t::text LIKE '%PLANTED%') FROM public.events AS t")
        == "\(rows)|0")
  }

  /// Another session writes after the first batch.
  private static func run(disturbedBy change: String) async throws -> (rig: Rig, run: BundleRun) {
    let rig = try await Rig(.pg15, sql: [schema])
    let bundle = try await rig.compile(rules("update"))
    try await rig.adopt(bundle)
    let isDone = Atomic(false)
    var run = rig.run(bundle) { event in
      guard case .batchCommitted = event, isDone.exchange(true, ordering: .relaxed) == false else { return }
      do { try rig.executeBlocking("SET session_replication_role = replica; \(change);") } catch {
        Issue.record("the other writer failed: \(error)")
      }
    }
    run.workers = 1
    return (rig, run)
  }

  /// Who keeps dead rows: the statements that it has in a transaction, where, and as what it is named.
  struct Keeper: Sendable {
    var sql = "INSERT INTO public.seen VALUES ('idle in transaction')"
    var database: String?
    let name: String
    var end: String?
  }

  static let keepers = [
    Keeper(name: "psql"),
    Keeper(sql: "SELECT pg_current_xact_id()", database: "postgres", name: "a transaction of another database"),
    Keeper(
      sql: "INSERT INTO public.seen VALUES ('prepared'); PREPARE TRANSACTION 'kept'", name: "a prepared transaction",
      end: "ROLLBACK PREPARED 'kept'"),
  ]

  /// It has written, and keeps no snapshot: dead rows stay for it all the same.
  @Test(arguments: keepers)
  func anOpenTransactionKeepsOriginalsFromVacuumFull(keeper: Keeper) async throws {
    let rig = try await Rig(.pg15, sql: [Self.schema])
    let bundle = try await rig.compile(Self.rules("update"))
    try await rig.adopt(bundle)
    let other = Mutex<OpenTransaction?>(nil)
    var run = rig.run(bundle) { event in
      guard case .batchCommitted = event else { return }
      other.withLock { slot in
        if slot == nil { slot = try? OpenTransaction(rig, keeper.sql, database: keeper.database) }
      }
    }
    run.lockTimeout = .milliseconds(500)
    let error = await #expect(throws: ExecutorError.self) { _ = try await run.run() }
    guard case .blocked(nil, _, let applications) = error else { throw Unexpected() }
    #expect(applications.contains(keeper.name))
    #expect(try await rig.filesHolding("PLANTED").contains("events"))
    // Nor does psql go by it.
    await #expect(throws: ExternalProgramError.self) {
      try await rig.runByPsql(bundle, lockTimeout: "300ms")
    }
    other.withLock { $0?.end() }
    if let end = keeper.end { try await rig.execute(end) }
    _ = try await rig.run(bundle).run()
    #expect(try await rig.filesHolding("PLANTED") == "")
  }

  private struct Unexpected: Error {}

  @Test func psqlUpdatesTheSameRows() async throws {
    let wanted = try await Self.rewritten(.pg15)
    let rig = try await Rig(.pg15, sql: [Self.schema])
    let bundle = try await rig.compile(Self.rules("update"))
    try await rig.adopt(bundle)
    try await rig.runByPsql(bundle)
    #expect(try await rig.rows() == wanted)
    try await rig.runByPsql(bundle)
    #expect(try await rig.rows() == wanted, "a second time nothing happens")
  }

  // MARK: The table

  /// The rows that the rewrite makes, once for each version.
  private static func rewritten(_ version: TestServer.Version) async throws -> [String] {
    try await Rewritten.shared.rows(version)
  }

  private actor Rewritten {
    static let shared = Rewritten()
    private var known: [TestServer.Version: [String]] = [:]

    func rows(_ version: TestServer.Version) async throws -> [String] {
      if let rows = known[version] { return rows }
      let rig = try await Rig(version, sql: [schema])
      let bundle = try await rig.compile(rules("rewrite"))
      try await rig.adopt(bundle)
      _ = try await rig.run(bundle).run()
      let rows = try await rig.rows()
      known[version] = rows
      return rows
    }
  }

  static let schema = """
    CREATE TABLE public.seen (what text);
    CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN INSERT INTO public.seen VALUES (TG_OP); RETURN NULL; END';
    CREATE TABLE public.events (
      part integer NOT NULL, id varchar(20) NOT NULL, agent text, person bigint, details jsonb,
      shouted text GENERATED ALWAYS AS (upper(agent)) STORED, note text, PRIMARY KEY (part, id)
    );
    ALTER TABLE public.events ALTER id TYPE bigint USING id::bigint;
    INSERT INTO public.events (part, id, agent, person, details, note)
    SELECT i % 3, i, CASE WHEN i % 50 = 1 THEN NULL WHEN i = 7 THEN 'left alone' ELSE 'PLANTED agent ' || i END,
      i % 100, jsonb_build_object('ip', CASE WHEN i = 7 THEN 'left alone' ELSE 'PLANTED ip ' || i END, 'kept', i), 'n' || i
    FROM generate_series(1, 5000) AS i;
    CREATE INDEX events_agent ON public.events (agent);
    CREATE TRIGGER seen AFTER INSERT OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION public.see();
    ALTER TABLE public.events ENABLE ALWAYS TRIGGER seen;
    CREATE RULE swallow AS ON UPDATE TO public.events DO INSTEAD NOTHING;
    ALTER TABLE public.events ADD CONSTRAINT old_rows CHECK (length(note) > 3) NOT VALID;
    ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;
    ANALYZE;
    """

  static func rules(_ strategy: String) -> String {
    """
    application: rig
    tables:
      seen: keep
      events:
        strategy: \(strategy)
        except: "note = 'n7'"
        columns:
          part: keep
          id: keep
          agent: { mask: random_token, length: 30 }
          person: keep
          details: { json: { $.ip: { mask: constant, value: none }, otherwise: keep } }
          note: { derived: "'of ' || agent" }
    accept:
      - { id: trigger-side-effect, at: events, reason: "off while masking" }
    """
  }
}
