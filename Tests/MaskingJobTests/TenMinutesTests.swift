import ExternalPrograms
import Foundation
import TestServers
import Testing

/// What the README tells a new user to type does what it says.
@Suite struct TenMinutesTests {
  @Test func theReadmesCommandsWork() async throws {
    let readme = try String(contentsOf: StorefrontJob.repository.appending(path: "README.md"), encoding: .utf8)
    let block = try #require(readme.firstMatch(of: /(?s)<!-- run by a test -->\n```sh\n(.*?)```/)).output.1
    let server = try await TestServer.shared()
    let source = try await server.makeDatabase("newcomer")
    try await server.psql(source).run(
      """
      CREATE TABLE people (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, full_name text, born date);
      CREATE TABLE visits (id bigint PRIMARY KEY, person_id bigint REFERENCES people, page text);
      INSERT INTO people VALUES (1, 'vexhol.plozzeta@leak.test', 'Vexhol Plozzeta', '1980-02-29');
      INSERT INTO visits VALUES (1, 1, '/cart');
      """, messages: .shown)
    let target = server.address.database("newcomer_" + UUID().uuidString.lowercased())
    let folder = try TemporaryFolder()
    let programs = try BuiltProgram.path(of: "understudy").replacing(/\/understudy$/, with: "")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    try await ProgramCommand(
      "/bin/bash", ["-euo", "pipefail", "-c", "cd '\(folder.path)'\n\(block)"],
      environment: [
        "PATH": "\(programs):\(server.installation.directory):\(path)", "SOURCE_URL": source.connectionString,
        "TARGET_URL": target.connectionString,
      ], messages: .shown
    ).run()
    let rows = try await server.psql(target).query(
      "SELECT v.page, p.email LIKE '%leak%', p.full_name LIKE '%Vexhol%', p.born = '1980-02-29' FROM people p JOIN visits v ON v.person_id = p.id"
    )
    #expect(rows == "/cart|f|f|f\n")
  }
}
