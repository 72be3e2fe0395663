import BundleFormat
import Executor
import Foundation
import PostgresClient
import PostgresSyntax
import TestServers
import Testing
import Verifier

/// Tables and schemas at the ends of what PostgreSQL can hold; `make extremes` takes them at their real sizes.
@Suite(.serialized) struct ExtremesTests {
  static let isLong = ProcessInfo.processInfo.environment["UNDERSTUDY_EXTREMES"] == "long"

  /// Compiles, adopts, applies, verifies.
  private func seal(_ rig: Rig, _ rules: String) async throws -> Attestation {
    let clock = ContinuousClock()
    let start = clock.now
    let bundle = try await rig.compile(rules)
    let compiled = clock.now
    try await rig.adopt(bundle)
    _ = try await rig.run(bundle).run()
    let applied = clock.now
    guard case .sealed(let attestation) = try await rig.verification(bundle).run() else { throw Unsealed() }
    if Self.isLong {
      print(
        "compile \(start.duration(to: compiled)), apply \(compiled.duration(to: applied)), "
          + "verify \(applied.duration(to: clock.now))")
    }
    return attestation
  }

  private struct Unsealed: Error {}

  @Test func anEmptyDatabaseIsSealed() async throws {
    let rig = try await Rig(.pg15, sql: [])
    let attestation = try await seal(rig, "application: rig\ntables: {}\n")
    #expect(attestation.tables == [])
  }

  @Test func aTableOf1600ColumnsIsMasked() async throws {
    let columns = (1..<1600).map { "c\($0) text" }.joined(separator: ", ")
    let rig = try await Rig(
      .pg15,
      sql: [
        "CREATE TABLE public.wide (id integer PRIMARY KEY, \(columns));",
        """
        INSERT INTO public.wide (id, c1, c700, c1599)
        SELECT i, 'PLANTED ' || i, 'PLANTED ' || i, CASE WHEN i > 5 THEN 'kept' END FROM generate_series(1, 20) AS i;
        """,
      ])
    let attestation = try await seal(
      rig,
      """
      application: rig
      patterns:
        - { columns: "c1599", mask: constant, value: kept }
        - { columns: "c*", mask: random_token, length: 20 }
      tables: { wide: { except: "id = 20", columns: { id: keep } } }
      """)
    let wide = try #require(attestation.tables.first)
    #expect(wide.rows == 20 && wide.keptRows == 1)
    #expect(wide.columns.first { $0.name == "c700" }.map { [$0.values, $0.equal] } == [19, 0])
    #expect(wide.columns.first { $0.name == "c1599" }.map { [$0.values, $0.equal] } == [14, 14])
    #expect(
      try await rig.query("SELECT count(*) FROM public.wide WHERE c1 LIKE 'PLANTED%' OR c700 LIKE 'PLANTED%'") == "1")
  }

  @Test func seventyMaskedColumnsAreCounted() async throws {
    let columns = (1...70).map { "c\($0) text" }.joined(separator: ", ")
    let rig = try await Rig(
      .pg18,
      sql: [
        "CREATE TABLE public.survey (id integer PRIMARY KEY, s text, \(columns));",
        "INSERT INTO public.survey (id, s, c1, c70) SELECT i, 's', 'PLANTED', 'PLANTED' FROM generate_series(1, 30) AS i;",
      ])
    let attestation = try await seal(
      rig,
      """
      application: rig
      patterns: [{ columns: "c*", mask: hash }]
      tables: { survey: { columns: { id: keep, s: { derived: "c1 || 'x'" } } } }
      """)
    let counts = attestation.tables.first?.columns.first { $0.name == "c70" }
    #expect(counts?.values == 30 && counts?.equal == 0)
    #expect(
      try await rig.query("SELECT count(*), count(DISTINCT c70) FROM public.survey WHERE s = c1 || 'x'") == "30|30")
  }

  @Test func rowsThatAreRemovedAreNamedAsNotSearchedFor() async throws {
    let rig = try await Rig(
      .pg15,
      sql: [
        "CREATE TABLE public.mail (id integer PRIMARY KEY, sender text);",
        "INSERT INTO public.mail VALUES (1, 'old@planted.example'), (2, 'new@planted.example');",
      ])
    let attestation = try await seal(
      rig,
      """
      application: rig
      tables: { mail: { keep_rows: "id > 1", columns: { id: keep, sender: email } } }
      """)
    #expect(attestation.rows == 1)
    #expect(attestation.notChecked.first { $0.id == "removed-rows" }?.scope.hasSuffix(": public.mail") == true)
  }

  @Test func aLargeRowIsMasked() async throws {
    let megabytes = Self.isLong ? 200 : 5
    let rig = try await Rig(
      .pg15,
      sql: [
        """
        CREATE TABLE public.large (id integer PRIMARY KEY, name text, body text);
        ALTER TABLE public.large ALTER body SET STORAGE EXTERNAL;
        INSERT INTO public.large VALUES (1, 'PLANTED', repeat('0123456789abcdef', \(megabytes * 65536)));
        """
      ])
    let attestation = try await seal(
      rig,
      """
      application: rig
      tables: { large: { columns: { id: keep, name: { mask: constant, value: name }, body: keep } } }
      """)
    #expect(attestation.rows == 1)
    #expect(try await rig.query("SELECT name, octet_length(body) FROM public.large") == "name|\(megabytes * 1_048_576)")
  }

  /// Through the parent, and one by one.
  @Test(arguments: ["keep", "digits"])
  func manyPartitionsAreMasked(key: String) async throws {
    let count = Self.isLong ? 1000 : 40
    let rig = try await Rig(
      .pg15,
      sql: [
        "CREATE TABLE public.log (id text NOT NULL, body text, PRIMARY KEY (id)) PARTITION BY HASH (id);",
        """
        SELECT format('CREATE TABLE public.log_%s PARTITION OF public.log FOR VALUES WITH (MODULUS \(count), REMAINDER %s)', i, i)
        FROM generate_series(0, \(count - 1)) AS i \\gexec
        INSERT INTO public.log SELECT 'PLANTED' || i, 'PLANTED' FROM generate_series(1, \(count * 5)) AS i;
        """,
      ])
    let mask = key == "keep" ? "keep" : "{ mask: hash, length: 32 }"
    let attestation = try await seal(
      rig,
      """
      application: rig
      tables: { log: { columns: { id: \(mask), body: { mask: constant, value: body } } } }
      """)
    #expect(attestation.rows == count * 5)
    #expect(attestation.tables.count == (key == "keep" ? count : 1))
    #expect(
      try await rig.query("SELECT count(*) FROM public.log WHERE id || body LIKE '%PLANTED%'")
        == (key == "keep" ? "\(count * 5)" : "0"))
  }

  @Test func manyTablesAreMasked() async throws {
    let count = Self.isLong ? 2000 : 30
    let rig = try await Rig(
      .pg15,
      sql: [
        """
        SELECT format('CREATE TABLE public.t%s (id integer PRIMARY KEY, a text, b text, c text, d text)', i)
        FROM generate_series(1, \(count)) AS i \\gexec
        SELECT format('INSERT INTO public.t%s SELECT i, ''PLANTED'' FROM generate_series(1, 3) AS i', i)
        FROM generate_series(1, \(count)) AS i \\gexec
        """
      ])
    let attestation = try await seal(
      rig,
      """
      application: rig
      patterns:
        - { columns: id, mask: keep }
        - { columns: a, mask: constant, value: a }
        - { columns: "?", mask: keep }
      """)
    #expect(attestation.tables.count == count && attestation.rows == count * 3)
  }

  /// A masked value that no partition takes ends the run; the table is as it was.
  @Test func aValueWithoutAPartitionEndsTheRun() async throws {
    let rig = try await Rig(
      .pg15,
      sql: [
        """
        CREATE TABLE public.log (id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE public.log_2025 PARTITION OF public.log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        INSERT INTO public.log SELECT i, date '2025-01-01' + i FROM generate_series(1, 300) AS i;
        CREATE INDEX log_id ON public.log (id, at);
        """
      ])
    let bundle = try await rig.compile(
      """
      application: rig
      tables: { log: { identity: [id], columns: { id: keep, at: { mask: date_shift, days: 3000 } } } }
      accept: [{ id: masked-partition-key, at: log, reason: "a test" }]
      """)
    let rows = try await rig.rows()
    try await rig.adopt(bundle)
    await #expect(throws: ExecutorError.noPartition(relation: "public.log")) { _ = try await rig.run(bundle).run() }
    #expect(try await rig.rows() == rows)
  }
}
