import BundleFormat
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import SnapshotStage
import TestServers

/// A small database that looks masked, verified and sealed, with keys and a folder for its snapshots.
struct SealedShop: Sendable {
  let server: TestServer
  let address: ServerAddress
  let attestation: Attestation
  let folder: TemporaryFolder

  static let bundle = String(repeating: "b", count: 64)
  /// Stands in a row.
  static let canary = "zaphod.beeblebrox@heart-of-gold.example"

  init(_ version: TestServer.Version = .pg15, owner: String? = nil, more: String = "") async throws {
    server = try await TestServer.shared(version)
    address = try await server.makeDatabase("shop")
    folder = try TemporaryFolder()
    attestation = Self.attestation()
    if let owner { try await server.psql().run("CREATE ROLE \"\(owner)\" NOLOGIN;", messages: .shown) }
    try await psql.run(
      """
      CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL);
      COMMENT ON TABLE customers IS 'Who buys.';
      COMMENT ON COLUMN customers.email IS 'Where they are written to.';
      INSERT INTO customers SELECT i, i || '\(Self.canary)' FROM generate_series(1, 3000) AS i;
      CREATE VIEW addresses AS SELECT email FROM customers;
      \(owner.map { "ALTER TABLE customers OWNER TO \"\($0)\";" } ?? "")
      \(more)
      CREATE SCHEMA understudy;
      CREATE TABLE understudy.mark (application text, state text, bundle text, attestation text);
      INSERT INTO understudy.mark
      VALUES ('shop', 'sealed', '\(Self.bundle)', '\(try attestation.digest())');
      """, messages: .shown)
    try await Self.makeKey(folder.path + "/lower")
  }

  static func attestation(application: String = "shop", run: String = "20260101T000000-0001") -> Attestation {
    Attestation(
      application: application, run: run, bundle: bundle, catalog: String(repeating: "c", count: 64),
      source: "fixtures", asOf: "2026-01-01T00:00:00Z",
      tables: [
        Attestation.Table(
          relation: QualifiedName("public", "customers"), treatment: .columns, rows: 3000, keptRows: 0, columns: [])
      ], survivorsInKeptRows: 0, checked: [], notChecked: [])
  }

  /// An identity in `NAME.identity`, its public key in `NAME.agekeys`.
  static func makeKey(_ name: String) async throws {
    let keygen = try ProgramFinder().find(.ageKeygen)
    try await ProgramCommand(keygen, ["-o", name + ".identity"]).run()
    let recipient = try await ProgramCommand(keygen, ["-y", name + ".identity"]).output()
    try recipient.write(toFile: name + ".agekeys", atomically: true, encoding: .utf8)
  }

  var psql: Psql { server.psql(address) }
  var target: ConnectionTarget { ConnectionTarget(address.connectionString) }
  var identity: URL { folder.url.appendingPathComponent("lower.identity") }
  var recipients: URL { folder.url.appendingPathComponent("lower.agekeys") }
  var snapshots: URL { folder.url.appendingPathComponent("snapshots") }

  func snapshot(_ run: String = "20260101T000000-0001", programs: ProgramFinder = ProgramFinder()) -> LocalSnapshot {
    LocalSnapshot(directory: snapshots, application: "shop", run: run, programs: programs)
  }

  /// Makes and publishes one.
  func published(
    _ run: String = "20260101T000000-0001", recipients: [URL]? = nil, created: Date = Date()
  ) async throws -> SnapshotRecord {
    let snapshot = snapshot(run)
    let record = try await create(snapshot, recipients: recipients, created: created)
    try snapshot.publish(record, attestation: attestation)
    return record
  }

  /// Dumps what the database holds now.
  @discardableResult
  func create(
    _ snapshot: LocalSnapshot, attestation: Attestation? = nil, bundle: String = Self.bundle, recipients: [URL]? = nil,
    created: Date = Date()
  ) async throws -> SnapshotRecord {
    let connection = try await Connection.open(target)
    do {
      let record = try await snapshot.create(
        from: target, shown: try await Self.export(connection), attestation: attestation ?? self.attestation,
        bundle: bundle, recipients: recipients ?? [self.recipients], created: created)
      await connection.close()
      return record
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Shows what there is now, as long as the connection is open.
  static func export(_ connection: Connection) async throws -> String {
    try await connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ")
    return try await connection.query("SELECT pg_export_snapshot()").scalar ?? ""
  }

  func files(_ run: String = "20260101T000000-0001") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: snapshots.path + "/shop/" + run)) ?? []).sorted()
  }

  /// The dump's text, decrypted.
  func plainDump() async throws -> String {
    let decrypted = folder.path + "/plain"
    try await ProgramCommand(ProgramFinder().find(.age), ["-d", "-i", identity.path, "-o", decrypted, dump.path]).run()
    let restore = try await ProgramFinder().clients(forServer: 15).path(of: .pgRestore)
    return try await ProgramCommand(restore, ["-f", "-", decrypted]).output()
  }

  var dump: URL { snapshots.appendingPathComponent("shop/20260101T000000-0001/dump.age") }
}

extension TestServer {
  func target(_ database: String) -> ConnectionTarget { ConnectionTarget(address.database(database).connectionString) }

  /// A name nobody has.
  func freshName() -> String { "restored_" + UUID().uuidString.prefix(8).lowercased() }

  func databases(like pattern: String) async throws -> String {
    try await psql().query("SELECT datname FROM pg_database WHERE datname LIKE '\(pattern)' ORDER BY 1")
  }

  /// The schema's text, always of the same program.
  func schema(of database: String) async throws -> String {
    let dump = try await ProgramFinder().clients(forServer: version.major)
    return try await ProgramCommand(
      dump.path(of: .pgDump), ["--schema-only", "--restrict-key=understudy", "--exclude-schema=understudy"],
      environment: address.database(database).environment
    ).output()
  }
}
