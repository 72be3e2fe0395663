internal import DatabaseCatalog
internal import PostgresSyntax

/// `street_address`: a street with a number.
struct StreetAddress: TextFunction {
  static let name = "street_address"
  static let manual = Manual(
    summary: "Puts a street and a house number in the original's place.",
    discussion: "From a pool of 78 to 128 street names of a kind that every town has, and numbers from 1 to 199.",
    parameters: [Locale.parameter, Limit.parameter],
    example: "street: { mask: street_address, by: customer_id }")

  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: locale.pools.streets, variants: 199) }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { locale.pools.streets.longest + 5 }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  var textFunctions: [SupportFunction] { [.street(locale)] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let street = SupportFunction.street(locale).call(draw.bits)
    let number: SQL = "1 + (\(draw.bits) >> 32 & 2147483647) % 199"
    let address: SQL =
      switch locale {
      case .en, .fr: "(\(number))::text || ' ' || \(street)"
      case .es, .it, .pt: "\(street) || ', ' || (\(number))::text"
      case .de, .nl: "\(street) || ' ' || (\(number))::text"
      }
    return limit.cut(address, longest: natural)
  }
}

extension SupportFunction {
  static func street(_ locale: Locale) -> SupportFunction {
    .pick("street_\(locale.rawValue)", from: locale.pools.streets)
  }
}
