internal import DatabaseCatalog
internal import PostgresSyntax

/// `iban`: an account number of no bank.
struct IBAN: TextFunction {
  static let name = "iban"
  static let manual = Manual(
    summary: "Puts an international bank account number in the original's place whose bank does not exist.",
    discussion: """
      The length is the country's, the check digits are valid, those of ISO 7064 and in most countries the national ones \
      too. Where bank codes have letters the bank is TEST, else a code whose first digits no bank's code had in 2026, so no \
      account is ever hit. The original's country stays, or `country` decides; what is of no country of the list becomes \
      German. Blanks stay where the original has them. Countries: \(countries.joined(separator: " ")).
      """,
    parameters: [
      .init(
        "country", "text, one of original \(countries.joined(separator: " "))", default: "original",
        "ISO 3166 code; DE leaves most room for unique numbers in 22 characters")
    ],
    example: "iban: { mask: iban, country: DE }")

  private static let countries = IBANForm.all.map(\.country)
  private let form: IBANForm?

  init(_ arguments: inout ArgumentReader) {
    form = arguments.choice("country", of: ["original"] + Self.countries).flatMap(IBANForm.of)
  }

  /// The country.
  var knowledge: Knowledge { form == nil ? .part : .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness {
    .collision(bits: Digit.bits(form?.digits ?? IBANForm.all.map(\.digits).min() ?? 0))
  }
  /// No bank has its bank code.
  var neverReturnsOriginal: Bool { true }
  var fingerprint: FingerprintKind? { .iban }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var longest: Int? { form?.length ?? IBANForm.all.map(\.length).max() }
  func widthHelp(room: Int) -> String? {
    form == nil ? "add `country`: a German one has 22 characters, others 15 to 31" : nil
  }
  var textFunctions: [SupportFunction] { [.iban, .inForm] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let country: SQL =
      form.map { SQL.literal($0.country) }
      ?? "pg_catalog.upper(pg_catalog.left(pg_catalog.ltrim(\(value)), 2) COLLATE \"C\")"
    return "understudy.in_form(\(value), understudy.iban_of(\(country), \(draw.digest)))"
  }
}
