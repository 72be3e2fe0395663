import DatabaseCatalog
import Foundation
import MaskingFunctions
import PostgresSyntax
import TestServers
import Testing

@Suite("scrub")
struct ScrubTests {
  static let letter = """
    Hello,\r\n\tmy parcel never came. Reach me on +999 412 1234567 or ZORVANET.1@MAILHOST-ORIG.test.
    Zorvanet Brakkendorfius (née O'Vraxinessy), 1 Uthzarrowmere Square - Łuzkowiczqa 魚住 "Ærøskøbing"!
    """

  @Test(
    "With keep_length, words, capitals, blanks and punctuation stay, and no word does",
    arguments: TestServer.Version.allCases)
  func shape(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let scrub = try mask("scrub", ["keep_length": .text("true")])
    let masked = try #require(try await database.masked(scrub, [Self.letter])[0])
    #expect(masked.unicodeScalars.count == Self.letter.unicodeScalars.count)
    for (new, old) in zip(masked.unicodeScalars, Self.letter.unicodeScalars) {
      switch old {
      case "A"..."Z": #expect(("A"..."Z").contains(new))
      case "a"..."z": #expect(("a"..."z").contains(new))
      case "0"..."9": #expect(new == "0")
      case "@": #expect(new == ".")
      case _ where old.value > 127: #expect(("a"..."z").contains(new) || ("A"..."Z").contains(new))
      default: #expect(new == old)
      }
    }
    let old = Set(words(Self.letter))
    let new = Set(words(masked))
    #expect(old.isDisjoint(with: new), "\(old.intersection(new))")
  }

  private func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 2 }
  }

  @Test("No piece of three letters or more is a name of the pools")
  func nobody() {
    let pieces = FakeVocabulary.pieces
    #expect(pieces.count > 2000)
    #expect(pieces.isDisjoint(with: FakeVocabulary.names))
  }

  @Test("Huge texts and huge words", arguments: [.pg15, .pg18] as [TestServer.Version])
  func huge(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let scrub = try mask("scrub", ["keep_length": .text("true")])
    let texts: [String?] = [
      String(repeating: "Zorvanet was here. ", count: 50_000), String(repeating: "x", count: 1_000_000),
      String(repeating: "魚", count: 100_000), String(repeating: ".", count: 1000), "a", "A", "7",
      String(repeating: "q", count: 31),
    ]
    let masked = try await database.masked(scrub, texts)
    #expect(masked.map { $0?.unicodeScalars.count } == texts.map { $0?.unicodeScalars.count })
    #expect(masked[0]?.contains("Zorvanet") == false && masked[1]?.contains("xx") == false)
  }

  @Test("Other rows get other words")
  func rows() async throws {
    let database = try await MaskingDatabase()
    let scrub = try mask("scrub", ["keep_length": .text("true")])
    let masked = try await database.masked(scrub, "Zorvanet Brakkendorfius called", rows: 200)
    #expect(Set(masked).count > 190)
    #expect(!masked.contains { $0.lowercased().contains("zorvanet") })
  }

  @Test("Without keep_length: sentences that do not follow the original")
  func sentences() async throws {
    let database = try await MaskingDatabase()
    let scrub = try mask("scrub")
    let short = try await database.masked(scrub, "x", rows: 500)
    let long = try await database.masked(scrub, String(repeating: "Zorvanet ", count: 1000), rows: 500)
    #expect(short == long)
    #expect(Set(short).count > 200)
    let counts = Dictionary(grouping: short) { $0.count { $0 == "." } }.mapValues(\.count)
    #expect(counts.keys.sorted() == [1, 2, 3] && counts.values.allSatisfy { $0 > 100 })
    let one = try await database.masked(mask("scrub", ["sentences": .text("1")]), "x", rows: 100)
    #expect(one.allSatisfy { $0.count { $0 == "." } == 1 && $0.count <= 63 })
  }
}
