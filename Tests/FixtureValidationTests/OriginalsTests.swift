import ExternalPrograms
import Foundation
import MaskingFunctions
import PostgresClient
import TestServers
import Testing

@testable import FixtureValidation

/// What is searched for in a masked dump must not come from a pool: a fake could not be told from an original.
@Suite struct OriginalsTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures").path()

  @Test(arguments: [("storefront", "shop"), ("support", "desk"), ("billing", "books")])
  func noOriginalIsInAPool(application: String, main: String) async throws {
    let server = try await TestServer.shared()
    let address = try await server.makeDatabase("originals")
    let psql = server.psql(address)
    let folder = Self.fixtures + "/" + application
    try await psql.loadSchema(file: folder + "/schema.sql")
    try await FixtureCase(folder + "/cases/" + main).load(into: ConnectionTarget(address.connectionString), psql: psql)
    let query = try String(contentsOfFile: folder + "/originals.sql", encoding: .utf8)
    let originals = try await psql.query(query).split(separator: "\n").map { $0.lowercased() }
    #expect(originals.count > 1000)
    #expect(Set(originals).isDisjoint(with: FakeVocabulary.entries))
    let words = Set(
      originals.flatMap { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) }.filter { $0.count >= 3 })
    #expect(words.intersection(FakeVocabulary.names).sorted() == [])
    #expect(words.intersection(FakeVocabulary.pieces).sorted() == [])
  }
}
