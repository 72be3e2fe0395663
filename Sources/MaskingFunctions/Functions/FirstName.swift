internal import DatabaseCatalog
internal import PostgresSyntax

/// `first_name`: a given name.
struct FirstName: TextFunction {
  static let name = "first_name"
  static let manual = Manual(
    summary: "Puts a common given name in the original's place.",
    discussion: "From a pool of 170 to 285 names. Names say nothing of the original's sex or origin.",
    parameters: [Locale.parameter, Limit.parameter],
    example: "first_name: { mask: first_name, locale: fr }")

  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: locale.pools.firstNames) }
  var fingerprint: FingerprintKind? { .name }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { locale.pools.firstNames.longest }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  var textFunctions: [SupportFunction] { [.firstName(locale)] }
  func text(_ value: SQL, _ draw: Draw) -> SQL {
    limit.cut(SupportFunction.firstName(locale).call(draw.bits), longest: natural)
  }
}

extension SupportFunction {
  static func firstName(_ locale: Locale) -> SupportFunction {
    .pick("first_name_\(locale.rawValue)", from: locale.pools.firstNames)
  }

  /// A call of it with one argument.
  func call(_ argument: SQL) -> SQL { "understudy.\(Identifier(name))(\(argument))" }
}

extension [String] {
  /// Characters of the longest, as PostgreSQL counts them.
  var longest: Int { map(\.unicodeScalars.count).max() ?? 0 }
}
