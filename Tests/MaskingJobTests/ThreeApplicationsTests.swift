import ExternalPrograms
import Foundation
import TestServers
import Testing

/// The shipped job: three applications whose customers are the same people.
@Suite struct ThreeApplicationsTests {
  private static let applications = ["billing", "storefront", "support"]

  /// One run serves all that is asked here.
  @Test func threeSnapshotsAgreeAboutTheirPeople() async throws {
    let job = try await StorefrontJob.shipped()
    let ended = try await job.understudy(["run"])
    #expect(ended.status == 0, "\(ended.messages)\(ended.out)")
    var people: [String: [Person]] = [:]
    for application in Self.applications {
      #expect(job.published(of: application).count == 1, "\(application)")
      let source = try await Database.withFixtures("three", case: "tiny", of: application)
      let masked = try await Database.restored(from: job, application: application)
      let schema = try await source.dump(schemaOnly: true)
      #expect(try await masked.dump(schemaOnly: true) == schema, "\(application)")
      people[application] = try await self.people(of: application, source, masked)
      try await noOriginalIsLeft(of: application, source, in: job.plainDump(of: application))
      if application == "billing" { try await everythingStillAddsUp(source, masked) }
    }
    linkedValuesAgree(people)
  }

  // MARK: Links

  private struct Person {
    let original: String
    let masked: String
    /// The original without what people spell otherwise.
    var mailbox: String { original.lowercased().trimmingCharacters(in: .whitespaces) }
  }

  /// Where an application has its customers' addresses, by a key that masking keeps.
  private static let addresses = [
    "billing": "SELECT id, email FROM billing.accounts",
    "storefront": """
    SELECT id, email FROM public.customers WHERE email !~ 'storefront.example$'
    UNION ALL SELECT 1000 + id, email FROM public.newsletter_subscriptions
    """,
    "support": "SELECT id, email FROM public.requesters",
  ]

  private func people(of application: String, _ source: Database, _ masked: Database) async throws -> [Person] {
    func addresses(_ database: Database) async throws -> [String] {
      // Hexadecimal keeps the blanks around.
      let query = """
        SELECT encode(convert_to(email, 'UTF8'), 'hex') FROM (\(Self.addresses[application] ?? "")) AS a(id, email) ORDER BY id
        """
      return try await database.psql.query(query + ";").split(separator: "\n").map { line in
        let digits = Array(line)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
          UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        return String(decoding: bytes, as: UTF8.self)
      }
    }
    let (originals, replacements) = (try await addresses(source), try await addresses(masked))
    #expect(originals.count == replacements.count && originals.count >= 3, "\(application)")
    return zip(originals, replacements).map { Person(original: $0, masked: $1) }
  }

  /// Whatever the spelling: one mailbox, one replacement.
  private func linkedValuesAgree(_ people: [String: [Person]]) {
    let mailboxes = people.values.map { Set($0.map(\.mailbox)) }
    let everywhere = mailboxes.dropFirst().reduce(mailboxes.first ?? []) { $0.intersection($1) }
    #expect(everywhere.count >= 2, "people who are in all three")
    for mailbox in everywhere {
      let entries = people.values.joined().filter { $0.mailbox == mailbox }
      #expect(Set(entries.map(\.original)).count >= 3, "spelled in three ways")
      #expect(Set(entries.map(\.masked)).count == 1, "one replacement")
      #expect(entries.allSatisfy { $0.masked != $0.original && !$0.masked.lowercased().contains("orig") })
    }
    let replacements = Set(people.values.joined().map(\.masked))
    #expect(replacements.count == Set(people.values.joined().map(\.mailbox)).count, "and no two have the same")
  }

  // MARK: Originals

  private func noOriginalIsLeft(of application: String, _ source: Database, in masked: String) async throws {
    let query = try String(contentsOfFile: StorefrontJob.fixtures(of: application) + "/originals.sql", encoding: .utf8)
    let originals = try await source.psql.query(query).split(separator: "\n").map { $0.lowercased() }
    let search = Search(originals)
    // A dump writes quotes otherwise: what stands in the source's as it is will do.
    let visible = search.found(in: try await source.dump(schemaOnly: false))
    #expect(visible.count >= 20, "\(application)")
    #expect(masked.contains("CREATE TABLE"), "the dump was read")
    #expect(Search(Array(visible)).found(in: masked).count == 0, "none stands in a dump of the masked \(application)")
  }

  // MARK: Books

  /// Questions that books which add up answer with nothing.
  private static let differences = [
    "SELECT entry_id FROM ledger.postings GROUP BY entry_id HAVING sum(amount) <> 0",
    """
    SELECT i.id FROM billing.invoices AS i
    WHERE i.gross <> i.net + i.tax
      OR i.net <> (SELECT coalesce(sum(l.net), 0) FROM billing.invoice_lines AS l WHERE l.invoice_id = i.id)
    """,
    """
    SELECT p.id FROM billing.payments AS p
    WHERE p.amount <> (SELECT coalesce(sum(a.amount), 0) FROM billing.allocations AS a WHERE a.payment_id = p.id)
    """,
    "SELECT taken_at FROM ledger.trial_balances WHERE debits <> credits OR unbalanced_entries <> 0",
    "SELECT id FROM billing.bank_accounts WHERE NOT billing.iban_is_valid(iban)",
    "SELECT id FROM \"psp-gateway\".cards WHERE NOT \"psp-gateway\".luhn_is_valid(number)",
  ]

  private func everythingStillAddsUp(_ source: Database, _ masked: Database) async throws {
    for query in Self.differences {
      for database in [source, masked] { #expect(try await database.psql.query(query + ";") == "", "\(query)") }
    }
    let postings = "SELECT entry_id, line_no, chart_code, account_id, amount FROM ledger.postings ORDER BY 1, 2;"
    let posted = try await source.psql.query(postings)
    #expect(posted.split(separator: "\n").count >= 4)
    #expect(try await masked.psql.query(postings) == posted)
    #expect(try await masked.psql.query("SELECT count(*) FROM ledger.trial_balances;") == "1\n", "taken while masking")
    // A ledger that does not add up is seen.
    try await masked.psql.run(
      """
      ALTER TABLE ledger.postings DISABLE TRIGGER postings_add_up;
      UPDATE ledger.postings SET amount = amount + 1 WHERE entry_id = 1 AND line_no = 1;
      """)
    #expect(try await masked.psql.query(Self.differences[0] + ";") == "1\n")
  }
}
