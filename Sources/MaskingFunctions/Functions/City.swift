internal import DatabaseCatalog
internal import PostgresSyntax

/// `city`: a town.
struct City: TextFunction {
  static let name = "city"
  static let manual = Manual(
    summary: "Puts a town in the original's place.",
    discussion: "From a pool of 98 to 123 real towns of the language's country (English: of Britain).",
    parameters: [Locale.parameter, Limit.parameter],
    example: "city: { mask: city, by: customer_id }")

  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: locale.pools.cities) }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { locale.pools.cities.longest }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  var textFunctions: [SupportFunction] { [.city(locale)] }
  func text(_ value: SQL, _ draw: Draw) -> SQL {
    limit.cut(SupportFunction.city(locale).call(draw.bits), longest: natural)
  }
}

extension SupportFunction {
  static func city(_ locale: Locale) -> SupportFunction { .pick("city_\(locale.rawValue)", from: locale.pools.cities) }
}
