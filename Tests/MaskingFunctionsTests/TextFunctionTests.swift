import DatabaseCatalog
import Foundation
import MaskingFunctions
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

@Suite("Masking functions of texts")
struct TextFunctionTests {
  @Test("keep keeps, null empties, constant and parameter replace")
  func simple() async throws {
    let database = try await MaskingDatabase()
    let originals: [String?] = [nil, "", "Ž 'x'"]
    #expect(try await database.masked(mask("keep"), originals) == originals)
    #expect(try await database.masked(mask("null"), originals) == [nil, nil, nil])
    let constant = try mask("constant", ["value": .text("it's \\ so")])
    #expect(try await database.masked(constant, originals) == [nil, "it's \\ so", "it's \\ so"])
    let parameter = try mask("parameter", ["name": .text("secret")])
    #expect(try await database.masked(parameter, originals) == [nil, "from outside", "from outside"])
  }

  @Test("A parameter that nobody gave is an error, not an empty text")
  func missingParameter() async throws {
    let database = try await MaskingDatabase()
    let parameter = try mask("parameter", ["name": .text("forgotten")])
    await #expect(throws: PostgresError.self) { try await database.masked(parameter, ["x"]) }
  }

  @Test("constant and choice take the column's type")
  func types() async throws {
    let database = try await MaskingDatabase()
    try await database.connection.query("CREATE TYPE understudy.mood AS ENUM ('calm', 'cross')")
    let mood = ColumnType(
      text: "understudy.mood", baseName: "mood", baseSchema: "understudy", enumLabels: ["calm", "cross"])
    let constant = try mask("constant", ["value": .text("calm")])
    #expect(try await database.masked(constant, [nil, "cross"], as: mood) == [nil, "calm"])
    let choice = try mask("choice", ["of": .list([.init(.text("calm"), at: span), .init(.text("cross"), at: span)])])
    #expect(try await Set(database.masked(choice, Array(repeating: "calm", count: 40), as: mood)) == ["calm", "cross"])
    #expect(try await database.masked(mask("constant", ["value": .text("7")]), ["1"], as: .named("int8")) == ["7"])
    let odd = try mask("constant", ["value": .text("happy")])
    #expect(odd.problems(for: .of(mood)).map(\.id) == ["mask-enum"])
    #expect(constant.problems(for: .of(mood)).isEmpty)
    let blank = try mask("constant", ["value": .text(" ")])
    for name in ["bool", "float8", "inet", "timestamptz", "jsonb"] {
      #expect(blank.problems(for: .of(.named(name))).map(\.id) == ["mask-type"], "\(name)")
    }
    let list = ColumnType(text: "text[]", baseName: "text", isArray: true)
    #expect(blank.problems(for: .of(list)).map(\.id) == ["mask-type"])
    #expect(blank.problems(for: .of(.plainText)).isEmpty && blank.problems(for: .of(.named("bytea"))).isEmpty)
  }

  @Test("choice draws evenly")
  func choice() async throws {
    let database = try await MaskingDatabase()
    let choice = try mask("choice", ["of": .list(["a", "b", "c"].map { .init(.text($0), at: span) })])
    let masked = try await database.masked(choice, "x", rows: 3000)
    for counted in Dictionary(grouping: masked, by: { $0 }).values { #expect((850...1150).contains(counted.count)) }
    #expect(choice.poolSize == 3)
  }

  @Test(
    "hash, token and random_token have the letters and the length that they say", arguments: TestServer.Version.allCases
  )
  func tokens(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let letters = [
      "lower": "^[a-z0-9]*$", "upper": "^[A-Z0-9]*$", "mixed": "^[A-Za-z0-9]*$", "hex": "^[0-9a-f]*$",
      "digits": "^[0-9]*$",
    ]
    for (alphabet, pattern) in letters {
      for length in [1, 16, 21, 22, 32, 33, 42, 43, 64, 65, 84, 85, 128] {
        let token = try mask(
          "token", ["alphabet": .text(alphabet), "length": .text("\(length)"), "prefix": .text("p_")])
        let masked = try await database.masked(token, "x", rows: 20)
        for value in masked {
          #expect(value.hasPrefix("p_") && value.count == length + 2, "\(alphabet) \(length)")
          #expect(value.dropFirst(2).range(of: pattern, options: .regularExpression) != nil, "\(alphabet) \(length)")
        }
        if length >= 16 { #expect(Set(masked).count == 20, "\(alphabet) \(length)") }
      }
    }
    for length in [1, 32, 33, 64, 65, 128] {
      let masked = try await database.masked(mask("hash", ["length": .text("\(length)")]), "x", rows: 5)
      #expect(masked.allSatisfy { $0.count == length })
    }
  }

  @Test("Tokens repeat no stretch of themselves")
  func longTokens() async throws {
    let database = try await MaskingDatabase()
    let token = try mask("token", ["length": .text("128")])
    let value = try #require(try await database.masked(token, "x", rows: 1).first)
    let halves = Set((0..<8).map { String(value.dropFirst($0 * 16).prefix(16)) })
    #expect(halves.count == 8)
  }

  @Test("Letters of tokens carry the random bits that are declared")
  func entropy() async throws {
    let database = try await MaskingDatabase()
    for (alphabet, bits) in [("lower", 5.0), ("upper", 5.0), ("mixed", 5.0), ("hex", 4.0), ("digits", 3.0)] {
      let token = try mask("random_token", ["alphabet": .text(alphabet), "length": .text("20")])
      #expect(token.uniqueness(for: .plainText) == .collision(bits: bits * 20))
      let masked = try await database.masked(token, "x", rows: 3000)
      // Case is folded, as an index on lower(…) would.
      let letters = masked.flatMap { $0.lowercased().map { $0 } }
      let counts = Dictionary(grouping: letters) { $0 }.values.map { Double($0.count) / Double(letters.count) }
      let collisionBits = -log2(counts.reduce(0) { $0 + $1 * $1 })
      #expect(collisionBits >= bits - 0.01, "\(alphabet)")
    }
  }

  @Test("uuid has version 4 and its variant, as uuid and as text", arguments: TestServer.Version.allCases)
  func uuid(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let form = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
    let originals: [String?] = (0..<50).map { _ in "00000000-0000-0000-0000-000000000000" } + [nil]
    for type in [ColumnType.named("uuid"), .plainText] {
      let masked = try await database.masked(mask("uuid"), originals, as: type)
      #expect(masked.last == .some(nil))
      #expect(masked.compactMap { $0 }.allSatisfy { $0.range(of: form, options: .regularExpression) != nil })
      #expect(Set(masked).count == 51)
    }
  }

  @Test("partial keeps the ends and the length, and nothing of what is too short")
  func partial() async throws {
    let database = try await MaskingDatabase()
    let iban = try mask("partial", ["keep_start": .text("2"), "keep_end": .text("3"), "with": .text("#")])
    let masked = try await database.masked(iban, ["DE89370400440532013000", "ABCDE", "ABCDEF", "żół", nil])
    #expect(masked == ["DE#################000", "#####", "AB#DEF", "###", nil])
    #expect(try await database.masked(mask("partial"), ["secret"]) == ["******"])
  }

  @Test("digits changes every text with a digit, and keeps its form", arguments: TestServer.Version.allCases)
  func digits(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let originals: [String?] = [
      "0", "9", "4111 1111 1111 1111", "SW1A 1AA", "no digit", "12345678901234567890123456789012345678901234567890",
      "0000000000000000000", "٣ 7", "999999999999999999",
    ]
    for night in 1...5 {
      let masked = try await database.masked(mask("digits"), originals, night: night)
      for (new, original) in zip(masked, originals) {
        let new = try #require(new)
        let original = try #require(original)
        #expect(form(new) == form(original))
        #expect((new == original) == (original == "no digit"))
      }
    }
    let spread = try await database.masked(mask("digits"), "77", rows: 5000)
    #expect(Set(spread).count == 99 && !spread.contains("77"))
  }

  private func form(_ text: String) -> String { String(text.map { $0.isWholeNumber ? "0" : $0 }) }

  @Test(
    "E-mail addresses are on reserved domains, unique, and of the promised width",
    arguments: TestServer.Version.allCases)
  func email(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let withName = try await database.masked(mask("email"), "x", rows: 3000)
    #expect(Set(withName).count == 3000)
    let form = "^[a-z]+[.][a-z]+[.][0-9a-f]{20}@example[.](com|org|net)$"
    #expect(withName.allSatisfy { $0.range(of: form, options: .regularExpression) != nil })
    let short = try await database.masked(mask("email", ["names": .text("false")]), "x", rows: 100)
    #expect(
      short.allSatisfy { $0.range(of: "^[0-9a-f]{20}@example[.](com|org|net)$", options: .regularExpression) != nil })
    #expect(Set(withName.map { $0.split(separator: "@")[1] }).count == 3)
  }

  @Test("Telephone numbers come from reserved ranges")
  func phone() async throws {
    let database = try await MaskingDatabase()
    let forms = [
      "GB": "^[+]44 (7700 900|1632 960|20 7946 0|11[3-8] 496 0|1[2-6]1 496 0|191 498 0|28 9649 6|29 2018 0)[0-9]{3}$",
      "US": "^[+]1 [2-4][0-9]{2} 555 01[0-9]{2}$", "CA": "^[+]1 [2-9][0-9]{2} 555 01[0-9]{2}$",
      "DE": "^[+]49 (30 23125|69 90009|40 66969|221 4710|89 99998) [0-9]{3}$",
      "FR": "^[+]33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) [0-9]{2} [0-9]{2}$",
      "AU": "^[+]61 [2378] (5550|7010) [0-9]{4}$", "SE": "^[+]46 (31 390|70 174) 06 (0[5-9]|[1-9][0-9])$",
    ]
    for (country, form) in forms {
      let function = try mask("phone", ["country": .text(country)])
      let masked = try await database.masked(function, "x", rows: 2000)
      #expect(masked.allSatisfy { $0.range(of: form, options: .regularExpression) != nil }, "\(country) \(masked[0])")
      let size = try #require(function.poolSize)
      #expect(Set(masked).count > min(size, 2000) / 2)
      let compact = try await database.masked(
        mask("phone", ["country": .text(country), "spaces": .text("false")]), "x", rows: 2000)
      #expect(compact == masked.map { $0.replacing(" ", with: "") })
    }
  }
}
