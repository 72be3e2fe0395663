internal import DatabaseCatalog
internal import PostgresSyntax

/// `random_token`: a token that follows from the row alone.
struct RandomToken: TextFunction {
  static let name = "random_token"
  static let manual = Manual(
    summary: "Puts a token in the original's place that has nothing to do with it.",
    discussion: """
      Drawn from the row's identity under the key: the same row gets the same token every night, equal originals in \
      different rows do not. A letter counts for 5 random bits (hex 4, digits 3), the whole for 128 at most.
      """,
    parameters: TokenForm.parameters,
    example: "secret: { mask: random_token, length: 40, prefix: whsec_ }")

  private let form: TokenForm

  init(_ arguments: inout ArgumentReader) { form = TokenForm(&arguments) }

  var knowledge: Knowledge { .nothing }
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
