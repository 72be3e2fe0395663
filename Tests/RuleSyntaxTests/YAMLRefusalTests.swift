import Diagnostics
import Foundation
import MarkedSources
import RuleSyntax
import Testing

@Suite struct YAMLRefusals {
  @Test(arguments: [
    "application: é\u{1F642}shop⟦yaml-syntax::⟧ x\n",
    "⟦note:a⟧pplication: shop\ntables:\n  a: keep\n ⟦yaml-syntax:b⟧: keep\n",
    "application: ⟦note:\"⟧shop\n⟦yaml-syntax:⟧",
  ])
  func syntax(marked: String) { expectFindings(marked) }

  @Test func anchorsAndAliases() {
    expectFindings(
      """
      application: shop
      tables:
        a: ⟦yaml-alias:&whole⟧ keep
        b: *whole
        ⟦yaml-alias:&key⟧ c: keep
      """)
    expectFindings("application: shop\ntables: ⟦yaml-alias:*⟧nothing\n")
  }

  @Test func aThousandfoldAliasIsNotFollowed() {
    var text = "application: shop\na0: ⟦yaml-alias:&a0⟧ [x, x]\n"
    for level in 1...60 {
      text += "⟦unknown-key:a\(level)⟧: ⟦yaml-alias:&a\(level)⟧ [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
    }
    expectFindings(text.replacing("\na0:", with: "\n⟦unknown-key:a0⟧:"))
  }

  @Test func tags() {
    expectFindings(
      """
      application: ⟦yaml-tag:!!str⟧ shop
      tables:
        a: { columns: ⟦yaml-tag:!x⟧ { id: keep } }
        b: [⟦yaml-tag:!y⟧]
      """.replacing("b: [⟦yaml-tag:!y⟧]", with: "b: { columns: { id: ⟦yaml-tag:!y⟧ } }"))
  }

  @Test func mergeKeys() {
    expectFindings("application: shop\n⟦yaml-merge-key:<<⟧: { coverage: strict }\ntables: { \"<<\": keep }\n")
  }

  @Test func severalDocuments() {
    expectFindings("---\napplication: shop\n⟦yaml-several-documents:-⟧--\napplication: other\n")
  }

  @Test func tabs() {
    expectFindings("application: shop⟦yaml-tab:\t⟧# name\ntables:\n⟦yaml-tab:\t⟧a:\tkeep\n")
  }

  @Test func controlCharacters() {
    expectFindings("application: é⟦yaml-character:\u{7}⟧shop # ⟦yaml-character:\u{FEFF}⟧\n")
    expectFindings("\u{FEFF}application: shop\n⟦unknown-key:é⟧: x\n")
  }

  @Test func keysThatAreNoText() {
    expectFindings(
      "application: shop\n⟦yaml-key:[a, b]⟧: keep\n".replacing("⟦yaml-key:[a, b]⟧", with: "? ⟦yaml-key:[a, b]⟧\n"))
  }

  @Test func duplicateKeysNameBothPlaces() {
    expectFindings(
      """
      application: shop
      ⟦note:tables⟧:
        ⟦note:é⟧: keep
        b: { columns: { ⟦note:id⟧: keep, "⟦duplicate-key:id⟧": keep, c: keep, '⟦duplicate-key:id⟧': keep } }
        ⟦duplicate-key:é⟧: keep
      ⟦duplicate-key:tables⟧: {}
      """
      .replacing("⟦note:id⟧", with: "⟦note:⟦note:id⟧⟧")
      .replacing("\"⟦duplicate-key:id⟧\"", with: "⟦duplicate-key:\"id\"⟧")
      .replacing("'⟦duplicate-key:id⟧'", with: "⟦duplicate-key:'id'⟧"))
  }

  @Test func duplicatesWithoutALetterAreFoundToo() {
    expectFindings("application: shop\ntables: { ⟦duplicate-key:\"⟧\": keep, \"\": keep }\n")
  }

  @Test func bytesThatAreNoUTF8() throws {
    let bytes = Array("a: é\nb: ".utf8) + [0xC3, 0x28] + Array("\n".utf8)
    let error = #expect(throws: DiagnosticsError.self) { try SourceFile(path: "a.yaml", bytes: bytes) }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.id == "yaml-encoding")
    #expect(diagnostic.span?.location == "a.yaml:2:4")
    #expect(try SourceFile(path: "a.yaml", bytes: Array("é".utf8)).text == "é")
  }

  @Test func deepNestingIsRefused() throws {
    let text = "application: " + String(repeating: "[", count: 100_000)
    let error = #expect(throws: DiagnosticsError.self) {
      try RuleDocument.read(SourceFile(path: "a.yaml", text: text)) { _, _ in throw SourceNotFound() }
    }
    #expect(error?.diagnostics.map(\.id) == ["yaml-syntax"])
  }
}
