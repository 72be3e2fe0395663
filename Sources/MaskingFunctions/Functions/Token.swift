internal import DatabaseCatalog
internal import PostgresSyntax

/// What `token` and `random_token` have in common: letters of an alphabet behind a prefix.
struct TokenForm {
  static let parameters: [Manual.Parameter] = [
    .init("length", "integer, characters", default: "32", "1 to 128, without the prefix"),
    .init(
      "alphabet", "text, one of lower upper mixed hex digits", default: "lower",
      "letters and digits, if not said otherwise"),
    .init("prefix", "text", default: "none", "stands before every token, as in sk_test_"),
  ]

  let length: Int
  let alphabet: Alphabet
  let prefix: String

  init(_ arguments: inout ArgumentReader) {
    length = arguments.integer("length", in: 1...128) ?? 32
    alphabet =
      arguments.choice("alphabet", of: Alphabet.allCases.map(\.rawValue)).flatMap(Alphabet.init(rawValue:)) ?? .lower
    prefix = arguments.text("prefix") ?? ""
  }

  var bits: Double { alphabet.bits(length: length) }
  var longest: Int { prefix.unicodeScalars.count + length }
  /// Where two draws may well be equal.
  var poolSize: Int? { bits < 32 ? 1 << Int(bits) : nil }

  func text(_ digest: SQL) -> SQL {
    let letters = alphabet.text(length: length, from: digest)
    return prefix.isEmpty ? letters : "\(literal: prefix) || \(letters)"
  }
}

/// `token`: a token that follows from the original.
struct Token: TextFunction {
  static let name = "token"
  static let manual = Manual(
    summary: "Puts a token in the original's place; equal originals get equal tokens.",
    discussion: """
      Like hash, with an alphabet and a prefix: for keys that other columns repeat. How often a value occurs still shows; \
      random_token hides that. A letter counts for 5 random bits (hex 4, digits 3), the whole for 128 at most.
      """,
    parameters: TokenForm.parameters,
    example: "code: { mask: token, length: 24 }")

  private let form: TokenForm

  init(_ arguments: inout ArgumentReader) { form = TokenForm(&arguments) }

  var knowledge: Knowledge { .keyedDigest }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: form.bits) }
  var neverReturnsOriginal: Bool { form.bits >= 64 }
  var poolSize: Int? { form.poolSize }
  var fingerprint: FingerprintKind? { .token }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var longest: Int? { form.longest }
  func widthHelp(room: Int) -> String? { "give a smaller `length`" }
  func text(_ value: SQL, _ draw: Draw) -> SQL { form.text(draw.digest) }
}
