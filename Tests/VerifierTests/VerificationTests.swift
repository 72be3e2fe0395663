import BundleFormat
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Testing

@testable import Verifier

/// The whole verification on real servers.
@Suite struct VerificationTests {
  @Test(arguments: TestServer.Version.allCases)
  func whatHoldsIsAttestedAndSealed(_ version: TestServer.Version) async throws {
    let database = try await MaskedDatabase(version)
    let filed = Mutex<Attestation?>(nil)
    let outcome = try await database.verification.run { attestation in filed.withLock { $0 = attestation } }
    guard case .sealed(let attestation) = outcome else { throw Unexpected() }
    #expect(filed.withLock { $0 } == attestation)
    #expect(attestation.application == "shop" && attestation.run == "run-1")
    #expect(attestation.asOf == "2026-01-01T00:00:00.000000Z")
    let customers = try #require(attestation.tables.first { $0.relation == MaskedDatabase.customers })
    #expect(customers.rows == 21 && customers.keptRows == 1)
    #expect(customers.columns.first { $0.name == "email" }?.values == 20)
    #expect(
      Set(attestation.checked.map(\.id)).isSuperset(of: [
        "catalog", "foreign-key", "check-constraint", "index-valid", "original-returned", "equal-share", "row-counts",
        "survivor-email", "survivor-phone", "survivor-name", "survivor-iban", "survivor-token",
      ]))
    #expect(attestation.notChecked.map(\.id).contains("residue-wal"))
    let mark = try await database.query("SELECT state, attestation FROM understudy.mark")
    #expect(mark == "sealed|\(try attestation.digest())")
    #expect(try await database.query("SELECT to_regclass('understudy.fingerprint') IS NULL") == "t")
  }

  /// A masked value may meet the condition of `except`: its row is not for that one that was left alone.
  @Test func aMaskedRowIsNotTakenForAKeptOne() async throws {
    let database = try await MaskedDatabase()
    try await database.execute("UPDATE public.customers SET email = 'fake@staff.example' WHERE id = 10;")
    #expect(
      try await database.findings() == [
        VerificationFinding(check: "kept-rows", relation: MaskedDatabase.customers, count: 2, total: 1)
      ])
  }

  @Test func aLargeObjectFromBeforeIsFound() async throws {
    let database = try await MaskedDatabase(more: "SELECT lo_from_bytea(0, 'somebody''s file');")
    try await database.execute("SELECT lo_from_bytea(0, 'a placeholder');")
    await #expect(
      throws: VerificationError.failed([VerificationFinding(check: "large-object-original", count: 1, total: 2)])
    ) {
      _ = try await database.verification.run()
    }
    try await database.execute(
      "SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE lo_get(oid) = 'somebody''s file';")
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    #expect(attestation.checked.contains { $0.id == "large-object-original" && $0.scope.hasPrefix("1 large object") })
  }

  @Test func aSecondTimeNothingIsDone() async throws {
    let database = try await MaskedDatabase()
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    let before = try await database.query("SELECT * FROM understudy.mark")
    let state = Verification.SealedState(
      application: "shop", run: "run-1", bundle: database.bundle.digest, attestation: try attestation.digest())
    #expect(try await database.verification.run() == .alreadySealed(state))
    #expect(try await database.query("SELECT * FROM understudy.mark") == before)
    var other = database.verification
    other.bundle = try MaskedDatabase.bundle([:])
    await #expect(throws: VerificationError.sealedByAnotherBundle) { _ = try await other.run() }
  }

  @Test func theSameDatabaseGivesTheSameAttestation() async throws {
    let database = try await MaskedDatabase()
    let attestations = Mutex<[Attestation]>([])
    for _ in 1...2 {
      await #expect(throws: Unexpected.self) {
        _ = try await database.verification.run { attestation in
          attestations.withLock { $0.append(attestation) }
          throw Unexpected()
        }
      }
    }
    let digests = try attestations.withLock { try $0.map { try $0.digest() } }
    #expect(digests.count == 2 && Set(digests).count == 1)
    #expect(try await database.query("SELECT state FROM understudy.mark") == "marked")
  }

  // MARK: After the seal

  /// The seal holds nobody back: what is handed over is compared with what was verified.
  @Test(arguments: TestServer.Version.allCases)
  func whatIsWrittenAfterTheSealIsRefused(_ version: TestServer.Version) async throws {
    let database = try await MaskedDatabase(version, more: "SELECT lo_unlink(lo_from_bytea(4711, 'x'));")
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    func changes() async throws -> [String] {
      do {
        return try await database.verification.whileShowing(attestation) { _ in [] }
      } catch VerificationError.changedSinceAttested(let names) { return names }
    }
    #expect(try await changes() == [])
    let undone = [
      (
        "UPDATE public.orders SET note = 'for zelda' WHERE id = 9",
        "UPDATE public.orders SET note = 'lorem ipsum' WHERE id = 9"
      ),
      (
        "INSERT INTO public.customers VALUES (99, 'z@prod.example', 'Z', '1')",
        "DELETE FROM public.customers WHERE id = 99"
      ),
    ]
    for ((change, undo), table) in zip(undone, ["public.orders", "public.customers"]) {
      try await database.execute(change)
      #expect(try await changes() == [table])
      try await database.execute(undo)
      #expect(try await changes() == [])
    }
    try await database.execute("CREATE TABLE public.copies AS SELECT 'zelda'::text AS name")
    #expect(try await changes() == ["public.copies", "the logical catalog"].sorted().reversed())
    try await database.execute("DROP TABLE public.copies; SELECT lo_from_bytea(4711, 'an original');")
    #expect(try await changes() == ["large objects"])
    try await database.execute("SELECT lo_unlink(4711); DELETE FROM public.orders;")
    #expect(try await changes() == ["public.orders"])
  }

  /// Nothing that a snapshot would not hide can happen while it is shown.
  @Test func whatIsShownStays() async throws {
    let database = try await MaskedDatabase()
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    let seen = try await database.verification.whileShowing(attestation) { shown in
      try await database.execute("INSERT INTO public.customers VALUES (99, 'z@prod.example', 'Z', '1')")
      await #expect(throws: (any Error).self) {
        try await database.execute("SET lock_timeout = '100ms'; TRUNCATE public.customers, public.orders")
      }
      return try await database.query(
        """
        BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '\(shown)';
        SELECT count(*) FROM public.customers; COMMIT
        """)
    }
    #expect(seen.contains("21") && !seen.contains("22"))
  }

  // MARK: Survivors

  struct Planted: Sendable {
    let sql: String
    let check: String
    let column: Identifier
  }

  static let planted = [
    Planted(sql: "note = 'for zelda.quackenbush@prod.example'", check: "survivor-email", column: "note"),
    Planted(sql: "note = upper('zelda.quackenbush@prod.example')", check: "survivor-email", column: "note"),
    Planted(
      sql: #"details = '{"to": ["Zelda.Quackenbush@Prod.example"]}'"#, check: "survivor-email", column: "details"),
    Planted(
      sql: #"raw = '{"to": "zelda\u002equackenbush\u0040prod.example"}'"#, check: "survivor-email", column: "raw"),
    Planted(
      sql: "blob = convert_to('x zelda.quackenbush@prod.example', 'UTF8')", check: "survivor-email", column: "blob"),
    Planted(sql: "tags = ARRAY['a', 'zelda.quackenbush@prod.example']", check: "survivor-email", column: "tags"),
    Planted(sql: "note = 'ring 44/20.7946-0958'", check: "survivor-phone", column: "note"),
    Planted(sql: "serial = 442079460958", check: "survivor-phone", column: "serial"),
    Planted(sql: "note = 'Ms Quackenbush called'", check: "survivor-name", column: "note"),
    Planted(sql: "note = 'MÜLLERSTRÖM'", check: "survivor-name", column: "note"),
    Planted(sql: "note = 'to GB33BUKB20201555555555'", check: "survivor-iban", column: "note"),
    Planted(sql: "note = 'key sk_live_9f8e7d6c5b4a'", check: "survivor-token", column: "note"),
  ]

  @Test func aPlantedOriginalIsFound() async throws {
    let database = try await MaskedDatabase()
    for planted in Self.planted {
      try await database.execute("UPDATE public.orders SET \(planted.sql) WHERE id = 9")
      let findings = try await database.findings()
      let expected = VerificationFinding(
        check: planted.check, relation: MaskedDatabase.orders, column: planted.column, count: 1, total: 20)
      #expect(findings.contains(expected), "\(planted.sql)")
      #expect(findings.allSatisfy { $0.column == planted.column }, "\(planted.sql)")
      try await database.execute(
        """
        DELETE FROM public.orders WHERE id = 9;
        INSERT INTO public.orders SELECT 9, customer_id, note, details, raw, blob, tags, serial, placed_at
          FROM public.orders WHERE id = 10
        """)
    }
    guard case .sealed = try await database.verification.run() else { throw Unexpected() }
  }

  @Test func aStaleMaterializedViewIsFound() async throws {
    let database = try await MaskedDatabase(
      more: """
        UPDATE public.orders SET note = 'Quackenbush' WHERE id < 12; REFRESH MATERIALIZED VIEW public.notes;
        UPDATE public.orders SET note = 'lorem' WHERE id < 12;
        """)
    #expect(
      try await database.findings() == [
        VerificationFinding(
          check: "survivor-name", relation: QualifiedName("public", "notes"), column: "note", count: 3, total: 20)
      ])
  }

  @Test func keptRowsAreCountedApart() async throws {
    let database = try await MaskedDatabase(
      more: "UPDATE public.customers SET first_name = 'Quackenbush', phone = '442079460958' WHERE id = 1;")
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    #expect(attestation.survivorsInKeptRows == 2)
  }

  // MARK: Names that are common

  /// A name of the pools stands in masked columns by its draw; in a kept one it may be an original's copy.
  @Test func aNameOfThePoolsIsNoSurvivorWhereMasksPutIt() async throws {
    let plan = MaskedDatabase.plan(vocabulary: "alex quackenbush")
    let drawn = "UPDATE public.customers SET first_name = 'Quackenbush' WHERE id > 9;"
    let database = try await MaskedDatabase(more: drawn, plan: plan)
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    #expect(
      attestation.notChecked.first { $0.id == "common-names" }?.scope
        == "1 of 2 original names, in masked columns: replacements are made of them too")
    #expect(
      try await MaskedDatabase(more: drawn + "UPDATE public.orders SET note = 'Quackenbush' WHERE id < 12;", plan: plan)
        .findings() == [
          VerificationFinding(
            check: "survivor-name", relation: MaskedDatabase.orders, column: "note", count: 3, total: 20)
        ])
    #expect(
      try await MaskedDatabase(more: drawn).findings().map(\.words) == [
        "survivor-name: public.customers.first_name (20 of 21)"
      ])
  }

  @Test func whatTheRulesAcceptIsWrittenDown() async throws {
    func accepts(_ check: String, _ column: Identifier) -> VerificationPlan {
      MaskedDatabase.plan(accepted: [
        AcceptedSurvivor(check: check, relation: MaskedDatabase.orders, column: column, reason: "titles of films")
      ])
    }
    let more = "UPDATE public.orders SET note = 'Quackenbush' WHERE id < 12;"
    let database = try await MaskedDatabase(more: more, plan: accepts("survivor-name", "note"))
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    #expect(
      attestation.notChecked.filter { $0.id == "accepted-survivors" }.map(\.scope) == [
        "survivor-name: public.orders.note (3 of 20), accepted by the rules: titles of films"
      ])
    for plan in [accepts("survivor-name", "raw"), accepts("survivor-email", "note")] {
      #expect(try await MaskedDatabase(more: more, plan: plan).findings().map(\.check) == ["survivor-name"])
    }
  }

  // MARK: Counts

  @Test func equalValuesFail() async throws {
    let database = try await MaskedDatabase(equal: 1)
    #expect(
      try await database.findings() == [
        VerificationFinding(
          check: "original-returned", relation: MaskedDatabase.customers, column: "email", count: 1, total: 20)
      ])
  }

  @Test func chanceIsForgivenUpToItsShare() async throws {
    // 3 / 100 + 0.1 % of 20 values is less than one; 5 of 20 draws from 100 are rare luck, 6 are none.
    #expect(try await MaskedDatabase(equalDraws: 5).findings() == [])
    #expect(try await MaskedDatabase(equalDraws: 6).findings().map(\.check) == ["equal-share"])
    func isMore(_ equal: Int, of values: Int) -> Bool {
      EqualityProof.isMoreThanChance(VerifiedLedger.Counts(values: values, equal: equal), pool: 100)
    }
    #expect(!isMore(0, of: 0) && !isMore(310, of: 10_000) && isMore(311, of: 10_000))
    #expect(!isMore(1, of: 1) && !isMore(2, of: 2) && isMore(4, of: 4) && isMore(1000, of: 1000))
  }

  @Test func aCountThatIsMissingFails() async throws {
    let database = try await MaskedDatabase()
    try await database.execute("DELETE FROM understudy.column_count WHERE column_name = 'phone'")
    #expect(try await database.findings().map(\.words) == ["count-missing: public.customers.phone (1)"])
  }

  @Test func aLostRowFails() async throws {
    let database = try await MaskedDatabase()
    try await database.execute("DELETE FROM public.customers WHERE id = 1")
    #expect(try await database.findings().map(\.check) == ["row-counts"])
  }

  // MARK: Constraints and catalog

  @Test(arguments: TestServer.Version.allCases)
  func rowsThatNeverMetTheirConstraintsAreFound(_ version: TestServer.Version) async throws {
    let database = try await MaskedDatabase(
      version,
      more: """
        SET session_replication_role = replica;
        UPDATE public.orders SET customer_id = 999 WHERE id < 12;
        RESET session_replication_role;
        """)
    #expect(
      try await database.findings() == [
        VerificationFinding(
          check: "foreign-key", relation: MaskedDatabase.orders, object: "orders_customer_fkey", count: 3)
      ])
  }

  @Test func aCheckIsEvaluated() async throws {
    let database = try await MaskedDatabase(
      more: """
        ALTER TABLE public.orders ADD CONSTRAINT small CHECK (serial < 20) NOT VALID;
        UPDATE pg_catalog.pg_constraint SET convalidated = true WHERE conname = 'small';
        """)
    #expect(
      try await database.findings() == [
        VerificationFinding(check: "check-constraint", relation: MaskedDatabase.orders, object: "small", count: 9)
      ])
  }

  @Test func whatIsNotValidatedIsNamed() async throws {
    let database = try await MaskedDatabase(
      more: "ALTER TABLE public.orders ADD CONSTRAINT late CHECK (serial < 20) NOT VALID;")
    guard case .sealed(let attestation) = try await database.verification.run() else { throw Unexpected() }
    #expect(attestation.notChecked.first { $0.id == "not-validated" }?.scope.hasSuffix("public.orders.late") == true)
  }

  @Test func anotherCatalogFails() async throws {
    let database = try await MaskedDatabase()
    try await database.execute("CREATE TABLE public.copies (email text)")
    #expect(
      try await database.findings().map(\.object) == ["table public.copies is new, with 1 column"])
  }

  // MARK: Refusals

  @Test func aRunThatIsNotFinishedIsRefused() async throws {
    let database = try await MaskedDatabase()
    try await database.execute("UPDATE understudy.step SET state = 'swapped'")
    await #expect(throws: VerificationError.notFinished(["0100"])) { _ = try await database.verification.run() }
  }

  @Test func whatIsTakenDownIsNamed() async throws {
    let database = try await MaskedDatabase()
    try await database.execute(
      """
      SET search_path = pg_catalog, pg_temp;
      SELECT understudy.detach_foreign_key('public.orders', 'orders_customer_fkey');
      """)
    await #expect(
      throws: VerificationError.notFinished(["foreign key public.orders.orders_customer_fkey"])
    ) { _ = try await database.verification.run() }
  }

  @Test func anotherKeyBundleOrPlaceIsRefused() async throws {
    let database = try await MaskedDatabase()
    var wrongKey = database.verification
    wrongKey.key = MaskingKey.random()
    await #expect(throws: VerificationError.wrongKey) { _ = try await wrongKey.run() }
    var otherBundle = database.verification
    otherBundle.bundle = try MaskedDatabase.bundle([:])
    await #expect(throws: VerificationError.maskedByAnotherBundle) { _ = try await otherBundle.run() }
    try await database.execute("UPDATE understudy.mark SET database_name = 'elsewhere'")
    await #expect(throws: VerificationError.otherPlace) { _ = try await database.verification.run() }
    try await database.execute("DROP SCHEMA understudy CASCADE")
    await #expect(throws: VerificationError.unmarked) { _ = try await database.verification.run() }
  }

  @Test func twoProgramsDoNotMeet() async throws {
    let database = try await MaskedDatabase()
    let other = try await Connection.open(database.target)
    try await other.query("SELECT pg_advisory_lock(1970168933, 1920169077)")
    var verification = database.verification
    verification.patience = .milliseconds(300)
    await #expect(throws: VerificationError.busy) { _ = try await verification.run() }
    async let sealed = database.verification.run()
    try await Task.sleep(for: .milliseconds(500))
    await other.close()
    guard case .sealed = try await sealed else { throw Unexpected() }
  }

  struct Unexpected: Error {}
}
