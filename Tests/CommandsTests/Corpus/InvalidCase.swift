import DatabaseCatalog
import Diagnostics
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import RuleSyntax
import TestServers
import Testing

@testable import Commands
@testable import FixtureValidation
@testable import MaskingCompiler

/// A folder of rules that are wrong, and what is said about them.
///
///     Tests/Cases/shop.sql                        what every case is compiled against
///     Tests/Cases/invalid/NAME/masking.yaml       the rules, and files that they include
///     Tests/Cases/invalid/NAME/schema.sql         more of a schema, where the case needs it
///     Tests/Cases/invalid/NAME/expected.stderr    what the program says
struct InvalidCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// Whether it is the one case that has nothing wrong.
  var isQuiet = false

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cases")

  static let all: [InvalidCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "invalid").path)) ?? []
    return names.sorted().map { InvalidCase(name: $0) }
  }()

  var testDescription: String { name }
  var url: URL { isQuiet ? Self.folder.appending(path: "quiet") : Self.folder.appending(path: "invalid/\(name)") }

  func text(_ file: String) throws -> String { try String(contentsOf: url.appending(path: file), encoding: .utf8) }

  var schema: String? { try? text("schema.sql") }

  /// The rules, under the paths that stand in messages.
  func read() throws -> RuleDocument {
    try RuleDocument.read(try file("masking.yaml")) { path, _ in
      guard FileManager.default.fileExists(atPath: url.appending(path: path).path) else { throw SourceNotFound() }
      return try file(path)
    }
  }

  private func file(_ name: String) throws -> SourceFile {
    try SourceFile(path: name, bytes: Data(contentsOf: url.appending(path: name)))
  }
}

/// A case with what a server said about it; asked once for all tests.
struct JudgedCase: Sendable {
  let document: RuleDocument
  let catalog: Catalog
  let verdicts: [Int: ExpressionVerdict]
  /// By the query.
  let samples: [String: SampleVerdict]

  /// What is printed, and the exit code; as the program does both.
  func outcome(without check: (any MaskingCompiler.Check.Type)? = nil) -> (messages: String, status: Int32) {
    let checks = Checks.all.filter { check == nil || ObjectIdentifier($0) != check.map { ObjectIdentifier($0) } }
    let pipeline = Pipeline(document: document, catalog: catalog, checks: checks)
    let answers = pipeline.samples.compactMap { sample in samples[sample.query.text].map { (sample.id, $0) } }
    do {
      let compiled = try pipeline.finish(
        verdicts: verdicts, samples: Dictionary(uniqueKeysWithValues: answers))
      return (TextRenderer(files: compiled.files).render(compiled.warnings), ExitStatus.done.rawValue)
    } catch {
      return Self.outcome(of: error)
    }
  }

  static func outcome(of error: any Error) -> (messages: String, status: Int32) {
    let refused = error as? DiagnosticsError
    return (
      refused.map { TextRenderer(files: $0.files).render($0.diagnostics) } ?? "", Failure(error).status.rawValue
    )
  }
}

/// The cases on one server: those without a schema of their own share a database, the others get a copy of it.
actor JudgedCases {
  static let shared = JudgedCases()
  private var judging: [String: Task<JudgedCase, any Error>] = [:]
  private var base: Task<String, any Error>?

  func judged(_ invalid: InvalidCase) async throws -> JudgedCase {
    if let task = judging[invalid.name] { return try await task.value }
    let base = base ?? Task.detached { try await Self.makeBase() }
    self.base = base
    let task = Task.detached { try await Self.judge(invalid, template: base.value) }
    judging[invalid.name] = task
    return try await task.value
  }

  private static func makeBase() async throws -> String {
    let server = try await TestServer.shared()
    let address = try await server.makeDatabase("corpus")
    let sql = try String(contentsOf: InvalidCase.folder.appending(path: "shop.sql"), encoding: .utf8)
    try await server.psql(address).run(sql, messages: .shown)
    return address.database
  }

  private static func judge(_ invalid: InvalidCase, template: String) async throws -> JudgedCase {
    let document = try invalid.read()
    let server = try await TestServer.shared()
    let name = template + "_" + UUID().uuidString
    try await Copying.shared.copy(template, to: name, on: server)
    let address = server.address.database(name)
    if let schema = invalid.schema { try await server.psql(address).run(schema, messages: .shown) }
    let connection = try await Connection.open(ConnectionTarget(address.connectionString))
    do {
      let catalog = try await CatalogReader.read(connection)
      let pipeline = Pipeline(document: document, catalog: catalog)
      let verdicts = try await ExpressionJudge(connection: connection).verdicts(pipeline.questions)
      let samples = try await SampleJudge(connection: connection).verdicts(pipeline.samples)
      await connection.close()
      return JudgedCase(
        document: document, catalog: catalog, verdicts: verdicts,
        samples: Dictionary(
          pipeline.samples.compactMap { sample in samples[sample.id].map { (sample.query.text, $0) } }
        ) { first, _ in first })
    } catch {
      await connection.close()
      throw error
    }
  }
}

/// One copy of a template at a time: the server refuses a second.
private actor Copying {
  static let shared = Copying()
  private var last: Task<Void, any Error>?

  func copy(_ template: String, to name: String, on server: TestServer) async throws {
    let before = last
    let task = Task {
      _ = try? await before?.value
      try await server.psql().run("CREATE DATABASE \"\(name)\" TEMPLATE \"\(template)\";", messages: .shown)
    }
    last = task
    try await task.value
  }
}
