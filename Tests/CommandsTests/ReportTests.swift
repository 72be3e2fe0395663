import CLibXML
import ExternalPrograms
import Foundation
import TestServers
import Testing

/// `--format json` of whatever reports is JSON, and the JUnit report is XML.
@Suite struct ReportTests {
  /// The text as JSON with one field.
  private func field(_ name: String, of text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    -> String
  {
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let object = try #require(
      (parsed as? [String: Any]) ?? (parsed as? [[String: Any]])?.first, "\(text)", sourceLocation: sourceLocation)
    return "\(try #require(object[name], "\(text)", sourceLocation: sourceLocation))"
  }

  /// Every line of progress is an event of its own.
  private func isProgress(_ text: String) -> Bool {
    let lines = text.split(separator: "\n")
    return !lines.isEmpty
      && lines.allSatisfy { line in
        let event = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
        return event?["application"] as? String == "shop"
      }
  }

  @Test func aDatabaseByHand() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop, adopted: false)
      let unmarked = try await copy.contents()
      let adopted = await shop.understudy(
        "adopt", "--database", copy.database, "--application", "shop", "--confirm", copy.address.database, "--format",
        "json")
      #expect(try field("database", of: adopted.out) == copy.address.database)
      let before = try await copy.contents()
      #expect(before != unmarked, "what the database holds is looked at")
      let planned = await shop.understudy(
        "apply", shop.bundle, "--database", copy.database, "--dry-run", "--format", "json")
      #expect(planned.out.contains("\"kind\" : \"session\"") && planned.out.contains("\"peakBytes\" : "))
      let words = await shop.understudy("apply", shop.bundle, "--database", copy.database, "--dry-run")
      #expect(words.status == 0 && words.out.contains("peak disk ") && words.out.contains(" are free"))
      let late = await shop.understudy("apply", shop.bundle, "--database", copy.database, "--deadline", "tomorrow")
      #expect(late.status == 64)
      #expect(try await copy.contents() == before, "a dry run changes nothing")
      let unfinished = await copy.verify()
      #expect(unfinished.status == 75)
      #expect(
        unfinished.messages == """
          error: the bundle has not run to its end
            why: it has not begun
            help: run understudy apply first

          """)
      let applied = await shop.understudy("apply", shop.bundle, "--database", copy.database, "--format", "json")
      #expect(applied.status == 0)
      #expect(try field("wasSealed", of: applied.out) == "0")
      #expect(isProgress(applied.messages))
      let told = await shop.understudy("status", "--database", copy.database)
      #expect(told.status == 0 && told.out.contains("apply: finished at ") && told.out.contains("marked"))
      let verified = await copy.verify()
      #expect(verified.status == 0)
      #expect(try field("application", of: verified.out) == "shop")
    }
  }

  @Test func aJobAndItsSnapshot() async throws {
    try await Shop.with { shop in
      let checked = await shop.understudy("compile", "--check", "--format", "json")
      #expect(try field("result", of: checked.out) == "unchanged")
      let ran = await shop.understudy("run", "--format", "json")
      #expect(ran.status == 0, "\(ran.out)")
      #expect(try field("snapshot", of: ran.out) == "SHOP/build/snapshots/shop/RUN")
      #expect(isProgress(ran.messages))
      #expect(!shop.hasTemporaryServer)
      let status = await shop.understudy("status", "--format", "json")
      #expect(try field("application", of: status.out) == "shop")
      try await restoring(shop)
    }
  }

  private func restoring(_ shop: Shop) async throws {
    let server = try await TestServer.shared()
    let name = "restored_" + UUID().uuidString.prefix(8).lowercased()
    let into = server.address.database(name).connectionString
    func restore(_ snapshot: String, identity: String = "keys/lower.identity", _ more: String...) async -> Outcome {
      await shop.understudy(["restore", snapshot, "--into", into, "--identity", shop.path(identity)] + more)
    }
    // What is refused leaves no database.
    let stranger = await restore("shop@latest", identity: "keys/none")
    #expect(stranger.status == 78)
    #expect(
      stranger.messages == """
        error: the identity SHOP/keys/none cannot be read
          why: it is missing, or its permissions do not allow it
          help: give the file that age-keygen wrote

        """)
    try shop.write("keys/half", "age-encryption.org/v1\n")
    let half = await restore(shop.path("keys/half"))
    #expect(half.status == 1)
    #expect(
      half.messages == """
        error: SHOP/keys/half is no age file, or was changed or cut short
          help: fetch the snapshot again

        """)
    let unknown = await restore("shop@20260101T000000-0000")
    #expect(unknown.status == 74)
    #expect(
      unknown.messages == """
        error: there is no published snapshot of shop@RUN in SHOP/build/snapshots
          help: understudy status shows them

        """)
    #expect(try await server.psql().query("SELECT datname FROM pg_database WHERE datname LIKE '\(name)%'") == "")

    let restored = await restore("shop@latest", "--format", "json")
    #expect(restored.status == 0, "\(restored.messages)")
    #expect(try field("database", of: restored.out) == name)
    let psql = server.psql(server.address.database(name))
    #expect(try await psql.query("SELECT count(*) FROM public.customers") == "3\n")
    let again = await restore("shop@latest")
    #expect(again.status == 77)
    #expect(
      again.messages == """
        error: the database \(name) exists
          why: nothing is ever restored over something
          help: give a new name

        """)
    #expect(try await psql.query("SELECT count(*) FROM public.customers") == "3\n", "it is still there")
  }

  private func isWellFormed(_ path: String) throws -> Bool {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return data.withUnsafeBytes {
      understudy_xml_is_well_formed($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    } == 1
  }

  @Test func aFailedExpectationIsInTheJUnitReport() async throws {
    try await Shop.with { shop in
      let report = shop.path("report.xml")
      let holds = await shop.understudy("validate", "--report", report)
      #expect(holds.status == 0, "\(holds.messages)")
      #expect(
        holds.out == """
          application  case  outcome  expectations  failed  findings
          shop         base  holds               3       0         0

          """)
      #expect(try isWellFormed(report))
      #expect(!(try String(contentsOfFile: report, encoding: .utf8)).contains("<failure"))

      try shop.edit(
        "fixtures/shop/cases/base/expectations.yaml", "email: { changed: true", "email: { unchanged: true")
      try shop.edit(
        "fixtures/shop/cases/base/expectations.yaml", "reference: { unchanged: true }",
        "reference: { matches: \"^[0-9]+$\" }")
      let failed = await shop.understudy("validate", "--format", "json", "--report", report)
      #expect(failed.status == 1)
      #expect(try field("holds", of: failed.out) == "0")
      #expect(
        failed.messages.replacing(/`[a-z.]+[0-9a-f]{20}@example\.(net|org|com)`/) { _ in "`MASKED`" } == """
          SHOP/fixtures/shop/cases/base/expectations.yaml:4:16: error: public.customers.email: 3 of 3 values are not \
          the originals [expectation-failed]
            4 |       email: { unchanged: true, unique: true }
              |                ^~~~~~~~~
            note: the row id = 1 has `MASKED`
            note: the row id = 2 has `MASKED`
            note: the row id = 3 has `MASKED`

          SHOP/fixtures/shop/cases/base/expectations.yaml:5:20: error: public.customers.reference: 3 of 3 values do \
          not match [expectation-failed]
            5 |       reference: { matches: "^[0-9]+$" }
              |                    ^~~~~~~
            note: the row id = 1
            note: the row id = 2
            note: the row id = 3

          2 errors

          """)
      #expect(try isWellFormed(report))
      let text = try String(contentsOfFile: report, encoding: .utf8)
      #expect(text.contains("<failure") && text.contains("expectations.yaml"))
      for canary in ShopFiles.Canary.all { #expect(!text.contains(canary)) }
    }
  }

  @Test func aReportThatCannotBeWrittenIsNamed() async throws {
    try await Shop.with { shop in
      let outcome = await shop.understudy("validate", "--report", shop.path("keys/lower.agekeys/report.xml"))
      #expect(outcome.status == 74)
      #expect(
        outcome.messages == """
          error: SHOP/keys/lower.agekeys/report.xml cannot be written
            help: look at the folder's permissions and the free disk space

          """)
    }
  }
}
