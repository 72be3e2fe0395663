internal import DatabaseCatalog
internal import PostgresSyntax

/// `scrub`: free text that says nothing.
struct Scrub: TextFunction {
  static let name = "scrub"
  static let manual = Manual(
    summary: "Puts words without meaning in the place of free text.",
    discussion: """
      Without keep_length: one to three sentences that have nothing to do with the original. With it: every run of \
      letters becomes as many others, with its capitals; every digit becomes 0, `@` a full stop; blanks, line breaks and \
      ASCII punctuation stay. What is not ASCII counts as letters. So no name, address or number is left, but the lengths \
      of words are. That costs about 60 µs for 200 characters, sentences 1 µs.
      """,
    parameters: [
      .init("keep_length", "true or false", default: "false", "whether length, words and punctuation stay"),
      .init("sentences", "integer, sentences", default: "3", "the most that are made without keep_length, 1 to 3"),
    ],
    example: "notes: { mask: scrub, keep_length: true }")

  private let keepsLength: Bool
  private let sentences: Int

  init(_ arguments: inout ArgumentReader) {
    keepsLength = arguments.boolean("keep_length") ?? false
    let given = arguments.integer("sentences", in: 1...3)
    sentences = given ?? 3
    if keepsLength, given != nil {
      arguments.report("scrub makes no sentences where it keeps the length", help: "leave `sentences` out")
    }
  }

  var knowledge: Knowledge { keepsLength ? .part : .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  /// A text of punctuation alone stays, and chance may make a letter what it was.
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { keepsLength ? nil : Gibberish.sentences.count }
  var draw: DrawKind { .bits }
  var longest: Int? { keepsLength ? nil : sentences * 64 - 1 }
  func widthHelp(room: Int) -> String? { "add `keep_length: true`, or `sentences: 1` for 63 characters" }
  var textFunctions: [SupportFunction] { [keepsLength ? .likeWords : .sentence] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    guard !keepsLength else { return "understudy.words_like(\(value), \(draw.bits))" }
    let first: SQL = "understudy.sentence(\(draw.bits))"
    guard sentences > 1 else { return first }
    let more = (1..<sentences).map { number -> SQL in
      """
       || CASE WHEN (\(draw.bits) >> 48 & 32767) % \(sentences) >= \(number) \
      THEN ' ' || understudy.sentence(\(draw.bits) >> \(number * 16)) ELSE '' END
      """
    }
    return first + more.joined(separator: "")
  }
}

extension SupportFunction {
  static let sentence = pick("sentence", from: Gibberish.sentences)

  static let likeWords = SupportFunction(
    name: "words_like",
    definition: """
      -- Each run of letters becomes a piece of a text without meaning, cut where the draw says; each digit 0; @ a full stop.
      -- Runs are told apart by ASCII alone: letters of other scripts are letters whatever the collation thinks.
      CREATE OR REPLACE FUNCTION understudy.words_like(value text, draw bigint) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (
        SELECT pg_catalog.string_agg(
          CASE WHEN run.code BETWEEN 97 AND 122 OR run.code > 127 THEN understudy.piece(run.place, pg_catalog.length(run.letters))
            WHEN run.code BETWEEN 65 AND 90 THEN
              CASE WHEN run.letters = pg_catalog.upper(run.letters COLLATE "C")
                THEN pg_catalog.upper(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C")
                ELSE pg_catalog.initcap(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C") END
            ELSE pg_catalog.translate(run.letters, '123456789@', '000000000.') END,
          '' ORDER BY run.number)
        FROM (
          SELECT found.number, found.parts[1] AS letters, pg_catalog.ascii(found.parts[1]) AS code,
            (pg_catalog.hashint8extended(found.number, draw) & 2147483647)::integer % 480 AS place
          FROM pg_catalog.regexp_matches(
            value COLLATE "C", '[^\\x01-@\\[-`{-\\x7f]+|[\\x01-@\\[-`{-\\x7f]+', 'g') WITH ORDINALITY AS found(parts, number)
        ) AS run)
      """,
    requires: [
      SupportFunction(
        name: "piece",
        definition: """
          -- Letters of a text in which no name is, from a place between 0 and 479 on.
          CREATE OR REPLACE FUNCTION understudy.piece(place integer, letters integer) RETURNS text
          LANGUAGE sql IMMUTABLE PARALLEL SAFE
          RETURN CASE WHEN letters <= \(Gibberish.longestPiece)
            THEN pg_catalog.encode(pg_catalog.substring(\(literal: Gibberish.stream)::bytea, 1 + place, letters), 'escape')
            ELSE pg_catalog.encode(pg_catalog.substring(pg_catalog.decode(pg_catalog.repeat(
              \(literal: Gibberish.stream), 2 + letters / \(Gibberish.stream.count)), 'escape'), 1 + place, letters), 'escape') END
          """)
    ])
}
