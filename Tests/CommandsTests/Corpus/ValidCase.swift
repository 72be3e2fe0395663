import BundleFormat
import Diagnostics
import Executor
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import RuleSyntax
import TestServers
import Testing
import Verifier

@testable import FixtureValidation
@testable import MaskingCompiler

/// A folder of rules that are right, the bundle that is made of them, and what that does.
///
///     Tests/Cases/valid/NAME/*.yaml        the rules; files that they include are in folders below
///     Tests/Cases/valid/NAME/database.sql  tables and a few rows
///     Tests/Cases/valid/NAME/check.sql     one query of one row: each column says what is true after masking
///     Tests/Cases/valid/NAME/expected.stderr  what the compiler says, where it says something
///     Tests/Cases/valid/NAME/bundle/       the bundle, as `GoldenBundle` writes it
struct ValidCase: Sendable, CustomTestStringConvertible {
  let name: String

  static let folder = InvalidCase.folder.appending(path: "valid")
  static let all: [ValidCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { ValidCase(name: $0) }
  }()
  /// The one whose bundle is committed whole.
  static let smallest = ValidCase(name: "smallest")

  var testDescription: String { name }
  var url: URL { Self.folder.appending(path: name) }

  func text(_ file: String) throws -> String { try String(contentsOf: url.appending(path: file), encoding: .utf8) }

  /// The servers that it runs on: extensions are there for 15 alone.
  var versions: [TestServer.Version] {
    (try? text("database.sql").contains("CREATE EXTENSION")) == true ? [.pg15] : [.pg15, .pg18]
  }

  func read() throws -> RuleDocument {
    let own = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".yaml") }.sorted()
    return try RuleDocument.read(try own.map(file)) { path, base in
      try file(((base.path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(path))
    }
  }

  private func file(_ path: String) throws -> SourceFile {
    try SourceFile(path: path, bytes: Data(contentsOf: url.appending(path: path)))
  }
}

/// The cases, each compiled once, on a database of 15 with its rows.
actor ValidCases {
  static let shared = ValidCases()
  private var compiling: [String: Task<Compiled, any Error>] = [:]

  struct Compiled: Sendable {
    let address: ServerAddress
    let bundle: MaskingBundle
    /// What the compiler said.
    let messages: String
  }

  func compiled(_ valid: ValidCase) async throws -> Compiled {
    if let task = compiling[valid.name] { return try await task.value }
    let task = Task.detached { try await Self.compile(valid) }
    compiling[valid.name] = task
    return try await task.value
  }

  private static func compile(_ valid: ValidCase) async throws -> Compiled {
    let address = try await database(of: valid, .pg15)
    let document = try valid.read()
    let connection = try await Connection.open(ConnectionTarget(address.connectionString))
    do {
      let pipeline = Pipeline(document: document, catalog: try await CatalogReader.read(connection))
      let compiled = try await ScratchCompilation.judged(pipeline, connection)
      await connection.close()
      return Compiled(
        address: address, bundle: compiled.bundle,
        messages: TextRenderer(files: compiled.files).render(compiled.warnings))
    } catch {
      await connection.close()
      if let refused = error as? DiagnosticsError {
        Issue.record("\(TextRenderer(files: refused.files).render(refused.diagnostics))")
      }
      throw error
    }
  }

  static func database(of valid: ValidCase, _ version: TestServer.Version) async throws -> ServerAddress {
    let server = try await TestServer.shared(version)
    let address = try await server.makeDatabase("valid")
    try await server.psql(address).run(try valid.text("database.sql"), messages: .shown)
    return address
  }
}

/// A case on a server of its own version: masked by the bundle that was compiled for 15.
struct ValidRun {
  static let key = MaskingKey(hex: String(repeating: "c5", count: 32))

  /// What every parameter is.
  static let parameter = #"it's \ $$ :id %s; DROP TABLE canary; --"#

  let valid: ValidCase
  let compiled: ValidCases.Compiled
  let server: TestServer
  let address: ServerAddress

  /// - Parameter isFresh: whether it has a database that nobody else masks.
  init(_ valid: ValidCase, _ version: TestServer.Version, isFresh: Bool = false) async throws {
    self.valid = valid
    compiled = try await ValidCases.shared.compiled(valid)
    server = try await TestServer.shared(version)
    address =
      version == .pg15 && !isFresh ? compiled.address : try await ValidCases.database(of: valid, version)
  }

  private var target: ConnectionTarget { ConnectionTarget(address.connectionString) }

  /// What the check says, by what it is about.
  func truths() async throws -> [(what: String, holds: Bool)] {
    let connection = try await Connection.open(target)
    do {
      let result = try await connection.query(SQL(raw: try valid.text("check.sql")))
      await connection.close()
      let row = try #require(result.rows.first)
      return zip(result.columns, row).map { ($0, $1 == "t") }
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Adopts and masks.
  func mask() async throws {
    let key = try await adopt()
    _ = try await BundleRun(bundle: compiled.bundle, target: target, key: key, parameters: parameters, workers: 1).run()
  }

  /// Verifies, which seals.
  func verify() async throws {
    let key = try #require(Self.key)
    _ = try await Verification(bundle: compiled.bundle, target: target, key: key, parameters: parameters).run()
  }

  private var parameters: [String: String] {
    Dictionary(uniqueKeysWithValues: compiled.bundle.manifest.parameters.map { ($0, Self.parameter) })
  }

  private func adopt() async throws -> MaskingKey {
    let key = try #require(Self.key)
    _ = try await Adoption(
      application: compiled.bundle.manifest.application, run: "corpus", confirm: address.database, source: "a case",
      asOf: "2026-01-01T00:00:00Z"
    ).adopt(target, key: key)
    return key
  }

  /// The same by psql alone.
  func maskByPsql() async throws {
    let key = try await adopt()
    let folder = try TemporaryFolder()
    let files = folder.url.appending(path: "bundle")
    try compiled.bundle.write(to: files)
    // A blank or backslash inside a value is escaped for the server, and all of it for libpq.
    let settings = [("key", key.hex), ("bundle", compiled.bundle.digest)] + parameters.map { ("parameter.\($0)", $1) }
    let options = settings.map { name, value in
      "-c understudy.\(name)=" + value.replacing(/[ \\]/) { #"\"# + $0.output }
    }.joined(separator: " ").replacing(/['\\]/) { #"\"# + $0.output }
    let connection = folder.path + "/connection"
    try Data("\\connect \"\(address.connectionString) options='\(options)'\"\n".utf8)
      .write(to: URL(fileURLWithPath: connection))
    try await ProgramCommand(
      server.installation.path(of: .psql),
      ["-X", "-w", "-v", "connection=\(connection)", "-f", files.appending(path: "run.psql").path()],
      environment: address.environment, messages: .shown
    ).run()
  }

  /// Every row of every table, as text.
  func rows() async throws -> String {
    try await server.psql(address).query(
      """
      SELECT format('SELECT %L, string_agg(t::text, E''\\n'' ORDER BY t::text COLLATE "C") FROM ONLY %s AS t', c.oid::regclass, c.oid::regclass)
      FROM pg_class AS c
      WHERE c.relkind IN ('r', 'm') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|understudy)'
      ORDER BY c.oid::regclass::text COLLATE "C" \\gexec
      """)
  }
}
