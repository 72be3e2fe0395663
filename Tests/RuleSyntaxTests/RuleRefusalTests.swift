import Diagnostics
import Foundation
import MarkedSources
import RuleSyntax
import Testing

@Suite struct RuleRefusals {
  @Test func unknownKeysSuggestWhatWasMeant() throws {
    let marked = """
      application: shop
      ⟦unknown-key:coverge⟧: strict
      tables:
        a:
          ⟦unknown-key:row⟧: 3
          columns: { b: { link: l, ⟦unknown-key:fold⟧: [case] } }
      links:
        l: { mask: email, ⟦unknown-key:by⟧: id }
      """.replacing("⟦unknown-key:by⟧", with: "by")
    expectFindings(marked)
    #expect(helps(marked) == ["did you mean `coverage`?", "did you mean `rows`?", "it takes `link`"])
  }

  private func helps(_ marked: String) -> [String?] {
    do {
      _ = try RuleDocument.read(MarkedSource(marked).file) { _, _ in throw SourceNotFound() }
    } catch let error as DiagnosticsError {
      return error.diagnostics.map(\.help)
    } catch {
      Issue.record(error)
    }
    return []
  }

  @Test func missingKeys() {
    expectFindings("⟦missing-key:⟧")
    expectFindings(
      """
      application: shop
      tables:
        a: ⟦missing-key:{ rows: 3 }⟧
        b: { columns: { c: ⟦missing-key:{}⟧, d: { json: ⟦missing-key:{ $.a: keep }⟧ } } }
      patterns:
        - ⟦missing-key:{ mask: keep }⟧
        - ⟦missing-key:{ columns: "*" }⟧
      parameters: { p: ⟦missing-key:{}⟧ }
      statements:
        - ⟦missing-key:{ name: one }⟧
        - ⟦missing-key:{ sql: select 1 }⟧
      accept:
        - ⟦missing-key:⟦missing-key:⟦missing-key:{}⟧⟧⟧
      """)
  }

  @Test func aMissingKeyOfALongMappingIsMarkedAtItsStart() {
    expectFindings("⟦missing-key:search_path⟧: [public]\ntables: {}\n")
  }

  @Test func wrongTypes() {
    expectFindings(
      """
      application: ⟦wrong-type:[shop]⟧
      include: ⟦wrong-type:people.yaml⟧
      search_path: [⟦wrong-type:[a]⟧]
      coverage:⟦wrong-type:⟧
      tables:
        a: ⟦wrong-type:[keep]⟧
        b: { rows: ⟦wrong-type:1e6⟧, columns: ⟦wrong-type:[id]⟧ }
        c: { rows: ⟦wrong-type:"12"⟧, except: ⟦wrong-type:{ a: b }⟧, columns: { d: ⟦wrong-type:[keep]⟧ } }
        d: { columns: { e: { each: ⟦wrong-type:[keep]⟧ }, f: { json: ⟦wrong-type:keep⟧ } } }
        e: { columns: { phone: { mask: ⟦wrong-type:{ mask: phone, country: GB }⟧ } } }
      links: ⟦wrong-type:none⟧
      patterns: ⟦wrong-type:{}⟧
      parameters: { p: ⟦wrong-type:secret⟧ }
      statements: [⟦wrong-type:select 1⟧]
      """)
  }

  @Test func wrongValues() {
    expectFindings(
      """
      application: ⟦wrong-value:a shop⟧
      coverage: ⟦wrong-value:strickt⟧
      tables:
        a: ⟦wrong-value:drop⟧
        b: { rows: ⟦wrong-value:0⟧, strategy: ⟦wrong-value:rewrit⟧, except: ⟦wrong-value:" "⟧, columns: {} }
        c: { rows: ⟦wrong-value:99999999999999999999⟧, columns: { d: { json: { ⟦wrong-value:a.b⟧: keep, otherwise: keep } } } }
      links: { l: { mask: email, fold: [case, ⟦wrong-value:blank⟧] } }
      statements: [{ name: one, sql: select 1, when: ⟦wrong-value:never⟧ }]
      """)
  }

  @Test func decisionsThatExcludeEachOther() {
    expectFindings(
      """
      application: shop
      tables:
        a:
          columns:
            b: { ⟦conflicting-keys:link⟧: l, ⟦note:mask⟧: email }
            c: { ⟦note:derived⟧: "1", ⟦conflicting-keys:each⟧: keep }
      patterns:
        - { tables: "x", ⟦note:table⟧: keep, ⟦conflicting-keys:mask⟧: keep }
        - { tables: "x", ⟦conflicting-keys:columns⟧: "y", ⟦note:table⟧: keep }
      parameters: { p: { ⟦note:env⟧: A, ⟦conflicting-keys:file⟧: b } }
      """)
  }

  @Test func whatComesLater() {
    expectFindings(
      "application: shop\ntables: { a: { columns: { b: { xml: { ⟦wrong-value:a⟧: email, otherwise: keep } }, c: { hstore: ⟦missing-key:{}⟧ } } } }\n"
    )
  }

  @Test func linksWithinLinksAndElsewhere() {
    expectFindings(
      """
      application: shop
      links: { l: ⟦missing-key:{ link: m }⟧ }
      tables: { a: { columns: { b: { json: { otherwise: ⟦missing-key:{ link: l }⟧ } }, c: { each: ⟦missing-key:{ derived: "1" }⟧ } } } }
      """)
  }

  @Test func byInsideValues() {
    expectFindings(
      """
      application: shop
      tables: { a: { columns: { b: { json: { $.a: { mask: email, by: ⟦unknown-key:id⟧ }, otherwise: keep } }, c: { each: { mask: email, by: ⟦unknown-key:id⟧ } } } } }
      """)
  }

  @Test func namesGivenTwice() {
    expectFindings(
      """
      application: shop
      statements:
        - { name: ⟦note:one⟧, sql: select 1 }
        - { name: ⟦duplicate-name:one⟧, sql: select 2 }
      """)
  }
}

@Suite struct Includes {
  /// Reads `main` with the other files at hand, by path.
  private func findings(_ main: String, _ others: [String: String]) throws -> (
    [MarkedSource.Finding], [MarkedSource.Finding], RuleDocument?
  ) {
    let main = MarkedSource(main, path: "main.yaml")
    let others = others.map { MarkedSource($0.value, path: $0.key) }
    let expected = (main.expected + others.flatMap(\.expected)).sorted()
    do {
      let document = try RuleDocument.read(main.file) { path, _ in
        guard let file = ([main] + others).first(where: { $0.file.path == path })?.file else { throw SourceNotFound() }
        return file
      }
      return ([], expected, document)
    } catch let error as DiagnosticsError {
      return (MarkedSource.findings(error.diagnostics, in: error.files), expected, nil)
    }
  }

  @Test func ownPatternsComeFirstAndEachFileIsReadOnce() throws {
    let (found, expected, document) = try findings(
      "application: shop\ninclude: [a.yaml, b.yaml]\npatterns: [{ columns: own, mask: keep }]\n",
      [
        "a.yaml": "include: [b.yaml]\npatterns: [{ columns: a, mask: keep }]\ntables: { t: keep }\n",
        "b.yaml": "patterns: [{ columns: b, mask: keep }]\nlinks: { l: email }\n",
      ])
    #expect(found == expected)
    #expect(document?.patterns.map(\.columns?.value) == ["own", "a", "b"])
    #expect(document?.files.map(\.path) == ["main.yaml", "a.yaml", "b.yaml"])
    #expect(document?.links.map(\.name.span.file) == ["b.yaml"])
    #expect(document?.tables.map(\.name.value) == ["t"])
  }

  @Test func cyclesAreShown() throws {
    let (found, expected, _) = try findings(
      "application: shop\ninclude: [⟦note:a.yaml⟧]\n",
      ["a.yaml": "include: [⟦include-cycle:main.yaml⟧, ⟦include-cycle:a.yaml⟧]\n"]
    )
    #expect(found == (expected + expected.filter { $0.id == "note" }).sorted())
  }

  @Test func aFileThatIsNotThere() throws {
    let (found, expected, _) = try findings("application: shop\ninclude: [⟦include-not-found:peple.yaml⟧]\n", [:])
    #expect(found == expected)
  }

  @Test func anIncludedFileIsNoApplication() throws {
    let (found, expected, _) = try findings(
      "application: shop\ninclude: [a.yaml]\nlinks: { ⟦note:l⟧: email }\n",
      ["a.yaml": "⟦unknown-key:application⟧: other\nlinks: { ⟦duplicate-name:l⟧: email }\n"])
    #expect(found == expected)
  }

  @Test func otherErrorsOfTheLoaderPass() {
    struct Unreadable: Error {}
    #expect(throws: Unreadable.self) {
      try RuleDocument.read(SourceFile(path: "a", text: "application: s\ninclude: [b]\n")) { _, _ in throw Unreadable()
      }
    }
  }
}
