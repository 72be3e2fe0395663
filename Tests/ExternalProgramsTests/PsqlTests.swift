import ExternalPrograms
import Foundation
import TestServers
import Testing

@Suite struct PsqlTests {
  @Test(arguments: TestServer.Version.allCases)
  func aSchemaThatNamesUnknownRolesIsLoaded(version: TestServer.Version) async throws {
    let server = try await TestServer.shared(version)
    let database = try await server.makeDatabase("schema")
    let folder = try TemporaryFolder()
    let file = folder.path + "/schema.sql"
    try """
    CREATE TABLE public.things (id int PRIMARY KEY);
    ALTER TABLE public.things OWNER TO "own""er of \(database.database)";
    GRANT SELECT ON public.things TO "reader's of \(database.database)";
    SET default_tablespace = "place ""of \(database.database)";
    CREATE TABLE public.elsewhere (id int);
    """.write(toFile: file, atomically: true, encoding: .utf8)
    try await server.psql(database).loadSchema(file: file, roles: ["given of \(database.database)"])
    let roles = try await server.psql(database).query(
      "SELECT rolname, rolcanlogin FROM pg_roles WHERE rolname LIKE '% of \(database.database)' ORDER BY 1")
    #expect(
      roles == """
        given of \(database.database)|f
        own"er of \(database.database)|f
        reader's of \(database.database)|f

        """)
    #expect(try await server.psql(database).query("SELECT count(*) FROM public.things") == "0\n")
    #expect(
      try await server.psql(database).query("SELECT spcname FROM pg_tablespace WHERE spcname LIKE 'place%'")
        == "place \"of \(database.database)\n")
  }

  @Test func aBadSchemaLeavesNothingAndSaysWhere() async throws {
    let server = try await TestServer.shared(.pg15)
    let database = try await server.makeDatabase("schema")
    let folder = try TemporaryFolder()
    let file = folder.path + "/schema.sql"
    try "CREATE TABLE one ();\nCREATE TABLE two (;\n".write(toFile: file, atomically: true, encoding: .utf8)
    let error = await #expect(throws: ExternalProgramError.self) {
      try await server.psql(database).loadSchema(file: file)
    }
    #expect(error?.description.contains("schema.sql:2: ERROR:") == true)
    #expect(try await server.psql(database).query("SELECT to_regclass('one')") == "\n")
  }
}
