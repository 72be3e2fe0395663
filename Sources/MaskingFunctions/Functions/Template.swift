internal import DatabaseCatalog
internal import Diagnostics
internal import PostgresSyntax

/// `template`: a text with drawn parts.
struct Template: TextFunction {
  static let name = "template"
  static let manual = Manual(
    summary: "Puts a text with drawn parts in the original's place.",
    discussion: """
      Parts stand in braces: {digits:6}, {lower:8}, {upper:3}, {mixed:20} and {hex:12} are so many random characters, lower, \
      upper and mixed with digits among them; {first_name} and {last_name} are from the English pools. {{ and }} are braces. \
      A letter counts for 5 random bits (hex 4, digits 3), all together for 128 at most.
      """,
    parameters: [.init("text", "text", default: nil, "as in \"user-{digits:6}@example.org\"")],
    example: "login: { mask: template, text: \"user-{digits:8}@example.org\" }")

  private enum Part {
    case text(String)
    case letters(Alphabet, Int)
    case firstName, lastName
  }

  private let parts: [Part]

  init(_ arguments: inout ArgumentReader) {
    guard let text = arguments.placedText("text") else {
      parts = []
      return
    }
    var reader = TemplateReader(text)
    parts = reader.parts(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  private var bits: Double {
    min(
      128,
      parts.reduce(0) {
        if case .letters(let alphabet, let length) = $1 { $0 + alphabet.bits(length: length) } else { $0 }
      })
  }
  func uniqueness(for type: ColumnType) -> Uniqueness { bits == 0 ? .lossy : .collision(bits: bits) }
  var neverReturnsOriginal: Bool { bits >= 64 }
  var poolSize: Int? { bits < 32 ? 1 << Int(bits) : nil }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var literals: [String] { parts.compactMap { if case .text(let text) = $0 { text } else { nil } } }
  var longest: Int? {
    parts.reduce(0) {
      switch $1 {
      case .text(let text): $0 + text.unicodeScalars.count
      case .letters(_, let length): $0 + length
      case .firstName: $0 + Locale.en.pools.firstNames.longest
      case .lastName: $0 + Locale.en.pools.lastNames.longest
      }
    }
  }
  func widthHelp(room: Int) -> String? { "ask for fewer characters" }
  var textFunctions: [SupportFunction] { [.firstName(.en), .lastName(.en)] }

  /// Each part from a digest of its own.
  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let made = parts.enumerated().map { number, part -> SQL in
      let digest: SQL =
        "pg_catalog.sha256(pg_catalog.substring(\(draw.digest), 1, 16) || pg_catalog.int4send(\(number)))"
      let roll: SQL = "pg_catalog.get_byte(\(digest), 0) * 256 + pg_catalog.get_byte(\(digest), 1)"
      return switch part {
      case .text(let text): "\(literal: text)"
      case .letters(let alphabet, let length): alphabet.text(length: length, from: digest)
      case .firstName: SupportFunction.firstName(.en).call(roll)
      case .lastName: SupportFunction.lastName(.en).call(roll)
      }
    }
    return made.isEmpty ? "''" : made.joined(separator: " || ")
  }

  /// Takes a template's text apart.
  private struct TemplateReader {
    private let text: PlacedText
    private var rest: Substring

    init(_ text: PlacedText) {
      self.text = text
      rest = text.text[...]
    }

    mutating func parts(_ arguments: inout ArgumentReader) -> [Part] {
      var parts: [Part] = []
      var plain = ""
      while let character = rest.first {
        let offset = text.text.utf8.distance(from: text.text.startIndex, to: rest.startIndex)
        rest = rest.dropFirst()
        guard character == "{" || character == "}", rest.first != character else {
          plain.append(character)
          if character == "{" || character == "}" { rest = rest.dropFirst() }
          continue
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        guard character == "{", let end = rest.firstIndex(of: "}") else {
          arguments.report(
            "a brace of template stands alone", at: text.place(offset..<offset + 1), help: "write {{ or }} for a brace")
          return parts
        }
        let word = rest[..<end]
        rest = rest[rest.index(after: end)...]
        guard let part = Self.part(word) else {
          arguments.report(
            "{\(word)} is no part of a template", at: text.place(offset..<offset + word.utf8.count + 2),
            help:
              "as in {digits:6}, {lower:8}, {upper:3}, {mixed:20}, {hex:12}, {first_name}, {last_name}; 1 to 128 characters"
          )
          return parts
        }
        parts.append(part)
      }
      return plain.isEmpty ? parts : parts + [.text(plain)]
    }

    private static func part(_ word: Substring) -> Part? {
      if word == "first_name" { return .firstName }
      if word == "last_name" { return .lastName }
      let halves = word.split(separator: ":", omittingEmptySubsequences: false)
      guard halves.count == 2, let alphabet = Alphabet(rawValue: String(halves[0])), let length = Int(halves[1]),
        (1...128).contains(length)
      else { return nil }
      return .letters(alphabet, length)
    }
  }
}
