import ExternalPrograms
import TestServers
import Testing

@Suite struct TestServerTests {
  @Test(arguments: TestServer.Version.allCases)
  func theServerIsOfTheVersionAskedFor(version: TestServer.Version) async throws {
    let server = try await TestServer.shared(version)
    let database = try await server.makeDatabase()
    let number = try await server.psql(database).query("SHOW server_version_num")
    #expect(number.hasPrefix(String(version.major)))
    #expect(try await server.psql(database).query("SELECT current_database()") == database.database + "\n")
  }
}
