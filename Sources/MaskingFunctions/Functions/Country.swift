internal import DatabaseCatalog
internal import PostgresSyntax

/// `country`: a country's name or code.
struct Country: TextFunction {
  static let name = "country"
  static let manual = Manual(
    summary: "Puts a country in the original's place, by name or by code.",
    discussion: "One of 30 countries of Europe: names in the language of `locale`, codes of ISO 3166-1.",
    parameters: [
      .init("form", "text, one of name code code3", default: "name", "the name, as in Austria; AT; AUT"),
      Locale.parameter, Limit.parameter,
    ],
    example: "country_code: { mask: country, form: code }")

  private let form: String
  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    form = arguments.choice("form", of: ["name", "code", "code3"]) ?? "name"
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  private var pool: [String] {
    switch form {
    case "code": Locale.countryCodes.map(\.0)
    case "code3": Locale.countryCodes.map(\.1)
    default: locale.countries
    }
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: pool) }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var longest: Int? { limit.longest(pool.longest) }
  func widthHelp(room: Int) -> String? { room < 4 ? "add `form: code`" : Limit.help(room: room) }
  private var pick: SupportFunction {
    .pick(form == "name" ? "country_\(locale.rawValue)" : "country_\(form)", from: pool)
  }
  var textFunctions: [SupportFunction] { [pick] }
  func text(_ value: SQL, _ draw: Draw) -> SQL { limit.cut(pick.call(draw.bits), longest: pool.longest) }
}
