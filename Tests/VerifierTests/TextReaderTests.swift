import BundleFormat
import Testing

@testable import Verifier

/// Originals are found in texts, whatever stands around them.
@Suite struct TextReaderTests {
  static func reader(names: [String] = [], cards: [String] = [], vocabulary: String = "") throws -> TextReader {
    let key = try #require(MaskingKey(hex: MaskedDatabase.keyText))
    let prf = PRF(key: PRF(key: key)(PRF.Label.fingerprint))
    var set = FingerprintSet()
    for (category, value) in MaskedDatabase.originals + names.map({ (.name, $0) }) + cards.map({ (.iban, $0) }) {
      let bytes = Array(value.utf8)[...]
      let isText = [.email, .name].contains(category)
      set.insert(prf.integer(isText ? NormalForm.text(bytes) : NormalForm.alphanumeric(bytes)), category)
    }
    return TextReader(lookup: OriginalLookup(key: key, fingerprints: set), vocabulary: vocabulary)
  }

  @Test(arguments: [
    "Zelda.Quackenbush@Prod.example", "  zelda.quackenbush@prod.EXAMPLE\n", "ZELDA.QUACKENBUSH@PROD.EXAMPLE",
    "Mail <zelda.quackenbush@prod.example>, thanks.", "write to zelda.quackenbush@prod.example.",
    "mailto:zelda.quackenbush%40prod.example?subject=x", "email='zelda.quackenbush@prod.example'",
    "{\"contact\": {\"email\": \"zelda.quackenbush@prod.example\"}}", "\"zelda.quackenbush\\u0040prod.example\"",
    "{\"log\": \"{\\\"to\\\": \\\"zelda.quackenbush@prod.example\\\"}\"}", "zelda.quackenbush&#64;prod.example",
    "<a mail=\"zelda.quackenbush&#x40;prod.example\"/>", "{a@b.example,zelda.quackenbush@prod.example}",
    #"\x207a656c64612e717561636b656e627573684070726f642e6578616d706c6520"#, "'-zelda.quackenbush@prod.example-'",
  ])
  func anAddressIsFound(_ text: String) throws { try Self.expect(.email, in: text) }

  @Test(arguments: [
    "Quackenbush", "quackenbush", "Dear Mrs QUACKENBUSH,", "zelda_quackenbush", "quackenbush1983",
    "{\"n\":\"Quackenbush\"}",
    "née Quackenbush–Øre", "Müllerström", "MÜLLERSTRÖM", "an müllerström!", "M\\u00fcllerstr\\u00f6m",
  ])
  func aNameIsFound(_ text: String) throws { try Self.expect(.name, in: text) }

  @Test(arguments: [
    "+44 20 7946 0958", "442079460958", "+44-20-7946-0958", "call (+44) 20/79460958 after 5",
    "+44\u{a0}20\u{a0}7946 0958",
    "1. +44.20.7946.0958", "tel:+442079460958;", "{\"p\": \"+44 20 7946 0958\", \"q\": 1}",
    "at 2026-01-02 44 20 7946 0958",
  ])
  func aTelephoneNumberIsFound(_ text: String) throws { try Self.expect(.phone, in: text) }

  @Test(arguments: [
    "GB33BUKB20201555555555", "gb33 bukb 2020 1555 5555 55", "IBAN: GB33 BUKB 2020 1555 5555 55.",
    "iban=GB33BUKB20201555555555&x=1", "from GB33-BUKB-2020-1555-5555-55 to",
  ])
  func anIBANIsFound(_ text: String) throws { try Self.expect(.iban, in: text) }

  @Test(arguments: ["5105 1234 5678 9010", "card 5105123456789010, paid", "5105-1234-5678-9010 exp 12/29"])
  func aCardIsFound(_ text: String) throws {
    var reader = try Self.reader(cards: ["5105-1234-5678-9010"])
    #expect(reader.originals(in: Array(text.utf8), isText: true).contains(.iban))
  }

  @Test(arguments: [
    "sk_live_9f8e7d6c5b4a", "Bearer sk_live_9f8e7d6c5b4a", "https://x.example/?k=sk_live_9f8e7d6c5b4a&z=1",
    "https://x.example/r/sk_live_9f8e7d6c5b4a/confirm", "SK-LIVE-9F8E7D6C5B4A",
    "[\"mo zart-1756/27\"]",
    "{\"a\":\"mo zart-1756\\/27\"}", "token:sk_live_9f8e7d6c5b4a,",
  ])
  func aTokenIsFound(_ text: String) throws { try Self.expect(.token, in: text) }

  /// A token with a blank is known from its quotes, or as a whole.
  @Test func aTokenWithABlankEndsAtQuotes() throws {
    try Self.expect(.token, in: "mo zart-1756/27")
    try Self.expect([], in: "key mo zart-1756/27")
  }

  @Test(arguments: [
    "", "ab", "zelda", "quackenbushes", "zelda@prod.example", "20 7946 0958", "sk_live", "GB33", "user1@example.org",
    "2026-01-01 10:00:00+00", "{\"a\": [1, \"b\\\"c\"]}", "\\", "\\u", "\\ud800", "%", "%4", "&#;", "&#99999999999;",
    "\\x6", "@",
    "🙂🙂🙂", "\"", "\\x",
  ])
  func nothingElseIs(_ text: String) throws { try Self.expect([], in: text) }

  /// Hexadecimal digits and random letters hold short names by chance; what a person writes has a number at an end.
  @Test func aShortNameInsideATokenIsChance() throws {
    var reader = try Self.reader(names: ["Ada", "Grace", "Dee"])
    for text in ["5f3ada09c2d1e84b7760", "f81d4fae-7dec-11d0-a765-00a0c9dee6bf", "k9Grace7Xw2Lp4Qz8", "x1grace2y3z4a"] {
      #expect(reader.originals(in: Array(text.utf8), isText: true) == [], "\(text)")
    }
    for text in ["grace77", "1906grace", "user7grace", "ada", "ada-77", "Grace.77"] {
      #expect(reader.originals(in: Array(text.utf8), isText: true) == .name, "\(text)")
    }
  }

  @Test func aNameOfTheVocabularyIsFoundWhereNoReplacementsStand() throws {
    var reader = try Self.reader(vocabulary: "lane quackenbush")
    let text = Array("Ms Quackenbush, zelda.quackenbush@prod.example".utf8)
    for _ in 1...2 {
      #expect(reader.originals(in: text, isText: true) == [.name, .email])
      #expect(reader.originals(in: text, isText: true, holdsReplacements: true) == .email)
    }
    #expect(reader.originalsInVocabulary() == 1)
  }

  @Test func aNumberIsLookedUpAsAWhole() throws {
    var reader = try Self.reader()
    #expect(reader.originals(in: Array("442079460958".utf8), isText: false) == .phone)
    #expect(reader.originals(in: Array("4420794609581".utf8), isText: false) == [])
  }

  @Test func bytesThatAreNoTextEndNothing() throws {
    var reader = try Self.reader()
    #expect(reader.originals(in: [0xff, 0xc2, 0x41, 0x80, 0xe2, 0x5c, 0x75, 0x30], isText: true) == [])
  }

  private static func expect(_ category: CategorySet, in text: String) throws {
    var reader = try reader()
    let found = reader.originals(in: Array(text.utf8), isText: true)
    if category == .email || category == .name {
      // The address holds the name.
      #expect(found.isSuperset(of: category), "\(text)")
    } else {
      #expect(found == category, "\(text)")
    }
    #expect(reader.originals(in: Array(text.utf8), isText: true) == found)
  }
}

@Suite struct CopyFieldsTests {
  @Test func aLineComesApart() {
    #expect(Self.fields("t\\ta\\tb\\n".replacing("\\t", with: "\t").replacing("\\n", with: "\n")) == ["t", "a", "b"])
    #expect(Self.fields("\\N\t\t\\N\n") == [nil, "", nil])
    #expect(Self.fields(#"a\\N\tb"# + "\t" + #"\\x61"# + "\n") == [#"a\N"# + "\tb", #"\x61"#])
    #expect(Self.fields("x\t\\N") == ["x", nil])
    #expect(Self.fields("\n") == [""])
  }

  private static func fields(_ line: String) -> [String?] {
    Array(line.utf8).withUnsafeBytes { bytes in
      var fields = CopyFields(bytes)
      var result: [String?] = []
      while let field = fields.next() {
        switch field {
        case .null: result.append(nil)
        case .value(let value): result.append(String(decoding: value, as: UTF8.self))
        }
      }
      return result
    }
  }
}
