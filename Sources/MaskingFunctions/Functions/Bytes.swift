internal import DatabaseCatalog
internal import PostgresSyntax

/// `bytes`: noise in place of a file.
struct Bytes: MaskingFunction {
  static let name = "bytes"
  static let manual = Manual(
    summary: "Puts random bytes in the place of binary data.",
    discussion: """
      For bytea. As many as the original has, or `length`; at most 1 MB, so that a table of large files shrinks. 1 kB is \
      drawn, longer values repeat it: their size is real, their entropy is not. An empty value stays empty.
      """,
    parameters: [.init("length", "integer, bytes", default: "the original's", "0 to 1048576")],
    example: "scan: { mask: bytes, length: 4096 }")

  private let length: Int?

  init(_ arguments: inout ArgumentReader) { length = arguments.integer("length", in: 0...1_048_576) }

  /// The length.
  var knowledge: Knowledge { length == nil ? .part : .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness {
    length.map { $0 >= 16 ? .collision(bits: 128) : .collision(bits: Double($0) * 8) } ?? .lossy
  }
  var neverReturnsOriginal: Bool { (length ?? 0) >= 8 }
  var draw: DrawKind { .digest }
  var canBeLinked: Bool { true }
  var supportFunctions: [SupportFunction] { [.bytes] }

  func problems(for column: Column) -> [ColumnProblem] {
    guard column.type.baseName == "bytea", !column.type.isArray else { return [.type(name, makes: "bytea", column)] }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    let size: SQL = length.map { "\($0)" } ?? "LEAST(pg_catalog.octet_length(\(context.value)), 1048576)"
    return "CASE WHEN \(context.value) IS NOT NULL THEN understudy.bytes_of(\(context.draw.digest), \(size)) END"
  }
}

extension SupportFunction {
  /// `bytes_of(bytea, integer) bytea`.
  static let bytes = SupportFunction(
    name: "bytes_of",
    definition: """
      -- The first 16 bytes of a digest stretched to 32, or to a block of 1 kB that repeats.
      CREATE OR REPLACE FUNCTION understudy.bytes_of(digest bytea, size integer) RETURNS bytea
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        secret CONSTANT bytea := pg_catalog.substring(digest, 1, 16);
        block bytea := ''::bytea;
      BEGIN
        FOR number IN 1 .. CASE WHEN size > 1024 THEN 32 ELSE (size + 31) / 32 END LOOP
          block := block || pg_catalog.sha256(secret || pg_catalog.int4send(number));
        END LOOP;
        IF size > 1024 THEN
          block := pg_catalog.decode(pg_catalog.repeat(pg_catalog.encode(block, 'hex'), 1 + size / 1024), 'hex');
        END IF;
        RETURN pg_catalog.substring(block, 1, size);
      END
      $body$
      """)
}
