internal import DatabaseCatalog
internal import PostgresSyntax

/// `region`: a county, state or province.
struct Region: TextFunction {
  static let name = "region"
  static let manual = Manual(
    summary: "Puts a county, state or province in the original's place.",
    discussion: """
      Of the language's country: English counties, German Länder, French régions, Spanish comunidades, Italian regioni, Dutch \
      provincies, Portuguese distritos. 12 to 39 of them.
      """,
    parameters: [Locale.parameter, Limit.parameter],
    example: "state: { mask: region, locale: it }")

  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: locale.regions) }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { locale.regions.longest }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  private var pick: SupportFunction { .pick("region_\(locale.rawValue)", from: locale.regions) }
  var textFunctions: [SupportFunction] { [pick] }
  func text(_ value: SQL, _ draw: Draw) -> SQL { limit.cut(pick.call(draw.bits), longest: natural) }
}
