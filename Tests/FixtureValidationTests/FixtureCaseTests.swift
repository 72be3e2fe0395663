import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

@testable import FixtureValidation

@Suite struct FixtureCaseTests {
  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files { try Data(text.utf8).write(to: folder.url.appending(path: name)) }
    return folder
  }

  @Test func filesAreInTheOrderOfTheirNames() throws {
    let folder = try folder([
      "10_b.sql": "", "02_public.a.csv": "", "expectations.yaml": "", "README.md": "", ".hidden": "", "1_z.sql": "",
    ])
    let fixture = try FixtureCase(folder.path)
    #expect(fixture.files.map { URL(filePath: $0).lastPathComponent } == ["02_public.a.csv", "10_b.sql", "1_z.sql"])
    #expect(fixture.expectations == folder.path + "/expectations.yaml")
    #expect(fixture.name == folder.url.lastPathComponent)
  }

  @Test func anUnknownFileIsNotPassedOver() throws {
    let folder = try folder(["a.cvs": ""])
    #expect(throws: FixtureError.unknownFile(folder.path + "/a.cvs")) { try FixtureCase(folder.path) }
    #expect(throws: FixtureError.unreadable("/nowhere")) { try FixtureCase("/nowhere") }
  }

  @Test(arguments: [
    ("01_public.countries.csv", "public", "countries"), ("countries.csv", "public", "countries"),
    ("7_shop.Order Items.csv", "shop", "Order Items"), ("x_y.csv", "public", "x_y"),
  ])
  func tablesFromFileNames(file: String, schema: String, table: String) throws {
    #expect(
      try FixtureCase.tableName(ofFile: file) == QualifiedName(Identifier(schema), Identifier(table)))
  }

  @Test func headers() {
    #expect(CSVHeader.columns(Array("a,\"b \"\"c\"\",d\"\r\n1,2".utf8)) == ["a", "b \"c\",d"])
    #expect(CSVHeader.columns(Array("\u{FEFF}id".utf8)) == ["id"])
    #expect(CSVHeader.columns(Array("\"id\n".utf8)) == nil)
    #expect(CSVHeader.columns([]) == nil)
  }

  @Test func psqlsMessagesGivePlaceAndCode() {
    #expect(
      FixtureCase.failure("psql:/a b/1.sql:12: ERROR:  23505").map { "\($0)" }
        == "(line: Optional(12), sqlstate: \"23505\")")
    #expect(FixtureCase.failure("psql:/a b/1.sql:12: NOTICE:  00000") == nil)
  }

  private static let schema =
    "CREATE TABLE public.people (id int PRIMARY KEY, name text, doubled int GENERATED ALWAYS AS (id * 2) STORED);"

  private func database() async throws -> (ConnectionTarget, Psql) {
    let server = try await TestServer.shared()
    let address = try await server.makeDatabase("fixture")
    let psql = Psql.ours(server.installation, address)
    try await psql.run(Self.schema, messages: .shown)
    return (ConnectionTarget(address.connectionString), psql)
  }

  @Test func dataIsLoadedByHeaderAndInOrder() async throws {
    let folder = try folder([
      "01_people.csv": "name,id\n\"Ann, é\",1\n,2\n\"\",3\n",
      "it's 02.sql": "update people set name = name || '!' where id = 1;\n",
    ])
    let (target, psql) = try await database()
    try await FixtureCase(folder.path).load(into: target, psql: psql)
    #expect(
      try await psql.query("SELECT id, name, name IS NULL, doubled FROM people ORDER BY id;")
        == "1|Ann, é!|f|2\n2||t|4\n3||f|6\n")
  }

  @Test func refusedDataIsNamedByPlaceAndCodeAlone() async throws {
    let (target, psql) = try await database()
    let csv = try folder(["people.csv": "id,name\n1,secretvalue\n1,secretvalue\n"])
    let error = await #expect(throws: FixtureError.self) {
      try await FixtureCase(csv.path).load(into: target, psql: psql)
    }
    #expect(
      error == .refused(file: csv.path + "/people.csv", line: nil, sqlstate: "23505", table: "people", column: nil))
    let sql = try folder(["a.sql": "select 1;\ninsert into people values\n('secretvalue');\n"])
    let other = await #expect(throws: FixtureError.self) {
      try await FixtureCase(sql.path).load(into: target, psql: psql)
    }
    #expect(other == .refused(file: sql.path + "/a.sql", line: 3, sqlstate: "22P02", table: nil, column: nil))
    #expect(try #require(other).description.contains("secretvalue") == false)
  }

  @Test func aFileWithoutHeaderIsRefused() async throws {
    let (target, psql) = try await database()
    let folder = try folder(["people.csv": ""])
    await #expect(throws: FixtureError.noHeader(folder.path + "/people.csv")) {
      try await FixtureCase(folder.path).load(into: target, psql: psql)
    }
  }
}
