internal import DatabaseCatalog
internal import PostgresSyntax

/// `full_name`: a given name and a surname.
struct FullName: TextFunction {
  static let name = "full_name"
  static let manual = Manual(
    summary: "Puts a given name and a surname in the original's place.",
    discussion: "From the pools of first_name and last_name. Titles and middle names are not kept.",
    parameters: [Locale.parameter, Limit.parameter],
    example: "recipient: { mask: full_name, by: customer_id }")

  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? {
    limit.size(of: locale.pools.firstNames, variants: locale.pools.lastNames.count)
  }
  var fingerprint: FingerprintKind? { .name }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { locale.pools.firstNames.longest + 1 + locale.pools.lastNames.longest }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  var textFunctions: [SupportFunction] { [.firstName(locale), .lastName(locale)] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let first = SupportFunction.firstName(locale).call(draw.bits)
    let last = SupportFunction.lastName(locale).call("\(draw.bits) >> 32")
    return limit.cut("\(first) || ' ' || \(last)", longest: natural)
  }
}
