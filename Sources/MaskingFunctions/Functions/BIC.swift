internal import DatabaseCatalog
internal import PostgresSyntax

/// `bic`: a bank's code that reaches no bank.
struct BIC: TextFunction {
  static let name = "bic"
  static let manual = Manual(
    summary: "Puts a bank identifier code in the original's place that reaches no bank.",
    discussion: """
      As in TESTGBR0 or TESTGBR0K3A: in codes of ISO 9362 a 0 in the eighth place marks those for test and training. The \
      country in places five and six stays, or `country` decides; what names none becomes German. Codes of eight \
      characters stay as long, all others have eleven.
      """,
    parameters: [
      .init("country", "text, two capitals or original", default: "original", "ISO 3166 code")
    ],
    example: "bic: bic")

  private let country: String?

  init(_ arguments: inout ArgumentReader) {
    let given = arguments.text("country") ?? "original"
    country = given == "original" ? nil : given
    if let country, !Self.countries.contains(country) {
      arguments.report("\(country) is no country of ISO 3166", help: "write two capitals, as in GB, or original")
    }
  }

  /// The country, and the length.
  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { Self.letters.count }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var longest: Int? { 11 }
  var textFunctions: [SupportFunction] { [] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let places: SQL = "pg_catalog.upper(pg_catalog.substr(pg_catalog.ltrim(\(value)), 5, 2) COLLATE \"C\")"
    let country: SQL =
      self.country.map { SQL.literal($0) }
        ?? """
        CASE WHEN pg_catalog.length(\(places)) = 2 AND pg_catalog.strpos(\(literal: Self.list), ' ' || \(places) || ' ') > 0 \
        THEN \(places) ELSE 'DE' END
        """
    let branch = [16, 24, 32].map { Self.letter(draw.bits, $0) }.joined(separator: " || ")
    return """
      'TEST' || \(country) || \(Self.letter(draw.bits, 8)) || '0' \
      || CASE WHEN pg_catalog.length(pg_catalog.btrim(\(value))) = 8 THEN '' ELSE \(branch) END
      """
  }

  /// Without O, I, 0 and 1, which are read as each other, and X, which begins the code of a main office.
  private static let letters = "ABCDEFGHJKLMNPQRSTUVWYZ23456789"

  private static func letter(_ bits: SQL, _ shift: Int) -> SQL {
    "pg_catalog.substr(\(literal: letters), 1 + ((\(bits) >> \(shift) & 1048575) % \(letters.count))::integer, 1)"
  }

  private static var list: String { " " + countries.joined(separator: " ") + " " }

  /// ISO 3166-1.
  private static let countries = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD \
    CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF \
    GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA \
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI \
    SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
    VN VU WF WS XK YE YT ZA ZM ZW
    """.split(separator: " ").map(String.init)
}
