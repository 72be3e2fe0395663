import BundleFormat
import DatabaseCatalog
import Executor
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

@testable import Verifier

/// A small shop as a run leaves it: masked rows, a full ledger, fingerprints of the originals. The verifier is tested without
/// compiler and executor, which have tests of their own.
struct MaskedDatabase {
  static let keyText = String(repeating: "5a", count: 32)
  static let customers = QualifiedName("public", "customers")
  static let orders = QualifiedName("public", "orders")

  /// One original of each kind; none stands in the masked rows.
  static let originals: [(category: FingerprintCategory, value: String)] = [
    (.email, "Zelda.Quackenbush@Prod.example"), (.name, "Quackenbush"), (.name, "Müllerström"),
    (.phone, "+44 20 7946 0958"),
    (.iban, "GB33 BUKB 2020 1555 5555 55"), (.token, "sk_live_9f8e7d6c5b4a"), (.token, "mo zart-1756/27"),
  ]

  static let schema = """
    CREATE TABLE public.customers (
      id bigint PRIMARY KEY, email text NOT NULL UNIQUE, first_name text, phone text,
      CONSTRAINT customers_email_check CHECK (email LIKE '%@%')
    );
    CREATE TABLE public.orders (
      id bigint PRIMARY KEY, customer_id bigint CONSTRAINT orders_customer_fkey REFERENCES public.customers (id),
      note text, details jsonb, raw json, blob bytea, tags text[], serial bigint, placed_at timestamptz
    );
    CREATE MATERIALIZED VIEW public.notes AS SELECT id, note FROM public.orders;
    CREATE UNIQUE INDEX notes_id ON public.notes (id);
    INSERT INTO public.customers
      SELECT n, 'user' || n || '@example.org', 'Alex', '+44 1632 9600' || n FROM generate_series(10, 29) AS n;
    INSERT INTO public.customers VALUES (1, 'boss@staff.example', 'Kept', '+44 1632 960001');
    INSERT INTO public.orders
      SELECT n, 1 + n, 'lorem ipsum', '{"a": [1, "b\\"c"]}', '{"x": null}', 'dolor', '{sit,amet}', n, '2026-01-01 10:00Z'
      FROM generate_series(9, 28) AS n;
    REFRESH MATERIALIZED VIEW public.notes;
    """

  let server: TestServer
  let address: ServerAddress
  let key: MaskingKey
  let bundle: MaskingBundle

  init(
    _ version: TestServer.Version = .pg15, more: String = "", equal: Int = 0, equalDraws: Int = 0,
    plan: VerificationPlan = plan()
  ) async throws {
    server = try await TestServer.shared(version)
    address = try await server.makeDatabase("verifier")
    key = try #require(MaskingKey(hex: Self.keyText))
    try await server.psql(address).run(Self.schema + more, messages: .shown)
    let connection = try await Connection.open(ConnectionTarget(address.connectionString))
    bundle = try Self.bundle(try await CatalogReader.read(connection).fingerprint, plan: plan)
    await connection.close()
    _ = try await Adoption(
      application: "shop", run: "run-1", confirm: address.database, source: "a test", asOf: "2026-01-01T00:00:00Z"
    ).adopt(target, key: key)
    try await fillLedger(equal: equal, equalDraws: equalDraws)
  }

  var target: ConnectionTarget { ConnectionTarget(address.connectionString) }
  var verification: Verification { Verification(bundle: bundle, target: target, key: key) }

  func execute(_ sql: String) async throws { try await server.psql(address).run(sql, messages: .shown) }

  /// psql's answer, without the line break at its end.
  func query(_ sql: String) async throws -> String {
    try await server.psql(address).query(sql).trimmingCharacters(in: .newlines)
  }

  /// The findings of a verification that has to fail; empty if it did not.
  func findings() async throws -> [VerificationFinding] {
    do {
      _ = try await verification.run()
      return []
    } catch VerificationError.failed(let findings) { return findings }
  }

  // MARK: The bundle and its ledger

  static func plan(vocabulary: String = "", accepted: [AcceptedSurvivor] = []) -> VerificationPlan {
    func column(
      _ name: Identifier, _ mask: String, bit: Int? = nil, never: Bool = false, pool: Int? = nil,
      _ fingerprint: FingerprintCategory? = nil
    ) -> VerifiedColumn {
      VerifiedColumn(
        name: name, mask: mask, equalBit: bit, neverReturnsOriginal: never, poolSize: pool, fingerprint: fingerprint)
    }
    return VerificationPlan(
      tables: [
        VerifiedTable(
          relation: customers, step: "0100", treatment: .columns, exceptPredicate: "s.email ~~ '%@staff.example'",
          columns: [
            column("id", "keep"), column("email", "link customer_email", bit: 0, never: true, .email),
            column("first_name", "first_name", bit: 1, pool: 100, .name),
            column("phone", "phone", bit: 2, never: true, .phone),
          ]),
        VerifiedTable(relation: orders, step: nil, treatment: .keep, exceptPredicate: nil, columns: []),
      ], vocabulary: vocabulary, acceptedSurvivors: accepted)
  }

  static func bundle(_ catalog: [String: String], plan: VerificationPlan = plan()) throws -> MaskingBundle {
    var steps: [Step] = []
    var files: [String: Data] = [:]
    func add(
      _ id: String, _ kind: Step.Kind, _ text: String, _ purpose: StepUnit.Purpose = .plain, transaction: Bool = true
    ) {
      let file = "\(id)_\(kind.rawValue).sql"
      let unit = StepUnit(
        batch: 0, purpose: purpose, role: .coordinator, transaction: transaction,
        statements: [StepUnit.ByteRange(start: 0, length: text.utf8.count)])
      steps.append(
        Step(
          id: id, kind: kind, title: kind.rawValue, file: file, relation: kind == .table ? customers : nil,
          units: [unit]))
      files[file] = Data(text.utf8)
    }
    add("0000", .session, try source("MaskingCompiler/SQL/session.sql"), transaction: false)
    add("0100", .table, "SELECT 1", .swap)
    add("0950", .seal, try source("MaskingCompiler/SQL/seal.sql"))
    let manifest = Manifest(
      application: "shop", ruleDigest: String(repeating: "0", count: 64), catalog: CatalogFingerprint(objects: catalog),
      postgresMajor: 15, parameters: [], steps: steps, verification: plan,
      files: files.mapValues { SHA256Digest.hex($0) })
    return try MaskingBundle(manifest: manifest, otherFiles: files)
  }

  /// A file below `Sources`.
  static func source(_ path: String) throws -> String {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    return try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
  }

  private func fillLedger(equal: Int, equalDraws: Int) async throws {
    let fingerprints = Self.originals.map { category, value in
      "SELECT '0100', 1, \(category.rawValue), understudy.fingerprint_of(\(category.rawValue), \(SQL.literal(value).text))"
    }
    try await execute(
      """
      SET understudy.key = '\(Self.keyText)';
      \(try Self.source("MaskingCompiler/SQL/session.sql"))
      \(try ["mechanism", "swap", "detach"].map { try Self.source("MaskingCompiler/SQL/\($0).sql") }.joined())
      UPDATE understudy.mark SET bundle = '\(bundle.digest)';
      INSERT INTO understudy.step (step, kind, relation, state, rows_expected, rows_staged, rows_inserted)
        VALUES ('0100', 'table', 'public.customers', 'done', 21, 21, 21);
      INSERT INTO understudy.column_count VALUES
        ('0100', 'email', 20, \(equal)), ('0100', 'first_name', 20, \(equalDraws)), ('0100', 'phone', 20, 0), ('0100', '', 20, 0);
      INSERT INTO understudy.fingerprint (step, batch, category, digests) \(fingerprints.joined(separator: " UNION ALL "));
      """)
  }
}
