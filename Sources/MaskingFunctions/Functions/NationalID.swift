internal import DatabaseCatalog
internal import PostgresSyntax

/// `national_id`: a person's number that is given to nobody.
struct NationalID: TextFunction {
  static let name = "national_id"
  static let manual = Manual(
    summary: "Puts a national identification number in the original's place that is given to nobody.",
    discussion: """
      With `country` its check digits are valid, and it lies where no person's number does. BE: births 998 and 999 of a day. \
      DE: tax ids that begin with 0, which are for tests. ES: identity cards from 99 million up. FI: births 900 and more, \
      which are for temporary use. FR: of the department 00. GB: of the prefix QQ. IT: of the place A000. NL: from 9999 up, \
      which is for tests. NO: months from 81 up, which are for tests. PL: born after 2200. PT: tax numbers from 40 to 44. US: \
      areas from 900 up, groups below 50. Some software refuses such numbers. Blanks, dots and hyphens stay in their places. \
      Without `country` each digit becomes another digit and each letter another letter, and nothing is checked. A column \
      that is unique needs more than such numbers have: take permute, or token.
      """,
    parameters: [
      .init(
        "country", "text, one of original \(countries.joined(separator: " "))", default: "original",
        "ISO 3166 code; original: the same form")
    ],
    example: "tax_id: { mask: national_id, country: DE }")

  /// Random bits of a country's numbers, rounded down, and their characters.
  private static let forms: KeyValuePairs<String, (bits: Int, length: Int)> = [
    "BE": (16, 11), "DE": (24, 11), "ES": (19, 9), "FI": (21, 11), "FR": (31, 15), "GB": (21, 9), "IT": (41, 16),
    "NL": (13, 9), "NO": (24, 11), "PL": (28, 11), "PT": (22, 9), "US": (25, 9),
  ]
  private static let countries = forms.map(\.key)
  private let country: String?

  init(_ arguments: inout ArgumentReader) {
    let given = arguments.choice("country", of: ["original"] + Self.countries) ?? "original"
    country = given == "original" ? nil : given
  }

  private var form: (bits: Int, length: Int)? { Self.forms.first { $0.key == country }?.value }

  /// The form, where it is kept.
  var knowledge: Knowledge { country == nil ? .part : .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { form.map { .collision(bits: Double($0.bits)) } ?? .lossy }
  var neverReturnsOriginal: Bool { country == nil }
  func leavesAlone(_ value: SQL, type: ColumnType) -> SQL? {
    country == nil ? "\(value)::text COLLATE \"C\" !~ '[^\\x01-/:-@\\[-`{-\\x7f]'" : nil
  }
  var poolSize: Int? { form.map { 1 << $0.bits } }
  /// Numbers of the same form may be others' originals.
  var fingerprint: FingerprintKind? { country == nil ? nil : .token }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var followsSpelling: Bool { country == nil }
  var longest: Int? { form?.length }
  var textFunctions: [SupportFunction] { country == nil ? [.otherCharacters] : [.nationalID, .inForm] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    guard let country else { return "understudy.other_characters(\(value), \(draw.bits))" }
    let made: SQL = "understudy.national_id_of(\(literal: country), \(draw.bits))"
    // The hyphen of Finland's is a part of it.
    return country == "FI" ? made : "understudy.in_form(\(value), \(made))"
  }
}

extension SupportFunction {
  /// `national_id_of(text, bigint) text`.
  static let nationalID = SupportFunction(
    name: "national_id_of",
    definition: """
      CREATE OR REPLACE FUNCTION understudy.national_id_of(country text, draw bigint) RETURNS text
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        digits text := understudy.eighteen_digits(draw);
        year CONSTANT text := pg_catalog.left(digits, 2);
        month CONSTANT integer := 1 + pg_catalog.substr(digits, 3, 2)::integer % 12;
        day CONSTANT integer := 1 + pg_catalog.substr(digits, 5, 2)::integer % 28;
        six CONSTANT text := pg_catalog.right(digits, 6);
        made text;
        serial integer;
        place integer;
      BEGIN
        CASE country
        WHEN 'BE' THEN
          made := year || pg_catalog.to_char(month, 'FM00') || pg_catalog.to_char(day, 'FM00') || 998 + six::integer % 2;
          RETURN made || pg_catalog.to_char(97 - made::bigint % 97, 'FM00');
        WHEN 'DE' THEN
          -- All digits but 0 in some order, then one of them is another one's or 0: a digit comes twice.
          made := '';
          serial := (draw & 9223372036854775807) % 362880;
          digits := '123456789';
          FOR rest IN REVERSE 9 .. 1 LOOP
            made := made || pg_catalog.substr(digits, 1 + serial % rest, 1);
            digits := pg_catalog.overlay(digits, '', 1 + serial % rest, 1);
            serial := serial / rest;
          END LOOP;
          made := '0' || made;
          place := 1 + six::integer % 9;
          made := pg_catalog.overlay(made, pg_catalog.substr(made, 1 + (place + 1 + six::integer / 9 % 9) % 10, 1), 1 + place, 1);
          RETURN made || understudy.check_11_10(made);
        WHEN 'ES' THEN
          RETURN '99' || six || pg_catalog.substr('TRWAGMYFPDXBNJZSQVHLCKE', 1 + ('99' || six)::integer % 23, 1);
        WHEN 'FI' THEN
          made := pg_catalog.to_char(day, 'FM00') || pg_catalog.to_char(month, 'FM00') || year;
          serial := 900 + six::integer % 100;
          RETURN made || '-' || serial
            || pg_catalog.substr('0123456789ABCDEFHJKLMNPRSTUVWXY', 1 + ((made || serial)::bigint % 31)::integer, 1);
        WHEN 'FR' THEN
          made := 1 + day % 2 || year || pg_catalog.to_char(month, 'FM00') || '00' || six;
          RETURN made || pg_catalog.to_char(97 - made::bigint % 97, 'FM00');
        WHEN 'GB' THEN
          RETURN 'QQ' || six || pg_catalog.substr('ABCD', 1 + day % 4, 1);
        WHEN 'IT' THEN
          made := '';
          FOR letter IN 0 .. 5 LOOP
            made := made || pg_catalog.substr('BCDFGHJKLMNPQRSTVWXZ', 1 + pg_catalog.substr(digits, 7 + 2 * letter, 2)::integer % 20, 1);
          END LOOP;
          made := made || year || pg_catalog.substr('ABCDEHLMPRST', month, 1)
            || pg_catalog.to_char(day + CASE WHEN draw < 0 THEN 40 ELSE 0 END, 'FM00') || 'A000';
          RETURN made || understudy.italian_check(made);
        WHEN 'NL' THEN
          RETURN understudy.checked_11('9999' || pg_catalog.right(digits, 4), '{2,3,4,5,6,7,8,9}');
        WHEN 'NO' THEN
          serial := six::integer % 1000;
          LOOP
            made := pg_catalog.to_char(day, 'FM00') || 80 + month || year || pg_catalog.to_char(serial, 'FM000');
            made := made || (11 - understudy.weighted_sum(made, '{3,7,6,1,8,9,4,5,2}') % 11) % 11;
            made := made || (11 - understudy.weighted_sum(made, '{5,4,3,2,7,6,5,4,3,2}') % 11) % 11;
            EXIT WHEN pg_catalog.length(made) = 11;
            serial := (serial + 1) % 1000;
          END LOOP;
          RETURN made;
        WHEN 'PL' THEN
          made := year || 60 + month || pg_catalog.to_char(day, 'FM00') || pg_catalog.right(digits, 4);
          RETURN made || (100 - understudy.weighted_sum(made, '{1,3,7,9}') % 10) % 10;
        WHEN 'PT' THEN
          made := 40 + day % 5 || six;
          RETURN made || (11 - understudy.weighted_sum(made, '{9,8,7,6,5,4,3,2}') % 11) % 11 % 10;
        ELSE
          RETURN 9 || year || pg_catalog.to_char(1 + pg_catalog.substr(digits, 3, 4)::integer % 49, 'FM00')
            || pg_catalog.to_char(1 + six::integer % 9999, 'FM0000');
        END CASE;
      END
      $body$
      """,
    requires: [eighteenDigits, weightedSum, checked11, check1110, italianCheck])
}
