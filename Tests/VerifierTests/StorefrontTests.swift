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

@testable import Verifier

/// Compiler, executor and verifier together, on the shipped application.
@Suite struct StorefrontTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let fixtures = repository.appendingPathComponent("fixtures/storefront").path

  @Test func theStorefrontIsMaskedVerifiedAndSealed() async throws {
    let server = try await TestServer.shared()
    let compiled = try await ScratchCompilation.compile(
      try Self.rules(), schema: Self.fixtures + "/schema.sql", on: server.address, installation: server.installation)
    let key = try #require(MaskingKey(hex: MaskedDatabase.keyText))
    let address = try await server.makeDatabase("storefront")
    let target = ConnectionTarget(address.connectionString)
    let psql = server.psql(address)
    try await psql.loadSchema(file: Self.fixtures + "/schema.sql")
    try await Self.load(ProcessInfo.processInfo.environment["CAT_CASE"] ?? "tiny", psql)
    _ = try await Adoption(
      application: "storefront", run: "run-1", confirm: address.database, source: "fixtures",
      asOf: "2026-01-01T00:00:00Z"
    ).adopt(target, key: key)
    let parameters = Dictionary(
      uniqueKeysWithValues: compiled.bundle.manifest.parameters.map { ($0, "a parameter's value") })
    _ = try await BundleRun(bundle: compiled.bundle, target: target, key: key, parameters: parameters).run()
    let verification = Verification(bundle: compiled.bundle, target: target, key: key, parameters: parameters)
    let start = ContinuousClock.now
    let outcome = try await verification.run()
    print("verified in", ContinuousClock.now - start)
    guard case .sealed(let attestation) = outcome else { throw VerificationTests.Unexpected() }
    print(String(decoding: try attestation.encoded(), as: UTF8.self).suffix(6000))
    #expect(attestation.rows > 0)
    #expect(attestation.checked.contains { $0.id == "survivor-email" })
  }

  private static func rules() throws -> RuleDocument {
    func file(_ url: URL) throws -> SourceFile { try SourceFile(path: url.path, bytes: Data(contentsOf: url)) }
    return try RuleDocument.read(try file(repository.appendingPathComponent("rules/storefront/masking.yaml"))) {
      path, relative in
      let base = URL(fileURLWithPath: relative.path).deletingLastPathComponent()
      return try file(URL(fileURLWithPath: path, relativeTo: base).standardizedFileURL)
    }
  }

  /// Loads a case: CSV files by their header, SQL files by psql, in the order of their names.
  private static func load(_ name: String, _ psql: Psql) async throws {
    let folder = fixtures + "/cases/" + name
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let path = folder + "/" + file
      if file.hasSuffix(".sql") { try await psql.run(file: path, messages: .shown) }
      guard file.hasSuffix(".csv") else { continue }
      let columns = try String(contentsOfFile: path, encoding: .utf8).prefix { $0 != "\n" && $0 != "\r\n" }
        .split(separator: ",").map { "\"\($0)\"" }.joined(separator: ", ")
      let table = file.dropFirst(3).dropLast(4)
      let qualified = table.contains(".") ? String(table) : "public.\(table)"
      try await psql.run("\\copy \(qualified) (\(columns)) FROM '\(path)' CSV HEADER\n", messages: .shown)
    }
  }
}
