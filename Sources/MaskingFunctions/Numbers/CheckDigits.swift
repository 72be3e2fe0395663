internal import PostgresSyntax

/// Digits from draws, and the check digits of numbers that people write.
extension SupportFunction {
  /// `eighteen_digits(bigint) text`.
  static let eighteenDigits = SupportFunction(
    name: "eighteen_digits",
    definition: """
      CREATE OR REPLACE FUNCTION understudy.eighteen_digits(draw bigint) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN pg_catalog.lpad(((draw & 9223372036854775807) % 1000000000000000000)::text, 18, '0')
      """)

  /// `thirty_six_digits(bytea) text`, from the first 16 bytes.
  static let thirtySixDigits = SupportFunction(
    name: "thirty_six_digits",
    definition: """
      CREATE OR REPLACE FUNCTION understudy.thirty_six_digits(digest bytea) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN understudy.eighteen_digits(('x' || pg_catalog.encode(pg_catalog.substring(digest, 1, 8), 'hex'))::bit(64)::bigint)
        || understudy.eighteen_digits(('x' || pg_catalog.encode(pg_catalog.substring(digest, 9, 8), 'hex'))::bit(64)::bigint)
      """,
    requires: [eighteenDigits])

  /// `weighted_sum(text, integer[]) integer`.
  static let weightedSum = SupportFunction(
    name: "weighted_sum",
    definition: """
      -- Each digit by its weight; the weights begin again where the digits are more.
      CREATE OR REPLACE FUNCTION understudy.weighted_sum(digits text, weights integer[]) RETURNS integer
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        total integer := 0;
        size CONSTANT integer := pg_catalog.cardinality(weights);
      BEGIN
        FOR place IN 1 .. pg_catalog.length(digits) LOOP
          total := total + pg_catalog.substr(digits, place, 1)::integer * weights[1 + (place - 1) % size];
        END LOOP;
        RETURN total;
      END
      $body$
      """)

  /// `luhn_digit(bigint) integer`, of 18 digits at most.
  static let luhnDigit = SupportFunction(
    name: "luhn_digit",
    definition: """
      -- What makes the digits, and this one behind them, valid by Luhn's formula (ISO/IEC 7812-1). The table has the sum
      -- of each pair of digits, the second one doubled.
      CREATE OR REPLACE FUNCTION understudy.luhn_digit(digits bigint) RETURNS integer
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (90 - (\(luhnSums.joined(separator: " + ")))) % 10
      """)

  private static let luhnSums: [SQL] = (0..<9).map { pair in
    let divisor = "1" + String(repeating: "00", count: pair)
    return "pg_catalog.get_byte('\\x\(raw: luhnTable)'::bytea, (digits / \(raw: divisor) % 100)::integer) % 10"
  }

  private static let luhnTable = (0..<100).map { pair -> String in
    let doubled = pair % 10 * 2
    let sum = pair / 10 + doubled / 10 + doubled % 10
    return (sum < 16 ? "0" : "") + String(sum, radix: 16)
  }.joined()

  /// `mod_97(text) integer`.
  static let mod97 = SupportFunction(
    name: "mod_97",
    definition: """
      -- A number of any length modulo 97 (ISO 7064).
      CREATE OR REPLACE FUNCTION understudy.mod_97(digits text) RETURNS integer
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (digits::numeric % 97)::integer
      """)

  /// `check_11_10(text) integer`.
  static let check1110 = SupportFunction(
    name: "check_11_10",
    definition: """
      -- The check digit of ISO 7064, MOD 11,10.
      CREATE OR REPLACE FUNCTION understudy.check_11_10(digits text) RETURNS integer
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        rest integer := 10;
      BEGIN
        FOR place IN 1 .. pg_catalog.length(digits) LOOP
          rest := (rest + pg_catalog.substr(digits, place, 1)::integer) % 10;
          rest := CASE rest WHEN 0 THEN 10 ELSE rest END * 2 % 11;
        END LOOP;
        RETURN (11 - rest) % 10;
      END
      $body$
      """)

  /// `checked_11(text, integer[]) text`.
  static let checked11 = SupportFunction(
    name: "checked_11",
    definition: """
      -- Digits and behind them the one that makes their weighted sum divisible by 11, where its own weight is 1. Where no
      -- digit does, the last one given is moved on.
      CREATE OR REPLACE FUNCTION understudy.checked_11(digits text, weights integer[]) RETURNS text
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        made text := digits;
        digit integer;
      BEGIN
        LOOP
          digit := (11 - understudy.weighted_sum(made, weights) % 11) % 11;
          EXIT WHEN digit < 10;
          made := pg_catalog.left(made, -1) || (pg_catalog.right(made, 1)::integer + 1) % 10;
        END LOOP;
        RETURN made || digit;
      END
      $body$
      """,
    requires: [weightedSum])

  /// `italian_check(text) text`, a letter.
  static let italianCheck = SupportFunction(
    name: "italian_check",
    definition: """
      -- The control letter of an Italian tax code or bank account: characters count by their place in the alphabet or
      -- among the digits, those in odd places by a table.
      CREATE OR REPLACE FUNCTION understudy.italian_check(characters text) RETURNS text
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        total integer := 0;
        code integer;
      BEGIN
        FOR place IN 1 .. pg_catalog.length(characters) LOOP
          code := pg_catalog.ascii(pg_catalog.substr(characters, place, 1));
          code := CASE WHEN code < 65 THEN code - 48 ELSE code - 65 END;
          total := total + CASE place % 2
            WHEN 1 THEN pg_catalog.get_byte('\\x01000507090d0f111315020412140b0306080c0e100a16191817'::bytea, code)
            ELSE code END;
        END LOOP;
        RETURN pg_catalog.chr(65 + total % 26);
      END
      $body$
      """)

  /// `in_form(text, text) text`.
  static let inForm = SupportFunction(
    name: "in_form",
    definition: """
      -- A made number with the blanks, hyphens, dots and slashes inside the original, where both have as many characters
      -- beside these.
      CREATE OR REPLACE FUNCTION understudy.in_form(original text, made text) RETURNS text
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        form text := original;
        written text := '';
        rest text := made;
        character text;
      BEGIN
        -- The way of most.
        IF pg_catalog.length(form) = pg_catalog.length(made) THEN
          RETURN made;
        END IF;
        form := pg_catalog.btrim(form);
        IF pg_catalog.length(form) > 64
          OR pg_catalog.length(pg_catalog.translate(form, ' -./', '')) <> pg_catalog.length(made) THEN
          RETURN made;
        END IF;
        FOR place IN 1 .. pg_catalog.length(form) LOOP
          character := pg_catalog.substr(form, place, 1);
          IF pg_catalog.strpos(' -./', character) > 0 THEN
            written := written || character;
          ELSE
            written := written || pg_catalog.left(rest, 1);
            rest := pg_catalog.substr(rest, 2);
          END IF;
        END LOOP;
        RETURN written;
      END
      $body$
      """)
}

extension SupportFunction {
  /// `other_characters(text, bigint) text`.
  static let otherCharacters = SupportFunction(
    name: "other_characters",
    definition: """
      -- Each digit becomes another digit, each letter another letter of its case; letters beyond ASCII become small ones.
      CREATE OR REPLACE FUNCTION understudy.other_characters(original text, draw bigint) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (
        SELECT pg_catalog.string_agg(
          CASE WHEN c.code BETWEEN 48 AND 57 THEN pg_catalog.chr(48 + (c.code - 47 + c.roll % 9) % 10)
            WHEN c.code BETWEEN 65 AND 90 THEN pg_catalog.chr(65 + (c.code - 64 + c.roll % 25) % 26)
            WHEN c.code BETWEEN 97 AND 122 THEN pg_catalog.chr(97 + (c.code - 96 + c.roll % 25) % 26)
            WHEN c.code > 127 THEN pg_catalog.chr(97 + c.roll % 26)
            ELSE c.letter END,
          '' ORDER BY c.place)
        FROM (
          SELECT split.place, split.letter, pg_catalog.ascii(split.letter) AS code,
            (pg_catalog.hashint8extended(split.place, draw) & 2147483647)::integer AS roll
          FROM pg_catalog.regexp_split_to_table(original, '') WITH ORDINALITY AS split(letter, place)
        ) AS c)
      """)
}

/// Random digits and the bits that they carry.
enum Digit {
  /// Collision entropy of so many, rounded down.
  static func bits(_ count: Int) -> Double { Double(count) * 3.32 }
}
