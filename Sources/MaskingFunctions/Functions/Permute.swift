internal import DatabaseCatalog
internal import PostgresSyntax

/// `permute`: another number of the same range, one for one.
struct Permute: MaskingFunction {
  static let name = "permute"
  static let manual = Manual(
    summary: "Puts another number of the same range in the original's place: one for one, by the key.",
    discussion: """
      A keyed permutation: different originals get different numbers, so unique columns and primary keys stay unique, and no \
      number stays where it was. Whoever has the key can lead it back, and equal originals in one column, or under one link, \
      get equal numbers. In smallint, integer and bigint columns `min` and `max` are the range; a number outside it becomes \
      another one outside. In texts the digits are permuted among numbers of as many digits (in pieces of 36), leading zeros \
      included, digits of other scripts one by one, and all else stays; a text without a digit stays. Give both ends where a foreign key leads from a column of \
      another type. About 10 µs a value: eight rounds of Luby and Rackoff's \
      construction over the keyed primitive.
      """,
    parameters: [
      .init("min", "integer", default: "1", "the least number of the range; not for texts"),
      .init("max", "integer", default: "the type's, or 2^53 - 1", "the greatest"),
    ],
    example: "customer_number: { mask: permute, min: 100000, max: 999999 }")

  private let least: Int?
  private let most: Int?

  init(_ arguments: inout ArgumentReader) {
    least = arguments.integer("min", in: -(1 << 53)...(1 << 53))
    most = arguments.integer("max", in: -(1 << 53)...(1 << 53))
    if let least, let most, least >= most { arguments.report("`max` of permute has to be more than `min`") }
  }

  var knowledge: Knowledge { .all }
  func uniqueness(for type: ColumnType) -> Uniqueness { .bijective }
  var neverReturnsOriginal: Bool { true }
  func leavesAlone(_ value: SQL, type: ColumnType) -> SQL? {
    type.isText ? "\(value)::text COLLATE \"C\" !~ '[0-9]'" : nil
  }
  var draw: DrawKind { .key }
  var canBeLinked: Bool { true }
  var followsSpelling: Bool { true }
  var supportFunctions: [SupportFunction] { [.permuteNumber, .permuteDigits] }

  private func range(of type: ColumnType) -> ClosedRange<Int>? {
    guard let all = type.wholeNumbers else { return nil }
    let (low, high) = (least ?? 1, most ?? min(all.upperBound, (1 << 53) - 1))
    return low < high && all.contains(low) && all.contains(high) ? low...high : nil
  }

  func problems(for column: Column) -> [ColumnProblem] {
    if column.type.isText {
      guard least != nil || most != nil else { return [] }
      return [
        ColumnProblem("mask-type", "permute takes min and max for integers, and the column is \(column.type.text)")
      ]
    }
    guard column.type.wholeNumbers != nil else { return [.type(name, makes: "integers and texts", column)] }
    guard range(of: column.type) != nil else {
      return [
        ColumnProblem("mask-type", "the range of permute does not lie in \(column.type.text)", help: "give min and max")
      ]
    }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    guard let range = range(of: context.type), let all = context.type.wholeNumbers else {
      return "understudy.permute_digits(\(context.textValue), \(context.draw.key))"
    }
    return """
      understudy.permute_number(\(context.value), \(range.lowerBound), \(range.upperBound), \
      '\(raw: String(all.lowerBound))', '\(raw: String(all.upperBound))', \(context.draw.key))::\(context.type.castable)
      """
  }
}

extension SupportFunction {
  /// `permute_number(bigint, bigint, bigint, numeric, numeric, bytea) bigint`.
  static let permuteNumber = SupportFunction(
    name: "permute_number",
    definition: """
      -- Another number between low and high, or another one of its type outside.
      CREATE OR REPLACE FUNCTION understudy.permute_number(
        value bigint, low bigint, high bigint, first numeric, last numeric, key bytea) RETURNS bigint
      LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $body$
      DECLARE
        size bigint := high - low + 1;
        width bigint;
        moved bigint[];
        outside numeric;
      BEGIN
        IF value BETWEEN low AND high THEN
          width := pg_catalog.sqrt(size::double precision)::bigint + 1;
          moved := understudy.permuted((value - low) / width, (value - low) % width, (size - 1) / width + 1, width,
            (size - 1) / width, (size - 1) % width, key);
          RETURN low + moved[1] * width + moved[2];
        END IF;
        outside := last - first + 1 - size;
        width := pg_catalog.trunc(pg_catalog.sqrt(outside))::bigint + 1;
        outside := outside - 1;
        moved := understudy.permuted(
          pg_catalog.div(value - first - CASE WHEN value > high THEN size ELSE 0 END, width)::bigint,
          pg_catalog.mod(value - first - CASE WHEN value > high THEN size ELSE 0 END, width)::bigint,
          pg_catalog.div(outside, width)::bigint + 1, width, pg_catalog.div(outside, width)::bigint,
          pg_catalog.mod(outside, width)::bigint, understudy.prf(key, 'outside'));
        outside := first + moved[1]::numeric * width + moved[2];
        RETURN CASE WHEN outside >= low THEN outside + size ELSE outside END;
      END
      $body$
      """,
    requires: [permuted])

  /// `permute_digits(text, bytea) text`.
  static let permuteDigits = SupportFunction(
    name: "permute_digits",
    definition: """
      -- The digits of a text, permuted among numbers of as many digits, in pieces of 36 at most; all else stays.
      CREATE OR REPLACE FUNCTION understudy.permute_digits(value text, key bytea) RETURNS text
      LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $body$
      DECLARE
        digits CONSTANT text := pg_catalog.regexp_replace(value COLLATE "C", '[^0-9]+', '', 'g');
        made text := '';
        piece text;
        half integer;
        lefts bigint;
        rights bigint;
        moved bigint[];
      BEGIN
        IF digits = '' THEN
          RETURN understudy.permute_numerals(value, key, 0);
        END IF;
        FOR number IN 0 .. (pg_catalog.length(digits) - 1) / 36 LOOP
          piece := pg_catalog.substr(digits, 1 + number * 36, 36);
          half := pg_catalog.length(piece) / 2;
          lefts := pg_catalog.rpad('1', 1 + half, '0');
          rights := pg_catalog.rpad('1', 1 + pg_catalog.length(piece) - half, '0');
          moved := understudy.permuted(('0' || pg_catalog.left(piece, half))::bigint, pg_catalog.substr(piece, 1 + half)::bigint,
            lefts, rights, lefts - 1, rights - 1,
            understudy.prf(key, pg_catalog.int4send(number) || pg_catalog.int4send(pg_catalog.length(piece))));
          made := made || CASE half WHEN 0 THEN '' ELSE pg_catalog.lpad(moved[1]::text, half, '0') END
            || pg_catalog.lpad(moved[2]::text, pg_catalog.length(piece) - half, '0');
        END LOOP;
        IF digits = value THEN
          RETURN made;
        END IF;
        RETURN (
          SELECT pg_catalog.string_agg(coalesce(pg_catalog.substr(made, 1 + run.before::integer, pg_catalog.length(run.parts[1])),
            understudy.permute_numerals(run.parts[2], key, run.place)),
            '' ORDER BY run.place)
          FROM (
            SELECT r.parts, r.place, coalesce(pg_catalog.sum(pg_catalog.length(r.parts[1]))
              OVER (ORDER BY r.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM pg_catalog.regexp_matches(value COLLATE "C", '([0-9]+)|([^0-9]+)', 'g') WITH ORDINALITY AS r(parts, place)
          ) AS run);
      END
      $body$
      """,
    requires: [permuted, permuteNumerals])

  private static let permuteNumerals = SupportFunction(
    name: "permute_numerals",
    definition: """
      -- The digits of other scripts, each moved on by what its place and the key say: one for one, since places stay.
      CREATE OR REPLACE FUNCTION understudy.permute_numerals(value text, key bytea, place bigint) RETURNS text
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN CASE WHEN value COLLATE "C" !~ '[^\\x01-\\x7f]' THEN value
        ELSE understudy.other_numerals(value, understudy.permuting_round(key, 0, place)) END
      """, requires: [otherNumerals, permuted])

  private static let permuted = SupportFunction(
    name: "permuted",
    definition: """
      -- The pair after this one in an order that the key gives: four Feistel rounds over lefts times rights pairs, one step on,
      -- and the rounds back; pairs behind the last one are passed over. All pairs are on one circle, so none stays.
      CREATE OR REPLACE FUNCTION understudy.permuted(
        a bigint, b bigint, lefts bigint, rights bigint, last_a bigint, last_b bigint, key bytea) RETURNS bigint[]
      LANGUAGE plpgsql STABLE PARALLEL SAFE AS $body$
      DECLARE
        x bigint := a;
        y bigint := b;
      BEGIN
        LOOP
          x := (x + understudy.permuting_round(key, 1, y) % lefts) % lefts;
          y := (y + understudy.permuting_round(key, 2, x) % rights) % rights;
          x := (x + understudy.permuting_round(key, 3, y) % lefts) % lefts;
          y := (y + understudy.permuting_round(key, 4, x) % rights) % rights;
          EXIT WHEN x < last_a OR x = last_a AND y <= last_b;
        END LOOP;
        IF x = last_a AND y = last_b THEN
          x := 0;
          y := 0;
        ELSIF y = rights - 1 THEN
          x := x + 1;
          y := 0;
        ELSE
          y := y + 1;
        END IF;
        LOOP
          y := (y + rights - understudy.permuting_round(key, 4, x) % rights) % rights;
          x := (x + lefts - understudy.permuting_round(key, 3, y) % lefts) % lefts;
          y := (y + rights - understudy.permuting_round(key, 2, x) % rights) % rights;
          x := (x + lefts - understudy.permuting_round(key, 1, y) % lefts) % lefts;
          EXIT WHEN x < last_a OR x = last_a AND y <= last_b;
        END LOOP;
        RETURN ARRAY[x, y];
      END
      $body$
      """,
    requires: [
      SupportFunction(
        name: "permuting_round",
        definition: """
          CREATE OR REPLACE FUNCTION understudy.permuting_round(key bytea, round integer, half bigint) RETURNS bigint
          LANGUAGE sql STABLE PARALLEL SAFE
          RETURN ('x' || pg_catalog.encode(pg_catalog.substring(
            understudy.prf(key, pg_catalog.int4send(round) || pg_catalog.int8send(half)), 1, 8), 'hex'))::bit(64)::bigint
            & 9223372036854775807
          """)
    ])
}
