internal import PostgresSyntax

/// How a country's account numbers look behind the country and the two check digits.
///
/// Lengths and places are those of SWIFT's registry of IBANs. Banks are none: `TEST` where a code has letters, else digits
/// with which no code began in the lists of banks that the central banks publish, in 2026.
struct IBANForm: Sendable {
  let country: String
  /// `#` is a random digit, all else stands as it is; national check digits are not in it.
  let pattern: String
  /// Characters of the whole, with country and check digits.
  let length: Int

  init(_ country: String, _ pattern: String, _ length: Int) {
    self.country = country
    self.pattern = pattern
    self.length = length
  }

  var digits: Int { pattern.count { $0 == "#" } }

  /// The pattern filled from a text of digits.
  func filled(from digits: SQL) -> SQL {
    var parts: [SQL] = []
    var taken = 0
    var rest = pattern[...]
    while let first = rest.first {
      let run = rest.prefix { ($0 == "#") == (first == "#") }
      rest = rest.dropFirst(run.count)
      guard first == "#" else {
        parts.append(SQL.literal(String(run)))
        continue
      }
      parts.append("pg_catalog.substr(\(digits), \(taken + 1), \(run.count))")
      taken += run.count
    }
    return parts.joined(separator: " || ")
  }

  static func of(_ country: String) -> IBANForm? { all.first { $0.country == country } }

  static let all = [
    IBANForm("AD", "9###################", 24),
    IBANForm("AE", "9##################", 23),
    IBANForm("AT", "8###############", 20),
    IBANForm("BA", "9#############", 20),
    IBANForm("BE", "99########", 16),
    IBANForm("BG", "TEST##############", 22),
    IBANForm("CH", "9################", 21),
    IBANForm("CY", "5#######################", 28),
    IBANForm("CZ", "9###000000#########", 24),
    IBANForm("DE", "9#################", 22),
    IBANForm("DK", "88############", 18),
    IBANForm("EE", "66#############", 20),
    IBANForm("ES", "9#################", 24),
    IBANForm("FI", "9############", 18),
    IBANForm("FR", "9####################", 27),
    IBANForm("GB", "TEST00############", 22),
    IBANForm("GI", "TEST###############", 23),
    IBANForm("GR", "9######################", 27),
    IBANForm("HR", "9##############", 21),
    IBANForm("HU", "4#####################", 28),
    IBANForm("IE", "TEST00############", 22),
    IBANForm("IL", "9##################", 23),
    IBANForm("IS", "9###########9#########", 26),
    IBANForm("IT", "9#####################", 27),
    IBANForm("LI", "9################", 21),
    IBANForm("LT", "8###############", 20),
    IBANForm("LU", "5###############", 20),
    IBANForm("LV", "TEST#############", 21),
    IBANForm("MC", "9####################", 27),
    IBANForm("MD", "99##################", 24),
    IBANForm("ME", "1###############", 22),
    IBANForm("MK", "9############", 19),
    IBANForm("MT", "TEST#######################", 31),
    IBANForm("NL", "TEST##########", 18),
    IBANForm("NO", "89##9#####", 15),
    IBANForm("PL", "3######################", 28),
    IBANForm("PT", "9##################", 25),
    IBANForm("RO", "TEST################", 24),
    IBANForm("RS", "4###############", 22),
    IBANForm("SA", "99##################", 24),
    IBANForm("SE", "4###################", 24),
    IBANForm("SI", "4############", 19),
    IBANForm("SK", "44##000000#########", 24),
    IBANForm("SM", "9#####################", 27),
    IBANForm("TR", "9####0################", 26),
    IBANForm("UA", "9########################", 29),
    IBANForm("VA", "9#################", 22),
  ]
}

extension SupportFunction {
  /// `iban_of(text, bytea) text`.
  static let iban = SupportFunction(
    name: "iban_of",
    definition: """
      -- An account number of a country, with the check digits that it and its country ask for; German where the country is none.
      CREATE OR REPLACE FUNCTION understudy.iban_of(country text, digest bytea) RETURNS text
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        digits CONSTANT text := understudy.thirty_six_digits(digest);
        place text := country;
        account text := CASE country
      \(IBANForm.all.map { "    WHEN \(literal: $0.country) THEN \($0.filled(from: "digits"))" as SQL }.joined(separator: "\n"))
          END;
      BEGIN
        IF account IS NULL THEN
          place := 'DE';
          account := \(IBANForm.of("DE")?.filled(from: "digits") ?? "''");
        END IF;
        account := CASE
          WHEN place = 'BE' THEN account || pg_catalog.lpad((1 + (account::bigint + 96) % 97)::text, 2, '0')
          WHEN place IN ('FR', 'MC') THEN account || pg_catalog.lpad((97 - understudy.mod_97(account || '00'))::text, 2, '0')
          WHEN place IN ('BA', 'ME', 'MK', 'PT', 'RS', 'SI')
            THEN account || pg_catalog.lpad((98 - understudy.mod_97(account || '00'))::text, 2, '0')
          WHEN place IN ('CZ', 'SK')
            THEN pg_catalog.left(account, 10) || understudy.checked_11(pg_catalog.substr(account, 11), '{6,3,7,9,10,5,8,4,2}')
          WHEN place = 'NO' THEN understudy.checked_11(account, '{5,4,3,2,7,6,5,4,3,2}')
          WHEN place = 'EE'
            THEN account || (100 - understudy.weighted_sum(pg_catalog.substr(account, 3), '{7,1,3}') % 10) % 10
          WHEN place = 'ES' THEN pg_catalog.left(account, 8)
            || pg_catalog.substr('01987654321', 1 + understudy.weighted_sum(pg_catalog.left(account, 8), '{4,8,5,10,9,7,3,6}') % 11, 1)
            || pg_catalog.substr('01987654321', 1 + understudy.weighted_sum(pg_catalog.substr(account, 9), '{1,2,4,8,5,10,9,7,3,6}') % 11, 1)
            || pg_catalog.substr(account, 9)
          WHEN place = 'FI' THEN account || understudy.luhn_digit(account::bigint)
          WHEN place = 'HR' THEN pg_catalog.left(account, 6) || understudy.check_11_10(pg_catalog.left(account, 6))
            || pg_catalog.substr(account, 7) || understudy.check_11_10(pg_catalog.substr(account, 7))
          WHEN place = 'HU' THEN pg_catalog.left(account, 7) || (100 - understudy.weighted_sum(pg_catalog.left(account, 7), '{9,7,3,1}') % 10) % 10
            || pg_catalog.substr(account, 8) || (100 - understudy.weighted_sum(pg_catalog.substr(account, 8), '{9,7,3,1}') % 10) % 10
          WHEN place IN ('IT', 'SM') THEN understudy.italian_check(account) || account
          WHEN place = 'PL' THEN pg_catalog.left(account, 7) || (100 - understudy.weighted_sum(pg_catalog.left(account, 7), '{3,9,7,1}') % 10) % 10
            || pg_catalog.substr(account, 8)
          ELSE account END;
        RETURN place || pg_catalog.lpad((98 - understudy.mod_97(
          CASE WHEN account LIKE 'TEST%' THEN '29142829' || pg_catalog.substr(account, 5)
            WHEN place IN ('IT', 'SM') THEN pg_catalog.ascii(account) - 55 || pg_catalog.substr(account, 2)
            ELSE account END
          || pg_catalog.ascii(place) - 55 || pg_catalog.ascii(pg_catalog.right(place, 1)) - 55 || '00'))::text, 2, '0') || account;
      END
      $body$
      """,
    requires: [thirtySixDigits, mod97, weightedSum, checked11, luhnDigit, check1110, italianCheck])
}
