import DatabaseCatalog
import Diagnostics
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import RuleSyntax
import TestServers
import Testing

@testable import FixtureValidation

@Suite struct NameWordsTests {
  @Test(arguments: [
    ("billingAddress2", ["billing", "address2"]), ("E-Mail", ["e", "mail"]), ("Straße", ["strasse"]),
    ("prénom", ["prenom"]), ("user_id", ["user", "id"]), ("", []),
  ])
  func namesAreTakenApart(name: String, words: [String]) { #expect(NameWords.words(of: name) == words) }

  @Test(arguments: [
    ("email", PersonalKind.email), ("email_address", .email), ("Vorname", .firstName), ("nom_de_famille", .lastName),
    ("fecha_nacimiento", .birth), ("telefono_movil", .phone), ("codice_fiscale", .nationalID),
    ("wachtwoord", .password),
    ("ship_name", .fullName), ("endereço", .street), ("last_ip", .ip), ("code_postal", .postalCode),
  ])
  func kindsAreKnownInSeveralLanguages(name: String, kind: PersonalKind) {
    #expect(NameWords.kind(of: NameWords.words(of: name)) == kind)
  }

  @Test(arguments: ["email_verified", "phone_type", "amount", "created_at", "film_id", "password_changed_at"])
  func whatSaysSomethingAboutItIsNotIt(name: String) {
    #expect(NameWords.kind(of: NameWords.words(of: name)) == nil)
  }
}

/// `init` on a database with what real ones have, and again after it has changed.
@Suite struct DiscoveryTests {
  private static let schema = """
    CREATE TYPE mood AS ENUM ('sad', 'happy');
    CREATE TABLE customers (id int PRIMARY KEY, email varchar(40) NOT NULL UNIQUE, "Vorname" text NOT NULL, phone varchar(12),
      born date, mood mood, x1 text, x2 text, prefs jsonb NOT NULL, picture bytea NOT NULL, fax varchar(3) NOT NULL,
      state text, secret text NOT NULL, search tsvector);
    COMMENT ON COLUMN customers.x2 IS 'the customer''s passport number';
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total numeric, status text, note text);
    CREATE TABLE "odd.Table: #1" (id int, "no" text, "it's" text);
    CREATE SCHEMA "Other";
    CREATE TABLE "Other".people (id int PRIMARY KEY, name text);
    """
  private static let rows = """
    INSERT INTO customers SELECT i, 'canaryvalue' || i || '@orig.test', 'Canaryvalue', '555-0100' || i % 10, '1990-01-01', 'sad',
      'DE89370400440532013000', 'canaryvalue', '{"contact": {"email": "canaryvalue@x.test"}, "theme": "canaryvalue"}', '\\x00', 'abc',
      'canaryvalue', 's', to_tsvector('canaryvalue') FROM generate_series(1, 30) AS i;
    INSERT INTO orders SELECT i, i, 5, 'open', 'canaryvalue ' || i FROM generate_series(1, 30) AS i;
    """

  private func discover(
    _ target: ConnectionTarget, _ schema: String, existing: String? = nil
  ) async throws -> Discovery.Outcome {
    let server = try await TestServer.shared()
    @Sendable func read(_ file: SourceFile) throws -> RuleDocument {
      try RuleDocument.read(file) { _, _ in SourceFile(path: "", text: "") }
    }
    let file = existing.map { SourceFile(path: "masking.yaml", text: $0) }
    return try await Discovery.look(at: target).rules(
      of: "crm", schema: schema, existing: file.map { (try read($0), $0) }, read: read, on: server.address,
      installation: server.installation)
  }

  @Test func everyColumnGetsADecisionThatCompilesAndOnlyNewOnesAreAddedLater() async throws {
    let server = try await TestServer.shared()
    let address = try await server.makeDatabase("discovery")
    let psql = Psql.ours(server.installation, address)
    let target = ConnectionTarget(address.connectionString)
    let folder = try TemporaryFolder()
    let schema = folder.path + "/schema.sql"
    try await psql.run(Self.schema + Self.rows, messages: .shown)
    try Data(Self.schema.utf8).write(to: URL(filePath: schema))
    let first = try await discover(target, schema)
    #expect(!first.text.lowercased().contains("canaryvalue"))
    let decisions = Dictionary(first.proposals.map { ("\($0.relation.name).\($0.column)", $0) }) { first, _ in first }
    #expect(decisions["customers.id"]?.isKept == true)
    #expect(decisions["customers.email"]?.decision == "{ link: person_email }")
    #expect(decisions["customers.Vorname"]?.decision == "first_name")
    #expect(decisions["customers.x1"]?.decision == "iban")
    #expect(decisions["customers.x1"]?.confidence == .sure)
    #expect(decisions["customers.x2"]?.reason == "its comment speaks of an identification number")
    #expect(decisions["customers.mood"]?.isKept == true)
    #expect(decisions["customers.prefs"]?.decision.contains("$.contact.email: { link: person_email }") == true)
    #expect(decisions["customers.picture"]?.isKept == false)
    #expect(decisions["customers.fax"]?.isKept == false)
    #expect(decisions["orders.customer_id"] == nil)
    #expect(decisions["people.name"]?.decision == "full_name")
    #expect(first.text.contains("# review: "))
    // The same database again: nothing to add. A column and a table more: these alone.
    let again = try await discover(target, schema, existing: first.text)
    #expect(again.text == first.text)
    let change =
      "ALTER TABLE orders ADD COLUMN contact_email text; CREATE TABLE staff (id int PRIMARY KEY, surname text);\n"
    try await psql.run(change, messages: .shown)
    try Data((Self.schema + change).utf8).write(to: URL(filePath: schema))
    let later = try await discover(target, schema, existing: first.text)
    #expect(
      later.proposals.map { "\($0.relation.name).\($0.column)" }.sorted() == [
        "orders.contact_email", "staff.id", "staff.surname",
      ])
    let old = first.text.split(separator: "\n")
    let new = later.text.split(separator: "\n")
    #expect(new.difference(from: old).removals.isEmpty)
    #expect(new.count == old.count + 5)
  }
}
