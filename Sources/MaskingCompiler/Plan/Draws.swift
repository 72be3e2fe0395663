internal import PostgresSyntax
internal import RuleSyntax

/// The SQL of draws: values that look random and are the same whenever they are computed again.
enum Draws {
  /// The setting that holds a link's key, derived by `0000_session.sql`.
  static func setting(link: String) -> String { "understudy.link_" + word(link) }

  /// The setting that holds the key of a row's draw.
  static func setting(step: String, column: Int) -> String { "understudy.draw_\(step)_\(column)" }

  /// `PRF(K, canonical bytes)` of an original under a link's key, folded as the link says.
  static func link(_ name: String, value: SQL, fold: [LinkRule.Fold]) -> SQL {
    "understudy.prf(\(key(setting(link: name))), pg_catalog.convert_to(\(folded(value, fold)), 'UTF8'))"
  }

  /// `PRF(K, identity)` of a row.
  static func row(_ setting: String, identity: SQL) -> SQL {
    "understudy.prf(\(key(setting)), pg_catalog.convert_to(\(identity), 'UTF8'))"
  }

  /// A seeded 64-bit hash of published data: fast, and no more than that.
  static func fast(_ setting: String, identity: SQL) -> SQL {
    let seed: SQL =
      "(SELECT ('x' || pg_catalog.left(pg_catalog.current_setting(\(literal: setting)), 16))::bit(64)::bigint)"
    return "pg_catalog.hashtextextended(\(identity), \(seed))"
  }

  /// What `understudy.fingerprint_of` makes of a normalised original, eight bytes; over a column it inlines to the digest alone.
  static func fingerprint(of message: SQL) -> SQL {
    "pg_catalog.substring(understudy.prf(\(key("understudy.fingerprint_key")), \(message)), 1, 8)"
  }

  /// 64 bits of a digest.
  static func bits(of digest: SQL) -> SQL {
    "('x' || pg_catalog.encode(pg_catalog.substring(\(digest), 1, 8), 'hex'))::bit(64)::bigint"
  }

  /// A row's identity as text, never NULL: unambiguous for several columns, whatever they contain.
  static func identity(_ columns: [Identifier], mayBeNull: Bool) -> SQL {
    if columns.count == 1, !mayBeNull, let only = columns.first { return "s.\(only)::text" }
    return columns.map { column -> SQL in
      "coalesce(pg_catalog.octet_length(s.\(column)::text)::text || ':' || s.\(column)::text, '-')"
    }.joined(separator: " || ")
  }

  private static func folded(_ value: SQL, _ fold: [LinkRule.Fold]) -> SQL {
    var result: SQL = "\(value)::text"
    if fold.contains(.blanks) { result = "pg_catalog.btrim(\(result), E' \\t\\n\\r')" }
    if fold.contains(.case) { result = "pg_catalog.lower(\(result))" }
    return result
  }

  /// A derived key, read once a statement.
  static func key(_ setting: String) -> SQL {
    "(SELECT pg_catalog.decode(pg_catalog.current_setting(\(literal: setting)), 'hex'))"
  }

  /// A setting's name takes letters, digits and underscores: other bytes are written in hex.
  private static func word(_ name: String) -> String {
    name.utf8.map { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        ? String(UnicodeScalar(byte)) : "_" + String(byte, radix: 16)
    }.joined()
  }
}
