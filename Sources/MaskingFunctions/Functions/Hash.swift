internal import DatabaseCatalog
internal import PostgresSyntax

/// `hash`: a keyed digest of the original.
struct Hash: TextFunction {
  static let name = "hash"
  static let manual = Manual(
    summary: "Puts a keyed digest in the original's place: equal originals stay equal.",
    discussion: """
      Hexadecimal digits of sha256 over the key and the original. Without the key, nothing leads back. How often a value \
      occurs still shows. At most 128 bits are random, however many digits are asked for.
      """,
    parameters: [.init("length", "integer, hexadecimal digits", default: "32", "1 to 128")],
    example: "device_fingerprint: { mask: hash, length: 32 }")

  private let length: Int

  init(_ arguments: inout ArgumentReader) { length = arguments.integer("length", in: 1...128) ?? 32 }

  var knowledge: Knowledge { .keyedDigest }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: bits) }
  var neverReturnsOriginal: Bool { bits >= 64 }
  var poolSize: Int? { bits < 32 ? 1 << Int(bits) : nil }
  var fingerprint: FingerprintKind? { .token }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var longest: Int? { length }
  func widthHelp(room: Int) -> String? { "give a smaller `length`" }

  private var bits: Double { min(128, Double(length) * 4) }

  func text(_ value: SQL, _ draw: Draw) -> SQL { Alphabet.hex.text(length: length, from: draw.digest) }
}
