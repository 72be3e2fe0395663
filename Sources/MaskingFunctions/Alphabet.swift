internal import PostgresSyntax

/// The letters of tokens, and how many random bits each letter carries at least.
enum Alphabet: String, CaseIterable {
  case lower, upper, mixed, hex, digits

  /// Collision entropy of a letter, rounded down; of `mixed` what is left when case is folded.
  var bitsPerCharacter: Double {
    switch self {
    case .lower, .upper, .mixed: 5
    case .hex: 4
    case .digits: 3
    }
  }

  /// Letters that a block of 32 bytes gives.
  private var charactersPerBlock: Int {
    switch self {
    case .lower, .upper, .mixed: 42
    case .hex, .digits: 64
    }
  }

  /// The random bits of a text: outputs of the keyed primitive count for 128 at most.
  func bits(length: Int) -> Double { min(128, Double(length) * bitsPerCharacter) }

  /// A text of `length` letters from the first 16 bytes of a digest, stretched where more are asked for.
  func text(length: Int, from digest: SQL) -> SQL {
    "pg_catalog.left(\(letters(of: bytes(for: length, from: digest))), \(length))"
  }

  private func bytes(for length: Int, from digest: SQL) -> SQL {
    let secret: SQL = "pg_catalog.substring(\(digest), 1, 16)"
    guard length > charactersPerBlock / 2 else { return secret }
    let blocks = (length + charactersPerBlock - 1) / charactersPerBlock
    return (1...blocks).map { block in
      "pg_catalog.sha256(\(secret) || '\\x0\(raw: String(block, radix: 16))'::bytea)"
    }.joined(separator: " || ")
  }

  private func letters(of bytes: SQL) -> SQL {
    switch self {
    case .hex: "pg_catalog.encode(\(bytes), 'hex')"
    case .digits: "pg_catalog.translate(pg_catalog.encode(\(bytes), 'hex'), 'abcdef', '012345')"
    case .mixed: Self.base64(bytes)
    case .lower: "pg_catalog.lower(\(Self.base64(bytes)) COLLATE \"C\")"
    case .upper: "pg_catalog.upper(\(Self.base64(bytes)) COLLATE \"C\")"
    }
  }

  /// 62 letters: the two others of base64 become x and 7. Nobody asks for as many letters as there are before the `=`. One
  /// call for each sign: `translate` takes four times as long.
  private static func base64(_ bytes: SQL) -> SQL {
    """
    pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(\(bytes), 'base64'), E'\\n', ''), '+', 'x'), '/', '7')
    """
  }
}
