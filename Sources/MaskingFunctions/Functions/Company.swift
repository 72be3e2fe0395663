internal import DatabaseCatalog
internal import PostgresSyntax

/// `company`: the name of a firm.
struct Company: TextFunction {
  static let name = "company"
  static let manual = Manual(
    summary: "Puts the name of a firm in the original's place.",
    discussion: """
      As in Hartley & Booth Ltd: two surnames of the pools and a legal form of the language's country. No firm is meant; by \
      chance there may be one of that name.
      """,
    parameters: [Locale.parameter, Limit.parameter],
    example: "company: { mask: company, locale: de }")

  private let locale: Locale
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    locale = Locale(&arguments)
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: locale.pools.lastNames, variants: locale.pools.lastNames.count) }
  var fingerprint: FingerprintKind? { .name }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { 2 * locale.pools.lastNames.longest + Self.connection.count + 1 + forms.longest }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  var textFunctions: [SupportFunction] { [.lastName(locale), form] }

  private static let connection = " & "
  private var form: SupportFunction { .pick("company_form_\(locale.rawValue)", from: forms) }

  /// As the companies acts of the countries name them.
  private var forms: [String] {
    switch locale {
    case .en: ["Ltd", "plc", "LLP", "Group Ltd"]
    case .de: ["GmbH", "AG", "KG", "OHG", "GmbH & Co. KG"]
    case .fr: ["SARL", "SAS", "SA", "SNC"]
    case .es: ["S.L.", "S.A.", "S.L.U."]
    case .it: ["S.r.l.", "S.p.A.", "S.n.c.", "S.a.s."]
    case .nl: ["B.V.", "N.V.", "V.O.F."]
    case .pt: ["Lda.", "S.A.", "Unipessoal Lda."]
    }
  }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let first = SupportFunction.lastName(locale).call(draw.bits)
    let second = SupportFunction.lastName(locale).call("\(draw.bits) >> 32")
    return limit.cut(
      "\(first) || \(literal: Self.connection) || \(second) || ' ' || \(form.call("\(draw.bits) >> 20"))",
      longest: natural)
  }
}
