import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

@testable import FixtureValidation

/// Hostile and honest XML.
@Suite struct XMLRowsTests {
  private func rows(_ text: String, file: String = "01_data.xml") throws -> [XMLRows.Run] {
    try XMLRows(Array(text.utf8), file: file).runs
  }

  @Test func aFlatDataSetHasAnElementARow() throws {
    let runs = try rows(
      """
      <?xml version="1.0"?>
      <!DOCTYPE dataset SYSTEM "shop.dtd">
      <dataset>
        <people id="1" name="Ada &amp; &#233;"/>
        <people id="2"/>
        <shop.order_x0020_items n="3"/>
        <sessions/>
        <people id="4" name=""/>
      </dataset>
      """)
    #expect(
      runs.map(\.table) == [
        QualifiedName("public", "people"), QualifiedName("shop", "order items"), QualifiedName("public", "sessions"),
        QualifiedName("public", "people"),
      ])
    #expect(runs[0].columns == ["id", "name"])
    #expect(runs[0].rows.map { $0["name"]?.text } == ["Ada & é", nil])
    #expect(runs[2].rows.isEmpty)
  }

  @Test func postgresOwnFormsAreRead() throws {
    let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
    let whole = try rows(
      "<people \(xsi)><row><id>1</id><name xsi:nil=\"true\"/></row></people>", file: "03_crm.people.xml")
    #expect(whole.map(\.table) == [QualifiedName("crm", "people")])
    #expect(whole[0].columns == ["id", "name"])
    #expect(whole[0].rows[0]["name"] == nil)
    let schema = try rows("<crm \(xsi)><people><row><id>1</id></row><row><id>2</id></row></people></crm>")
    #expect(schema.map { "\($0.table) \($0.rows.count)" } == ["crm.people 2"])
    let forest = try rows("<crm \(xsi)><people><id>1</id></people><people><id>2</id></people></crm>")
    #expect(forest.map { "\($0.table) \($0.rows.count)" } == ["crm.people 2"])
  }

  private static let lol =
    "<!DOCTYPE d [<!ENTITY a \"lol\">"
    + (1..<10).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1 == 0 ? "" : String($0 - 1));", count: 10))\">" }
    .joined() + "]><d><t v=\"&a9;\"/></d>"

  private static let long = String(repeating: "x", count: XMLReader.mostTextBytes + 1)

  /// Texts by name: a failing test prints its arguments, and some are huge.
  private static let hostile: [String: (text: String, problem: FixtureError.XMLProblem)] = [
    "entities of entities": (lol, .entity),
    "a file": ("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d><t>&x;</t></d>", .entity),
    "the network": ("<!DOCTYPE d [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\"> %x;]><d/>", .entity),
    "a parameter": ("<!DOCTYPE d [%nothing;]><d><t v=\"1\"/></d>", .entity),
    "unknown in a text": ("<d><t>&nothing;</t></d>", .entity),
    "unknown in an attribute": ("<d><t v=\"&nothing;\"/></d>", .entity),
    "deep": (String(repeating: "<d>", count: 100_000), .deep), "crossed": ("<d><t></d>", .malformed),
    "nothing": ("", .malformed), "cut": ("<d><t v=\"1\"/>", .malformed), "text": ("<d><t>text</t></d>", .mixed),
    "both": ("<d><t v=\"1\"><id>1</id></t></d>", .mixed), "a long attribute": ("<d><t v=\"\(long)\"/></d>", .longText),
    "a long text": ("<d><t><v>\(long)</v></t></d>", .longText),
  ]

  @Test(arguments: hostile.keys.sorted())
  func hostileDocumentsAreRefusedAtOnce(name: String) throws {
    let (text, problem) = try #require(Self.hostile[name])
    let start = ContinuousClock.now
    let error = #expect(throws: FixtureError.self) { _ = try rows(text) }
    guard case .xml("01_data.xml", _, let found)? = error else {
      Issue.record("another error")
      return
    }
    #expect(found == problem)
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func theLineIsTold() throws {
    #expect(throws: FixtureError.xml(file: "01_data.xml", line: 3, .entity)) {
      try rows("<d>\n<t v=\"1\"/>\n<t v=\"&nothing;\"/>\n</d>")
    }
  }

  @Test func aHugeFileIsRefusedUnread() {
    let bytes = [UInt8](repeating: 0x20, count: XMLReader.mostBytes + 1)
    #expect(throws: FixtureError.xml(file: "a.xml", line: nil, .large)) {
      try XMLReader.read(bytes, file: "a.xml") { _, _ in }
    }
  }

  /// What the server itself writes comes back as the same rows.
  @Test func whatThePostgresWritesIsReadBack() async throws {
    let server = try await TestServer.shared()
    let address = try await server.makeDatabase("xml")
    let psql = Psql.ours(server.installation, address)
    let table = """
      (id int PRIMARY KEY, name text, born date, at timestamptz, bytes bytea, tags text[], doc xml, yes boolean, amount numeric,
       doubled int GENERATED ALWAYS AS (id * 2) STORED)
      """
    try await psql.run(
      """
      CREATE TABLE "The People" \(table);
      INSERT INTO "The People" VALUES
        (1, 'Ada <&> "é"', '1815-12-10', '2020-01-01 10:00+00', '\\xdeadbeef00', ARRAY['a', 'b "c" \\\\ d'], '<a b="1">x &amp; <c/></a>',
         true, 1.50),
        (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (3, '', NULL, NULL, '', '{}', NULL, false, 0);
      CREATE TABLE saved AS SELECT id, name, born, at, bytes, tags, doc::text, yes, amount FROM "The People";
      """, messages: .shown)
    let xml = try await psql.query(
      "SELECT table_to_xml('\"The People\"', true, false, '');")
    try await psql.run("TRUNCATE \"The People\";", messages: .shown)
    let folder = try TemporaryFolder()
    // The generated column is in PostgreSQL's output, and nobody can write it.
    let usable = xml.replacing(/<doubled>[0-9]+<\/doubled>/, with: "")
    try Data(usable.utf8).write(to: folder.url.appending(path: "01_The People.xml"))
    try await FixtureCase(folder.path).load(into: ConnectionTarget(address.connectionString), psql: psql)
    let difference = try await psql.query(
      """
      SELECT count(*) FROM saved AS s FULL JOIN "The People" AS p USING (id)
      WHERE (s.name, s.born, s.at, s.bytes, s.yes, s.amount) IS DISTINCT FROM (p.name, p.born, p.at, p.bytes, p.yes, p.amount)
        OR s.doc::text IS DISTINCT FROM p.doc::text OR s.tags IS DISTINCT FROM p.tags;
      """)
    #expect(difference == "0\n")
    #expect(try await psql.query("SELECT count(*) FROM \"The People\";") == "3\n")
  }

  @Test func refusedRowsAreNamedByPlaceAndCodeAlone() async throws {
    let server = try await TestServer.shared()
    let address = try await server.makeDatabase("xml")
    let psql = Psql.ours(server.installation, address)
    try await psql.run("CREATE TABLE people (id int PRIMARY KEY);", messages: .shown)
    let folder = try TemporaryFolder()
    try Data("<d><people id=\"secretvalue\"/></d>".utf8).write(to: folder.url.appending(path: "a.xml"))
    let error = await #expect(throws: FixtureError.self) {
      try await FixtureCase(folder.path).load(into: ConnectionTarget(address.connectionString), psql: psql)
    }
    #expect(
      error
        == .refused(
          file: folder.path + "/a.xml", line: nil, sqlstate: "22P02", table: "public.people", column: nil))
  }
}
