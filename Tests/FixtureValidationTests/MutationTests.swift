import Diagnostics
import ExternalPrograms
import Foundation
import RuleSyntax
import TestServers
import Testing

@testable import FixtureValidation

/// Spoilt rules on one small application: what is noticed, what is not, and what would notice it.
@Suite struct MutationTests {
  private static let schema = """
    CREATE TABLE public.people (id int PRIMARY KEY, email text NOT NULL, gone text, note text);
    CREATE TABLE public.letters (id int PRIMARY KEY, recipient text);
    CREATE TABLE public.sessions (id int PRIMARY KEY);
    CREATE TABLE public.settings (name text PRIMARY KEY, value text);
    """
  private static let rows = """
    INSERT INTO people SELECT i, 'p' || i || '@orig.test', 'x' || i, 'note ' || i FROM generate_series(1, 4) AS i;
    INSERT INTO letters SELECT i, 'p' || i || '@orig.test' FROM generate_series(1, 3) AS i;
    INSERT INTO sessions VALUES (1);
    INSERT INTO settings VALUES ('mail', 'on'), ('banner', 'live');
    """
  private static let rules = """
    application: crm
    links: { person_email: { mask: email } }
    tables:
      people:
        columns:
          id: keep
          email: { link: person_email }
          gone: null
          note: { mask: scrub, keep_length: true }
      letters: { columns: { id: keep, recipient: { link: person_email } } }
      sessions: truncate
      settings: keep
    statements:
      - { name: mail off, sql: update settings set value = 'off' where name = 'mail' }
      - { name: say so, when: after, sql: update settings set value = 'copy' where name = 'banner' }
    """
  private static let strong = """
    tables:
      people:
        columns:
          id: { unchanged: true }
          email: { changed: true, valid: email, same_as: letters.recipient }
          gone: { null: true }
          note: { changed: true, matches: "^[a-z]{4} ." }
      letters:
        joins: { recipient: people.email }
        columns: { id: { unchanged: true }, recipient: { valid: email } }
      sessions: { empty: true }
      settings:
        rows: unchanged
        columns: { value: { one_of: ["off", copy] } }
    """

  private func mutation(_ expectations: String) async throws -> ValidationReport {
    let folder = try TemporaryFolder()
    let fixture = folder.url.appending(path: "cases/one")
    try FileManager.default.createDirectory(at: fixture, withIntermediateDirectories: true)
    try Data(Self.schema.utf8).write(to: folder.url.appending(path: "schema.sql"))
    try Data(Self.rows.utf8).write(to: fixture.appending(path: "10_rows.sql"))
    try Data(expectations.utf8).write(to: fixture.appending(path: "expectations.yaml"))
    let document = try RuleDocument.read(SourceFile(path: "masking.yaml", text: Self.rules)) { _, _ in
      SourceFile(path: "", text: "")
    }
    let server = try await TestServer.shared()
    return try await Validation(
      rules: document, schema: folder.path + "/schema.sql", cases: FixtureCase.all(in: folder.path), major: 15,
      mutates: true
    ).run(on: server.address, installation: server.installation)
  }

  @Test func whatIsExpectedIsNoticed() async throws {
    let report = try await mutation(Self.strong)
    let mutation = try #require(report.mutation)
    let told = TextRenderer(files: report.files).render(mutation.diagnostics)
    #expect(mutation.killed >= 14, "\(told)")
    #expect(mutation.score > 90, "\(told)")
  }

  @Test func whatNothingNoticesIsListedWithWhatWould() async throws {
    let report = try await mutation("tables: { people: { columns: { id: { unchanged: true } } } }\n")
    let mutation = try #require(report.mutation)
    let help = Dictionary(mutation.survivors.map { ($0.title, $0.help) }) { first, _ in first }
    #expect(
      help["people.email: link person_email becomes keep"]
        == "expect public.people.email { changed: true } in the case one")
    #expect(help["people.gone: null becomes keep"] == "expect public.people.gone { changed: true } in the case one")
    #expect(help["sessions: truncate becomes keep"] == "expect public.sessions { empty: true } in the case one")
    #expect(help["settings: keep becomes truncate"] == "expect public.settings { rows: unchanged } in the case one")
    #expect(help["statement `mail off` becomes nothing"] != nil)
    #expect(help["people.id: keep becomes null or another value"] == nil)
    #expect(mutation.diagnostics.allSatisfy { $0.id == "mutant-survived" && $0.span?.file == "masking.yaml" })
    #expect(mutation.score < 20)
  }

  @Test func aScoreIsNeverRoundedUp() {
    let survivor = MutationReport.Survivor(
      change: "removed", span: SourceFile(path: "a", text: "x").span(0..<1), title: "t", help: "h")
    let report = MutationReport(killed: 999, survivors: [survivor], refused: 3, equivalent: 2, seconds: 1)
    #expect(report.mutants == 1000)
    #expect(report.score < 100)
    #expect(MutationReport(killed: 0, survivors: [], refused: 0, equivalent: 0, seconds: 0).score == 100)
  }
}
