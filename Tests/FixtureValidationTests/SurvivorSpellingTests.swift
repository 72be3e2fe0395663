import BundleFormat
import Diagnostics
import Executor
import ExternalPrograms
import Foundation
import MaskingCompiler
import PostgresClient
import PostgresSyntax
import RuleSyntax
import TestServers
import Testing
import Verifier

@testable import FixtureValidation

/// Originals are found in columns that nobody masked, however people, programs and locales spell them.
@Suite struct SurvivorSpellingTests {
  private static let schema = """
    CREATE TABLE public.people (
      id integer PRIMARY KEY, name text, nick text COLLATE "C", email text, phone text, token text, document json);
    CREATE TABLE public.a_numbers (id integer PRIMARY KEY, n numeric(20, 2));
    CREATE TABLE public.notes (id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, body text);
    """

  private static let rules = """
    application: tiny
    tables:
      people:
        columns:
          id: keep
          name: full_name
          nick: first_name
          email: email
          phone: { mask: phone, country: GB }
          token: { mask: random_token, length: 24 }
          document: { json: { $.email: email, otherwise: remove } }
      a_numbers: keep
      notes: keep
    """

  struct Case: Sendable, CustomTestStringConvertible {
    let title: String
    /// After `CREATE DATABASE name`.
    let options: String
    /// The names of person 1 and 2.
    var names = ["Ольга Петрова", "MÜLLER IVÁNOV"]
    var nick = "René"
    /// What a kept column holds, by the kind that is found there.
    let notes: [String: [String]]

    var testDescription: String { title }
  }

  static let anywhere: [String: [String]] = [
    "survivor-email": [
      "p20@real.org\u{a0}now", "p20@real.org.Thanks", "cc one.cc@real.org and two.cc@real.org",
      "mail jr.alone@real.org now", "a'p20@real.org'b",
    ],
    "survivor-phone": ["call 555-123-4599 or so", "0155\u{a0}512\u{a0}34597", "5551234567.00"],
    "survivor-token": ["the key is 7f3k9x0w2m5q8r1t, keep it"],
    "survivor-name": ["Herr Müller rief an", "an iv\u{e1}nov"],
  ]

  static let unicode = anywhere.merging([
    "survivor-email": ["“p20@real.org”", "p20@real.org—urgent", "„p20@real.org“, sagt sie"],
    "survivor-phone": ["tel 0155\u{202f}512\u{202f}34597", "0155–512–34597"],
    "survivor-name": ["Ольга called", "ПЕТРОВА, О.", "Rene\u{301} kam", "RENÉ"],
  ]) { $0 + $1 }

  static let cases: [Case] = [
    Case(title: "UTF8", options: "", notes: unicode),
    Case(title: "UTF8, C", options: "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'", notes: unicode),
    Case(
      title: "LATIN1", options: "TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'", names: ["Ole", "MÜLLER IVÁNOV"],
      notes: anywhere),
  ]

  @Test(arguments: cases)
  func everySpellingIsFound(_ given: Case) async throws {
    let server = try await TestServer.shared()
    let name = "spelling_\(UInt32.random(in: 0 ... .max))"
    try await server.psql().run("CREATE DATABASE \(name) \(given.options);", messages: .shown)
    let address = server.address.database(name)
    let key = MaskingKey.random()
    let target = ConnectionTarget(address.connectionString)
    let bundle = try await Compiled.shared.bundle(Self.schema, Self.rules)
    try await server.psql(address).run(
      "SET client_encoding = 'UTF8';\n" + Self.schema + Self.rows(given), messages: .shown)
    _ = try await Adoption(application: "tiny", run: "spelling", confirm: name, source: "a test")
      .adopt(target, key: key)
    _ = try await BundleRun(bundle: bundle, target: target, key: key, parameters: [:]).run()
    var found: [String: Int] = [:]
    do {
      _ = try await Verification(bundle: bundle, target: target, key: key).run()
    } catch VerificationError.failed(let findings) {
      for finding in findings where finding.relation?.description == "public.notes" {
        found[finding.check] = finding.count
      }
      // The number that was read first has not blinded the search.
      #expect(findings.contains { $0.check == "survivor-phone" && $0.relation?.description == "public.a_numbers" })
    }
    #expect(found == given.notes.mapValues(\.count))
    try await server.psql().run("DROP DATABASE \(name) WITH (FORCE);", messages: .shown)
  }

  private static func rows(_ given: Case) -> String {
    let notes = given.notes.values.flatMap { $0 } + ["nothing to see", "page 12345 of 7", "a@b.c"]
    let values = notes.map { "('\($0.replacing("'", with: "''"))')" }.joined(separator: ", ")
    return """
      INSERT INTO public.people VALUES
        (1, '\(given.names[0])', '\(given.nick)', 'p20@real.org', '0155 512 34597', 'Bearer 7f3k9x0w2m5q8r1t',
          '{"email": "a\\u0000b@real.org"}'),
        (2, '\(given.names[1])', '', 'one.cc@real.org; two.cc@real.org', '555 123 4599 ext 12', NULL, '{"email": 1e400000}'),
        (3, NULL, NULL, 'Jane Roe <jr.alone@real.org>', '5551234567', NULL, NULL);
      INSERT INTO public.a_numbers VALUES (1, 5551234567.00);
      INSERT INTO public.notes (body) VALUES \(values);
      """
  }
}

private actor Compiled {
  static let shared = Compiled()
  private var compiling: Task<MaskingBundle, any Error>?

  func bundle(_ schema: String, _ rules: String) async throws -> MaskingBundle {
    let task =
      compiling
      ?? Task {
        let folder = try TemporaryFolder()
        try Data(schema.utf8).write(to: folder.url.appending(path: "schema.sql"))
        let document = try RuleDocument.read(SourceFile(path: "tiny/masking.yaml", text: rules)) { _, _ in
          throw SourceNotFound()
        }
        let server = try await TestServer.shared()
        return try await ScratchCompilation.compile(
          document, schema: folder.path + "/schema.sql", on: server.address, installation: server.installation
        ).bundle
      }
    compiling = task
    return try await task.value
  }
}
