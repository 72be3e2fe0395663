internal import DatabaseCatalog
internal import PostgresSyntax

/// `postal_code`: a code in a country's form.
struct PostalCode: TextFunction {
  static let name = "postal_code"
  static let manual = Manual(
    summary: "Puts a postal code of a country's form in the original's place.",
    discussion: """
      Between the lowest and the highest code that the country gives, as the posts publish them; not each of them is in use. \
      GB: outward codes of large towns and any inward code. CA: letters as Canada Post uses them.
      """,
    parameters: [
      .init("country", "text, one of \(countries.joined(separator: " "))", default: nil, "ISO 3166 code")
    ],
    example: "postal_code: { mask: postal_code, country: DE }")

  /// Lowest, highest and how to_char writes them.
  private static let ranges: KeyValuePairs<String, (first: Int, last: Int, format: String)> = [
    "AT": (1010, 9992, "FM0000"), "BE": (1000, 9992, "FM0000"), "CH": (1000, 9658, "FM0000"),
    "DE": (1067, 99998, "FM00000"), "DK": (1050, 9990, "FM0000"), "ES": (1001, 52006, "FM00000"),
    "FR": (1000, 95880, "FM00000"), "IT": (10, 98168, "FM00000"), "NO": (10, 9991, "FM0000"),
    "US": (501, 99950, "FM00000"),
  ]
  private static let countries = (ranges.map(\.key) + ["CA", "GB", "NL", "PT"]).sorted()
  private static let outward = """
    AB10 B1 B16 BA1 BD1 BN1 BS1 BT1 CB1 CF10 CH1 CM1 CO1 CT1 CV1 DE1 DH1 DN1 DT1 EH1 EX1 G1 GL1 GU1 HR1 HU1 IP1 IV1 L1 LA1 LE1 \
    LN1 LS1 M1 ME1 MK1 N1 NE1 NG1 NN1 NR1 OX1 PE1 PL1 PO1 PR1 RG1 S1 SA1 SE1 SN1 SO14 SR1 SW1 SY1 TA1 TR1 W1 WD17 WF1 WR1 YO1
    """.split(separator: " ").map(String.init)
  private static let inward = SupportFunction.pick("postal_outward", from: outward)
  private let country: String

  init(_ arguments: inout ArgumentReader) { country = arguments.requiredChoice("country", of: Self.countries) }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  private var range: (first: Int, last: Int, format: String)? { Self.ranges.first { $0.key == country }?.value }
  var poolSize: Int? { range.map { $0.last - $0.first + 1 } ?? 9000 }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var longest: Int? {
    switch country {
    case "CA", "NL": 7
    case "GB", "PT": 8
    default: (range?.format.count ?? 0) - 2
    }
  }
  var textFunctions: [SupportFunction] { country == "GB" ? [Self.inward] : [] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    func number(_ shift: Int, _ size: Int) -> SQL { "(\(draw.bits) >> \(shift) & 2147483647) % \(size)" }
    func letter(_ shift: Int, _ letters: String) -> SQL {
      "pg_catalog.substr(\(literal: letters), 1 + (\(number(shift, letters.count)))::integer, 1)"
    }
    let plain = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    switch country {
    case "CA":
      return """
        \(letter(0, "ABCEGHJKLMNPRSTVXY")) || \(number(5, 10)) || \(letter(9, "ABCEGHJKLMNPRSTVWXYZ")) || ' ' || \
        \(number(14, 10)) || \(letter(18, "ABCEGHJKLMNPRSTVWXYZ")) || \(number(23, 10))
        """
    case "GB":
      return """
        \(Self.inward.call(draw.bits)) || ' ' || \(number(8, 10)) || \(letter(12, "ABDEFGHJLNPQRSTUWXYZ")) \
        || \(letter(17, "ABDEFGHJLNPQRSTUWXYZ"))
        """
    case "NL":
      return "1000 + \(number(0, 9000)) || ' ' || \(letter(15, plain)) || \(letter(20, plain))"
    case "PT":
      return "1000 + \(number(0, 9000)) || '-' || pg_catalog.to_char(\(number(15, 1000)), 'FM000')"
    default:
      let (first, last, format) = range ?? (0, 0, "FM0")
      return "pg_catalog.to_char(\(first) + \(number(0, last - first + 1)), \(literal: format))"
    }
  }
}
