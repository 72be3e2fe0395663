internal import DatabaseCatalog
internal import PostgresSyntax

/// `digits`: other digits in the same places.
struct Digits: TextFunction {
  static let name = "digits"
  static let manual = Manual(
    summary: "Puts other digits in the places of the digits and keeps everything else.",
    discussion: """
      The form stays: letters, blanks and punctuation are the original's. A text with a digit never comes back as it was; \
      a text without one does. Different originals can get the same digits, so a unique column refuses it.
      """,
    example: "national_id: digits")

  init(_ arguments: inout ArgumentReader) {}

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { true }
  func leavesAlone(_ value: SQL, type: ColumnType) -> SQL? { "\(value)::text COLLATE \"C\" !~ '[0-9]'" }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var followsSpelling: Bool { true }
  var longest: Int? { nil }
  var textFunctions: [SupportFunction] { [.digits] }

  func text(_ value: SQL, _ draw: Draw) -> SQL { "understudy.other_digits(\(value), \(draw.bits))" }
}

extension SupportFunction {
  static let digits = SupportFunction(
    name: "other_digits",
    definition: """
      -- Each run of digits is moved on by a drawn number, never by 0: runs keep their length.
      CREATE OR REPLACE FUNCTION understudy.other_digits(value text, draw bigint) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (
        SELECT pg_catalog.string_agg(
          CASE WHEN run.parts[1] IS NULL THEN run.parts[2] ELSE pg_catalog.lpad(
            ((run.parts[1]::bigint + 1 + (pg_catalog.hashtextextended(run.place::text, draw) & 9223372036854775807)
              % (size.number - 1)) % size.number)::text, pg_catalog.length(run.parts[1]), '0') END,
          '' ORDER BY run.place)
        FROM pg_catalog.regexp_matches(value COLLATE "C", '([0-9]{1,18})|([^0-9]+)', 'g') WITH ORDINALITY AS run(parts, place)
        CROSS JOIN LATERAL (VALUES (pg_catalog.rpad('1', 1 + pg_catalog.length(run.parts[1]), '0')::bigint)) AS size(number))
      """)
}
