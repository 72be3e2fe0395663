import Foundation
import TestServers
import Testing

/// What was typed wrongly is 64, with what was probably meant.
@Suite struct UsageTests {
  @Test(arguments: [
    (["apply", "BUNDLE"], "Name the database: --database URL, or PGDATABASE or PGSERVICE in the environment."),
    (["verify", "BUNDLE"], "Name the database: --database URL, or PGDATABASE or PGSERVICE in the environment."),
    (["apply"], "Missing expected argument '<bundle>'"),
    (["apply", "BUNDLE", "--workers", "0"], "--workers is a number from 1 to 64."),
    (["compile", "--schema", "schema.sql"], "--schema is one application's: name that application."),
    (["compile", "--database", "postgresql:///x"], "--database is one application's: name that application."),
    (
      ["compile", "shop", "--database", "postgresql:///x", "--schema", "x.sql"],
      "--schema or --database: give one of them."
    ),
    (["status", "--format", "xml"], "The value 'xml' is invalid for '--format <format>'"),
    (["restore", "shop@latest", "--into", "postgresql:///x"], "Missing expected argument '--identity <file>'"),
    (
      ["adopt", "--database", "postgresql:///x", "--application", "shop"],
      "Missing expected argument '--confirm <name>'"
    ),
  ])
  func whatIsMissingOrWrongIsNamed(_ arguments: [String], _ message: String) async throws {
    try await Shop.with { shop in
      let before = shop.files()
      let outcome = await shop.understudy(arguments.map { $0 == "BUNDLE" ? shop.bundle : $0 })
      #expect(outcome.status == 64)
      #expect(outcome.messages.hasPrefix("Error: \(message)"))
      #expect(outcome.messages.contains("Usage: understudy "))
      #expect(outcome.out == "")
      #expect(shop.files() == before)
    }
  }

  @Test(arguments: [
    (["explain", "unknow-key"], "There is no diagnostic unknow-key; did you mean `unknown-key`?"),
    (["explain", "zzz"], "There is no diagnostic zzz."),
    (["functions", "emial"], "There is no masking function emial; did you mean `email`?"),
    (["functions", "zzz"], "There is no masking function zzz."),
  ])
  func whatTheManualDoesNotKnowHasASuggestion(_ arguments: [String], _ message: String) async {
    let outcome = await understudy(arguments[0], arguments[1])
    #expect(outcome.status == 64)
    #expect(outcome.messages.hasPrefix("Error: \(message)\n"))
    #expect(outcome.out == "")
  }

  @Test func theManualIsInTheTerminal() async throws {
    let ids = await understudy("explain")
    #expect(ids.status == 0)
    #expect(ids.out.split(separator: "\n").contains("unknown-key"))
    for id in ids.out.split(separator: "\n") {
      let page = await understudy("explain", String(id))
      #expect(page.status == 0)
      #expect(page.out.contains(id) && page.messages.isEmpty)
    }
    let functions = await understudy("functions")
    #expect(functions.status == 0)
    let names = functions.out.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.contains("email") && names.contains("date_shift"))
    for name in names {
      let page = await understudy("functions", name)
      #expect(page.status == 0)
      #expect(page.out.hasPrefix("\(name)\n\n") && page.out.contains("\nExample\n"))
    }
  }
}
