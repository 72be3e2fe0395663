internal import DatabaseCatalog
internal import PostgresSyntax

/// `vat_number`: another number of the same country.
struct VATNumber: TextFunction {
  static let name = "vat_number"
  static let manual = Manual(
    summary: "Puts a VAT number with valid check digits in the original's place.",
    discussion: """
      The country in the original's first two letters stays, or `country` decides for numbers without such; the letters are \
      written where the original has them. Blanks, dots, hyphens and slashes stay in their places. Countries: \
      \(countries.joined(separator: " ")). Numbers of others get another digit for each digit and another letter for each \
      letter behind the country's. No authority keeps numbers for tests: by chance one may be some company's.
      """,
    parameters: [
      .init(
        "country", "text, one of original \(countries.joined(separator: " "))", default: "original",
        "ISO 3166 code")
    ],
    example: "vat_number: { mask: vat_number, country: DE }")

  /// Random bits of a country's numbers, rounded down, and their characters without the country's letters.
  private static let forms: KeyValuePairs<String, (bits: Int, length: Int)> = [
    "AT": (22, 9), "BE": (22, 10), "DE": (26, 9), "DK": (22, 8), "ES": (22, 9), "FI": (22, 8), "FR": (26, 11),
    "GB": (22, 9), "IE": (22, 8), "IT": (29, 11), "LU": (19, 8), "NL": (29, 12), "PL": (28, 10), "PT": (22, 9),
    "SE": (22, 12),
  ]
  private static let countries = forms.map(\.key)
  private let country: String?

  init(_ arguments: inout ArgumentReader) {
    let given = arguments.choice("country", of: ["original"] + Self.countries) ?? "original"
    country = given == "original" ? nil : given
  }

  private var form: (bits: Int, length: Int)? { Self.forms.first { $0.key == country }?.value }

  /// The country, and the form.
  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { form.map { .collision(bits: Double($0.bits)) } ?? .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { 1 << (form?.bits ?? 19) }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var followsSpelling: Bool { true }
  /// With the country's letters.
  var longest: Int? { 2 + (form?.length ?? Self.forms.map(\.value.length).max() ?? 0) }
  var textFunctions: [SupportFunction] { [.vatNumber] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    "understudy.vat_number_of(\(value), \(country.map { SQL.literal($0) } ?? "NULL"), \(draw.bits))"
  }
}

extension SupportFunction {
  /// `vat_number_of(text, text, bigint) text`.
  static let vatNumber = SupportFunction(
    name: "vat_number_of",
    definition: """
      -- A number of the country, else of the one whose letters the original begins with.
      CREATE OR REPLACE FUNCTION understudy.vat_number_of(original text, country text, draw bigint) RETURNS text
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        letters CONSTANT text := pg_catalog.upper(pg_catalog.left(pg_catalog.btrim(original), 2) COLLATE "C");
        digits CONSTANT text := understudy.eighteen_digits(draw);
        -- Six digits, and eight that do not begin with 0.
        six CONSTANT text := pg_catalog.left(digits, 6);
        seven CONSTANT text := 1 + pg_catalog.right(digits, 2)::integer % 9 || six;
        eight CONSTANT text := seven || pg_catalog.substr(digits, 7, 1);
        made text := CASE coalesce(country, letters)
          WHEN 'AT' THEN 'U' || seven || (16 + understudy.luhn_digit(pg_catalog.left(seven, 6)::bigint) - pg_catalog.right(seven, 1)::integer) % 10
          WHEN 'BE' THEN '0' || seven || pg_catalog.lpad((97 - seven::bigint % 97)::text, 2, '0')
          WHEN 'DE' THEN eight || understudy.check_11_10(eight)
          WHEN 'DK' THEN understudy.checked_11(seven, '{2,7,6,5,4,3,2}')
          WHEN 'ES' THEN 'B' || seven || understudy.luhn_digit(seven::bigint)
          WHEN 'FI' THEN understudy.checked_11(seven, '{7,9,10,5,8,4,2}')
          WHEN 'FR' THEN eight || understudy.luhn_digit(eight::bigint)
          WHEN 'GB' THEN seven || pg_catalog.lpad((97 - understudy.weighted_sum(seven, '{8,7,6,5,4,3,2}') % 97)::text, 2, '0')
          WHEN 'IE' THEN seven || pg_catalog.substr('WABCDEFGHIJKLMNOPQRSTUV', 1 + understudy.weighted_sum(seven, '{8,7,6,5,4,3,2}') % 23, 1)
          WHEN 'IT' THEN seven || pg_catalog.lpad((1 + pg_catalog.substr(digits, 8, 4)::integer % 100)::text, 3, '0')
          WHEN 'LU' THEN pg_catalog.left(seven, 6) || pg_catalog.lpad((pg_catalog.left(seven, 6)::integer % 89)::text, 2, '0')
          WHEN 'NL' THEN eight || pg_catalog.substr(digits, 8, 1)
          WHEN 'PL' THEN understudy.checked_11(eight || pg_catalog.substr(digits, 8, 1), '{5,6,4,9,8,7,6,5,4}')
          WHEN 'PT' THEN '5' || seven
          WHEN 'SE' THEN '55' || 2 + pg_catalog.substr(digits, 7, 4)::integer % 8 || six
          END;
      BEGIN
        IF made IS NULL THEN
          RETURN CASE WHEN original COLLATE "C" ~ '^ *[A-Za-z]{2}[ .-]*[0-9]'
            THEN letters || understudy.other_characters(pg_catalog.substr(pg_catalog.ltrim(original), 3), draw)
            ELSE understudy.other_characters(original, draw) END;
        END IF;
        made := CASE coalesce(country, letters)
          WHEN 'FR' THEN pg_catalog.lpad(((made || '12')::bigint % 97)::text, 2, '0') || made
          WHEN 'IT' THEN made || understudy.luhn_digit(made::bigint)
          WHEN 'NL' THEN made || 'B' || pg_catalog.lpad((98 - understudy.mod_97('2321' || made || '1100'))::text, 2, '0')
          WHEN 'PT' THEN made || (11 - understudy.weighted_sum(made, '{9,8,7,6,5,4,3,2}') % 11) % 11 % 10
          WHEN 'SE' THEN made || understudy.luhn_digit(made::bigint) || '01'
          ELSE made END;
        RETURN understudy.in_form(original, CASE WHEN letters = coalesce(country, letters) THEN letters ELSE '' END || made);
      END
      $body$
      """,
    requires: [
      eighteenDigits, luhnDigit, check1110, checked11, weightedSum, mod97, inForm, otherCharacters,
    ])
}
