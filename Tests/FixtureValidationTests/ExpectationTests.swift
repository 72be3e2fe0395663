import Diagnostics
import ExternalPrograms
import Foundation
import PostgresSyntax
import RuleSyntax
import TestServers
import Testing

@testable import FixtureValidation

/// Every expectation, met and not met, on one small application.
@Suite struct ExpectationTests {
  private static let schema = """
    CREATE TABLE public.people (id int PRIMARY KEY, email text, iban text, born date, status text, gone text, city text, note text);
    CREATE TABLE public.letters (id int PRIMARY KEY, recipient text, body text);
    CREATE TABLE public.visits (id int PRIMARY KEY, person int REFERENCES public.people, token text);
    """
  private static let rows = """
    INSERT INTO people SELECT i, 'p' || i || '@orig.test', 'DE89370400440532013000', date '1990-01-01' + i,
      (ARRAY['new', 'old'])[1 + i % 2], 'x' || i, (ARRAY['Rome', 'Oslo'])[1 + i % 2], 'note ' || i
    FROM generate_series(1, 6) AS i;
    INSERT INTO letters SELECT i, 'p' || i || '@orig.test', 'Dear ' || i FROM generate_series(1, 4) AS i;
    INSERT INTO visits SELECT i, i, 'token' || i FROM generate_series(1, 3) AS i;
    """
  private static let rules = """
    application: crm
    links: { person_email: { mask: email } }
    tables:
      people:
        columns:
          id: keep
          email: { link: person_email }
          iban: iban
          born: { mask: date_shift, days: 30 }
          status: keep
          gone: null
          city: { mask: hash }
          note: { mask: scrub, keep_length: true }
      letters: { columns: { id: keep, recipient: { link: person_email }, body: first_name } }
      visits: truncate
    """

  private func validate(
    _ expectations: String?, files: [String: String] = [:], records: Bool = false
  ) async throws -> (report: ValidationReport, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let cases = folder.url.appending(path: "cases/one")
    try FileManager.default.createDirectory(
      at: cases.appending(path: "golden"), withIntermediateDirectories: true)
    try Data(Self.schema.utf8).write(to: folder.url.appending(path: "schema.sql"))
    try Data(Self.rows.utf8).write(to: cases.appending(path: "10_rows.sql"))
    for (name, text) in files { try Data(text.utf8).write(to: cases.appending(path: name)) }
    if let expectations { try Data(expectations.utf8).write(to: cases.appending(path: "expectations.yaml")) }
    let document = try RuleDocument.read(SourceFile(path: "masking.yaml", text: Self.rules)) { _, _ in
      SourceFile(path: "", text: "")
    }
    let server = try await TestServer.shared()
    let report = try await Validation(
      rules: document, schema: folder.path + "/schema.sql", cases: FixtureCase.all(in: folder.path), major: 15,
      recordsGoldens: records
    ).run(on: server.address, installation: server.installation)
    return (report, folder)
  }

  @Test func whatHoldsAndWhatDoesNot() async throws {
    let (report, _) = try await validate(
      """
      tables:
        people:
          rows: 6
          golden: golden/people.csv
          columns:
            id: { unchanged: true, range: { min: 1, max: 6 }, distinct_at_least: 6 }
            email: { same_as: letters.recipient, valid: email, unique: true }
            iban: { valid: iban, range: { min: "A", max: "E" } }
            born: { range: { min: 1900-01-01, max: 2020-01-01 } }
            status: { one_of: [new, old], frequency_hidden: true }
            gone: { null: true }
            city: { frequency_hidden: true, distinct_at_least: 3 }
        letters:
          rows: unchanged
          joins: { recipient: people.email }
          columns:
            recipient: { same_as: people.email, one_of: [a] }
            body: { valid: credit_card, range: { min: "~" } }
            id: { range: { max: "many" }, null: true, same_as: people.iban }
        visits: { empty: true, joins: { person: people.id } }
      assertions:
        - { name: nobody is old, sql: "select * from people where status = 'old';" }
        - { name: nothing left, sql: select 1 from visits }
        - { name: no such table, sql: select 1 from nowhere }
      """,
      files: ["golden/people.csv": "id,gone,status\n1,,old\n2,,wrong\n3,,old\n4,,new\n5,,old\n7,,new\n"])
    let run = try #require(report.cases.first)
    #expect(report.isRefused == false)
    let told = run.diagnostics.map { "\($0.message)" }
    #expect(
      told == [
        "public.people: 3 of 6 rows are not those of golden/people.csv",
        "public.people.status: 2 of 2 originals that come several times have a replacement of their own",
        "public.letters.recipient: 4 of 4 values are none of the list",
        "public.letters.body: 4 of 4 values are no valid credit_card",
        "public.letters.body: 4 of 4 values are out of the range",
        "public.letters.id: a bound is no value of the column's type",
        "public.letters.id: 4 of 4 values are not NULL",
        "public.letters.id: no original is in both columns",
        "public.visits: no value of person finds a row",
        "assertion nobody is old: the query finds 3 rows",
        "assertion no such table: the server refuses the query, SQLSTATE 42P01",
      ])
    let text = TextRenderer(files: run.files).render(run.diagnostics)
    #expect(text.contains("note: the row id = 2 has another value in status"))
    #expect(text.contains("note: the row id = 6\n"))
    #expect(!text.contains("orig.test"))
  }

  /// What a function declares is looked at though nobody wrote it.
  @Test func withoutExpectationsTheRulesSpeakForThemselves() async throws {
    let (report, _) = try await validate(nil)
    let run = try #require(report.cases.first)
    #expect(TextRenderer(files: run.files).render(run.diagnostics) == "")
    let told = Set(run.expectations.map { "\($0.subject) \($0.expectation.name)" })
    #expect(
      told.isSuperset(of: [
        "public.people.email changed", "public.people.email valid", "public.people.id unchanged",
        "public.people.gone null", "public.people rows", "public.letters.recipient changed", "public.visits empty",
      ]))
    #expect(!run.expectations.contains { !$0.isDeclared })
    #expect(run.expectations.allSatisfy { $0.span.file == "masking.yaml" })
  }

  @Test func goldensAreWrittenOnRequestAndHoldThen() async throws {
    let expectations = "tables: { people: { golden: golden/people.csv } }\n"
    let (_, folder) = try await validate(expectations, records: true)
    let file = folder.url.appending(path: "cases/one/golden/people.csv")
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(golden.hasPrefix("id,email,iban,born,status,gone,city,note\n1,"))
    #expect(!golden.contains("orig.test"))
    // The same rules make the same rows: the fixtures' key is always the same.
    let (report, _) = try await validate(expectations, files: ["golden/people.csv": golden])
    #expect(report.cases[0].diagnostics == [])
    #expect(report.cases[0].expectations.contains { $0.expectation.name == "golden" && $0.checked == 6 })
  }

  @Test func namesAreBound() async throws {
    let (report, _) = try await validate(
      """
      tables:
        people: { joins: { emil: letters.recipient }, columns: { email: { same_as: letter.recipient } } }
        letters: { joins: { recipient: people.mail } }
      """)
    #expect(
      report.cases[0].diagnostics.map { "\($0.id) \($0.message)" } == [
        "unknown-column public.people has no column emil", "unknown-table there is no table letter",
        "unknown-column public.people has no column mail",
      ])
  }

  @Test(arguments: [
    ("unchanged: true, null: true", "conflicting-keys"), ("one_of: []", "wrong-value"), ("valid: emial", "wrong-value"),
    ("range: {}", "wrong-value"), ("range: 5", "wrong-type"), ("distinct_at_least: 0", "wrong-value"),
    ("frequency_hidden: false", "wrong-value"), ("same_as: ''", "wrong-value"), ("one_of: a", "wrong-type"),
  ])
  func whatIsWrittenWrongIsTold(text: String, id: String) {
    let file = SourceFile(path: "expectations.yaml", text: "tables: { t: { columns: { c: { \(text) } } } }\n")
    let error = #expect(throws: DiagnosticsError.self) { try ExpectationsDocument.read(file) }
    #expect(error?.diagnostics.map(\.id) == [id])
  }
}

@Suite struct ValueFormTests {
  @Test(arguments: [
    (ValueForm.email, "a.b@example.org", "a b@example.org"), (.phone, "+44 (0)20 7946 0000", "12345"),
    (.iban, "GB82 WEST 1234 5698 7654 32", "GB83 WEST 1234 5698 7654 32"), (.bic, "DEUTDEFF500", "DEUTDEFF5"),
    (.creditCard, "4242 4242 4242 4242", "4242 4242 4242 4241"), (.ip, "2001:db8::1/64", "192.0.2.256"),
    (.mac, "00:00:5e:00:53:01", "00:00:5e:00:53"), (.uuid, "123e4567-e89b-12d3-a456-426614174000", "123e4567"),
    (.url, "https://a.example/x?y", "a.example"), (.domain, "a.example.org", "example"),
    (.vatNumber, "DE 123456789", "123456789"), (.json, "{\"a\":[1]}", "{a}"), (.date, "2024-02-29", "2023-02-29"),
  ])
  func aFormTellsItsOwnFromOthers(form: ValueForm, good: String, bad: String) {
    #expect(form.accepts(good))
    #expect(!form.accepts(bad))
  }

  @Test func noFormIsForgotten() { #expect(ValueForm.allCases.count == 13) }
}
