internal import DatabaseCatalog
internal import PostgresSyntax

/// `last_name`: a surname.
struct LastName: TextFunction {
  static let name = "last_name"
  static let manual = Manual(
    summary: "Puts a common surname in the original's place.",
    discussion: "From a pool of 110 to 530 names.",
    parameters: [Locale.parameter, Limit.parameter],
    example: "last_name: { mask: last_name, locale: de }")

  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: locale.pools.lastNames) }
  var fingerprint: FingerprintKind? { .name }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { locale.pools.lastNames.longest }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  var textFunctions: [SupportFunction] { [.lastName(locale)] }
  func text(_ value: SQL, _ draw: Draw) -> SQL {
    limit.cut(SupportFunction.lastName(locale).call(draw.bits), longest: natural)
  }
}

extension SupportFunction {
  static func lastName(_ locale: Locale) -> SupportFunction {
    .pick("last_name_\(locale.rawValue)", from: locale.pools.lastNames)
  }
}
