internal import DatabaseCatalog
internal import PostgresSyntax

/// `credit_card`: a card number for tests.
struct CreditCard: TextFunction {
  static let name = "credit_card"
  static let manual = Manual(
    summary: "Puts a card number in the original's place that begins as the payment processors' test numbers do.",
    discussion: """
      The brand stays (Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay, Maestro), so does the number \
      of digits, and blanks and hyphens between them; the last digit is valid by Luhn's formula. The first six are those of \
      numbers that Adyen, Stripe and PayPal publish for tests, as 411111 and 555555. What is no number of 13 to 19 digits \
      becomes a Visa number of 16.
      """,
    example: "card_number: credit_card")

  init(_ arguments: inout ArgumentReader) {}

  /// The brand, and the length.
  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .collision(bits: Digit.bits(13 - 7)) }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { 1_000_000 }
  var fingerprint: FingerprintKind? { .iban }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  /// Longer ones are as long as their originals.
  var longest: Int? { 16 }
  var textFunctions: [SupportFunction] { [.cardNumber] }
  func text(_ value: SQL, _ draw: Draw) -> SQL { "understudy.card_number(\(value), \(draw.bits))" }
}

extension SupportFunction {
  /// `card_number(text, bigint) text`.
  static let cardNumber = SupportFunction(
    name: "card_number",
    definition: """
      CREATE OR REPLACE FUNCTION understudy.card_number(original text, draw bigint) RETURNS text
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        compact CONSTANT text := pg_catalog.translate(original, ' -', '');
        is_number CONSTANT boolean := compact COLLATE "C" ~ '^[0-9]{13,19}$';
        size CONSTANT integer := CASE WHEN is_number THEN pg_catalog.length(compact) ELSE 16 END;
        issuer CONSTANT integer := CASE WHEN is_number THEN pg_catalog.left(compact, 4)::integer ELSE 4000 END;
        prefixes CONSTANT text[] := CASE
          WHEN issuer BETWEEN 4000 AND 4999 THEN '{411111,424242,401288}'
          WHEN issuer BETWEEN 5100 AND 5599 OR issuer BETWEEN 2221 AND 2720 THEN '{555555,510510,222300}'
          WHEN issuer / 100 IN (34, 37) THEN '{378282,371449}'
          WHEN issuer = 6011 OR issuer BETWEEN 6440 AND 6599 THEN '{601111,601100}'
          WHEN issuer BETWEEN 3528 AND 3589 THEN '{353011,356600}'
          WHEN issuer / 100 IN (36, 38, 39) OR issuer BETWEEN 3000 AND 3059 THEN '{305693,385200}'
          WHEN issuer / 100 = 62 THEN '{620000}'
          WHEN issuer / 100 = 50 OR issuer BETWEEN 5600 AND 5899 OR issuer BETWEEN 6000 AND 6999 THEN '{675964}'
          ELSE '{411111}' END;
        digits CONSTANT text := prefixes[1 + (draw >> 56 & 127)::integer % pg_catalog.cardinality(prefixes)]
          || pg_catalog.right(understudy.eighteen_digits(draw), size - 7);
      BEGIN
        RETURN understudy.in_form(
          CASE WHEN is_number THEN original ELSE '' END, digits || understudy.luhn_digit(digits::bigint));
      END
      $body$
      """,
    requires: [eighteenDigits, luhnDigit, inForm])
}
