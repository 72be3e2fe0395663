import Testing

@testable import FixtureValidation

@Suite struct ValueShapeTests {
  @Test(arguments: [
    ("Ann.Miller@corp.com", "A**.M*****@****.com"), ("x@y.de", "a@*.***"), ("Ada Lovelace", "A** L*******"),
    ("+44 20 7946", "+99 99 9999"), ("", ""), ("line\nbreak", "a*** b****"),
  ])
  func aShapeShowsNoValue(value: String, shape: String) {
    let shown = ValueShape.of(value)
    #expect(shown.count == shape.count)
    let letters = shown.filter(\.isLetter)
    #expect(letters.allSatisfy { "Aacomdebrgnt".contains($0) })
    #expect(!shown.contains(/[B-Z]/))
  }

  @Test func anAddressKeepsItsForm() {
    #expect(ValueShape.of("Ann@corp.com") == "A**@****.com")
    #expect(ValueShape.of("ann@corp.secret") == "a**@****.***")
  }

  @Test func longTextsAreCut() { #expect(ValueShape.of(String(repeating: "x", count: 500)).count == 61) }

  @Test func documentsDifferByPath() {
    let changes = DocumentDifference.changes(
      from: #"{"a": {"mail": "x@y"}, "list": [1, 2], "same": true, "gone": 1}"#,
      to: #"{"a": {"mail": "z@y"}, "list": [1, 3, null], "same": true}"#)
    #expect(
      changes?.map { "\($0.path) \($0.before ?? "-") \($0.after ?? "-")" } == [
        "$.a.mail x@y z@y", "$.gone 1 -", "$.list[1] 2 3", "$.list[2] - null",
      ])
    #expect(DocumentDifference.changes(from: "{", to: "{}") == nil)
  }
}
