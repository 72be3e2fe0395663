internal import DatabaseCatalog
internal import PostgresSyntax

/// `last_name`: a surname.
struct LastName: TextFunction {
  static let name = "last_name"
  static let manual = Manual(
    summary: "Puts a common surname in the original's place.",
    discussion: "From a pool of 110 to 530 names.",
    parameters: [Locale.parameter],
    example: "last_name: { mask: last_name, locale: de }")

  private let locale: Locale

  init(_ arguments: inout ArgumentReader) { locale = Locale(&arguments) }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { locale.pools.lastNames.count }
  var fingerprint: FingerprintKind? { .name }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var longest: Int? { locale.pools.lastNames.longest }
  var textFunctions: [SupportFunction] { [.lastName(locale)] }
  func text(_ value: SQL, _ draw: Draw) -> SQL { SupportFunction.lastName(locale).call(draw.bits) }
}

extension SupportFunction {
  static func lastName(_ locale: Locale) -> SupportFunction {
    .pick("last_name_\(locale.rawValue)", from: locale.pools.lastNames)
  }
}
