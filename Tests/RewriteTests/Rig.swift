import BundleFormat
import Diagnostics
import Executor
import ExternalPrograms
import FixtureValidation
import Foundation
import MaskingCompiler
import PostgresClient
import RuleSyntax
import TestServers
import Testing
import Verifier

/// A database with a schema and rows, rules for it, and the way from rules to a sealed copy: compile, adopt, apply, verify.
struct Rig {
  static let keyText = String(repeating: "c5", count: 32)

  let server: TestServer
  let address: ServerAddress
  let key: MaskingKey
  let folder: TemporaryFolder

  /// - Parameters:
  ///   - sql: makes schema and rows, as a superuser.
  ///   - owner: of the database; nil: the superuser.
  init(_ version: TestServer.Version, sql: [String], owner: String? = nil) async throws {
    server = try await TestServer.shared(version)
    address = try await server.makeDatabase("rig")
    key = try #require(MaskingKey(hex: Self.keyText))
    folder = try TemporaryFolder()
    for text in sql { try await server.psql(address).run(text, messages: .shown) }
    if let owner { try await execute("ALTER DATABASE \"\(address.database)\" OWNER TO \(owner);") }
  }

  func target(as user: String? = nil) -> ConnectionTarget {
    let target = ConnectionTarget(address.connectionString)
    return user.map { target.with("user", $0) } ?? target
  }

  func execute(_ sql: String) async throws { try await server.psql(address).run(sql, messages: .shown) }

  /// The same within a callback that must not return before: a task could not run while it holds the thread.
  func executeBlocking(_ sql: String) throws {
    let psql = Process()
    psql.executableURL = URL(fileURLWithPath: server.installation.path(of: .psql))
    psql.arguments = ["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-c", sql]
    psql.environment = ProcessInfo.processInfo.environment.merging(address.environment) { $1 }
    psql.standardOutput = FileHandle.nullDevice
    try psql.run()
    psql.waitUntilExit()
    guard psql.terminationStatus == 0 else { throw PsqlFailed() }
  }

  private struct PsqlFailed: Error {}

  /// psql's answer, without the line break at its end.
  func query(_ sql: String) async throws -> String {
    try await server.psql(address).query(sql).trimmingCharacters(in: .newlines)
  }

  // MARK: From rules to a sealed copy

  /// Compiles rules against the schema as pg_dump prints it, on the same server.
  func compile(_ rules: String) async throws -> MaskingBundle {
    let schema = folder.path + "/schema.sql"
    try Data(try await schemaText().utf8).write(to: URL(fileURLWithPath: schema))
    let document = try RuleDocument.read(SourceFile(path: "masking.yaml", text: rules)) { _, _ in throw SourceNotFound()
    }
    let compiled = try await ScratchCompilation.compile(
      document, schema: schema, on: server.address, installation: server.installation)
    #expect(compiled.warnings.map(\.message) == [])
    return compiled.bundle
  }

  func adopt(_ bundle: MaskingBundle, as user: String? = nil) async throws {
    _ = try await Adoption(
      application: bundle.manifest.application, run: "run-1", confirm: address.database, source: "a test",
      asOf: "2026-01-01T00:00:00Z"
    ).adopt(target(as: user), key: key)
  }

  func run(
    _ bundle: MaskingBundle, as user: String? = nil, onEvent: @escaping @Sendable (ProgressEvent) -> Void = { _ in }
  ) -> BundleRun {
    BundleRun(bundle: bundle, target: target(as: user), key: key, onEvent: onEvent)
  }

  func verification(_ bundle: MaskingBundle, as user: String? = nil) -> Verification {
    Verification(bundle: bundle, target: target(as: user), key: key)
  }

  // MARK: What it is like

  /// What pg_dump prints of the schema.
  func schemaText() async throws -> String {
    try await ProgramCommand(
      server.installation.path(of: .pgDump),
      ["--schema-only", "--restrict-key=understudy", "--exclude-schema=understudy"],
      environment: address.environment, messages: .shown
    ).output()
  }

  /// Object, aspect and value of everything that has to stay as it is, from the catalogs; a line each.
  func state() async throws -> Set<String> {
    Set(try await query(Self.sql("state")).split(separator: "\n").map(String.init))
  }

  /// The files of user relations, indexes and TOAST tables in which a text stands as plain bytes; by their relations' names.
  func filesHolding(_ text: String) async throws -> String {
    try await query(
      """
      CHECKPOINT;
      SELECT string_agg(c.oid::regclass::text, ' ' ORDER BY c.oid::regclass::text) FROM pg_class AS c
      LEFT JOIN pg_class AS t ON t.reltoastrelid = c.oid
      WHERE pg_relation_filepath(c.oid) IS NOT NULL AND c.relkind IN ('r', 'i', 't', 'm')
        AND coalesce(t.relnamespace, c.relnamespace)::regnamespace::text !~ '^(pg_catalog|information_schema|understudy)'
        AND position(convert_to('\(text)', 'UTF8') IN pg_read_binary_file(pg_relation_filepath(c.oid))) > 0;
      """)
  }

  /// A digest of each table's own rows, whatever their order; a line each.
  func rows() async throws -> [String] {
    try await query(
      """
      SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(t::text, E''\\n'' ORDER BY t::text COLLATE "C"), '''')) FROM ONLY %s AS t',
        c.oid::regclass, c.oid::regclass)
      FROM pg_class AS c
      WHERE c.relkind IN ('r', 'm') AND c.relispopulated
        AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|understudy)'
      ORDER BY c.oid::regclass::text \\gexec
      """
    ).split(separator: "\n").map(String.init)
  }

  static func sql(_ name: String) throws -> String { try file(name + ".sql") }

  /// A file beside the tests.
  static func file(_ name: String) throws -> String {
    try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "SQL/\(name)"),
      encoding: .utf8)
  }
}

extension Rig {
  /// The same run by psql alone.
  func runByPsql(_ bundle: MaskingBundle, lockTimeout: String = "30s") async throws {
    let files = folder.url.appending(path: "bundle")
    try bundle.write(to: files)
    let options = [
      "understudy.key=\(Self.keyText)", "understudy.bundle=\(bundle.digest)", "lock_timeout=\(lockTimeout)",
    ]
    .map { "-c \($0)" }.joined(separator: " ")
    let connection = folder.path + "/connection"
    try Data("\\connect \"\(address.connectionString) options='\(options)'\"\n".utf8)
      .write(to: URL(fileURLWithPath: connection))
    try await ProgramCommand(
      server.installation.path(of: .psql),
      ["-X", "-w", "-v", "connection=\(connection)", "-f", files.appending(path: "run.psql").path()],
      environment: address.environment, messages: .shown
    ).run()
  }
}

/// A session that has written and neither commits nor does anything else.
struct OpenTransaction {
  private let psql = Process()
  private let statements = Pipe()

  /// Returns when the statement is done. `database` is another one of the same server.
  init(_ rig: Rig, _ sql: String, database: String? = nil) throws {
    let answers = Pipe()
    psql.executableURL = URL(fileURLWithPath: rig.server.installation.path(of: .psql))
    psql.arguments = ["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1"] + (database.map { ["-d", $0] } ?? [])
    psql.environment = ProcessInfo.processInfo.environment.merging(rig.address.environment) { $1 }
    psql.standardInput = statements
    psql.standardOutput = answers
    try psql.run()
    statements.fileHandleForWriting.write(Data("BEGIN;\n\(sql);\n\\echo done\n".utf8))
    _ = answers.fileHandleForReading.availableData
  }

  func end() {
    try? statements.fileHandleForWriting.close()
    psql.waitUntilExit()
  }
}
