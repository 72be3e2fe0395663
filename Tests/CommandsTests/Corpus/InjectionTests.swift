import Foundation
import TestServers
import Testing

/// Names and values are data, whatever stands in them: for the compiler, the executor and psql.
@Suite struct InjectionTests {
  static let cases = [ValidCase(name: "hostile-identifiers"), ValidCase(name: "hostile-values")]
  /// What their names and values would make if a shell ran a part of them.
  static let injected = "/tmp/understudy-injected"

  @Test(arguments: cases, TestServer.Version.allCases)
  func psqlAndTheExecutorMakeTheSameRows(_ valid: ValidCase, _ version: TestServer.Version) async throws {
    let byExecutor = try await ValidRun(valid, version, isFresh: true)
    let byPsql = try await ValidRun(valid, version, isFresh: true)
    #expect(try await byExecutor.rows() == byPsql.rows())
    try await byExecutor.mask()
    try await byPsql.maskByPsql()
    let rows = try await byExecutor.rows()
    #expect(try await byPsql.rows() == rows)
    #expect(rows.contains("canary"))
    for (what, holds) in try await byPsql.truths() { #expect(holds, "\(what)") }
    #expect(!FileManager.default.fileExists(atPath: Self.injected))
  }
}
