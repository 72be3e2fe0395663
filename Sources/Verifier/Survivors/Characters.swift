/// Classes of bytes, by table: the reader looks at every byte of the database several times.
struct ByteClasses: Sendable {
  private let flags: [UInt8]

  static let shared = ByteClasses()

  private static let digit: UInt8 = 1
  private static let letter: UInt8 = 2
  private static let coarse: UInt8 = 4
  private static let medium: UInt8 = 8
  private static let local: UInt8 = 16
  private static let wideLocal: UInt8 = 32
  private static let domain: UInt8 = 64
  private static let phoneSeparator: UInt8 = 128

  private init() {
    var flags = [UInt8](repeating: 0, count: 256)
    func set(_ characters: String, _ flag: UInt8) { for byte in characters.utf8 { flags[Int(byte)] |= flag } }
    let digits = "0123456789"
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    set(digits, Self.digit)
    set(letters, Self.letter)
    for byte in 0...32 { flags[byte] |= Self.coarse | Self.medium }
    set(",;\"'<>()[]{}|&?`\\", Self.coarse | Self.medium)
    set("/=:#@+*!", Self.medium)
    set(digits + letters + "._-%+", Self.local | Self.wideLocal)
    set("'!#$&*/=?^{|}~`", Self.wideLocal)
    set(digits + letters + ".-", Self.domain)
    set(" -./()+", Self.phoneSeparator)
    self.flags = flags
  }

  func isDigit(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.digit != 0 }
  func isLetter(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.letter != 0 }
  func isAlphanumeric(_ byte: UInt8) -> Bool { flags[Int(byte)] & (Self.digit | Self.letter) != 0 }
  /// Ends a word as people write it; keeps `abc-def/gh==` together.
  func isCoarseSeparator(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.coarse != 0 }
  /// Ends a part of a URL or a `key=value`, too.
  func isMediumSeparator(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.medium != 0 }
  /// Before the @ of an address.
  func isLocal(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.local != 0 }
  /// Before the @, with everything that is allowed there and hardly ever used.
  func isWideLocal(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.wideLocal != 0 }
  func isDomain(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.domain != 0 }
  func isPhoneSeparator(_ byte: UInt8) -> Bool { flags[Int(byte)] & Self.phoneSeparator != 0 }
}

/// The two normal forms, the same as `understudy.fingerprint_text` in SQL.
enum NormalForm {
  /// E-mail addresses and names: composed, in small letters, without blanks around.
  static func text(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let bytes = trimmed(bytes)
    guard bytes.contains(where: { $0 >= 128 }) else { return bytes.map(lowered) }
    return Array(Folding.folded(String(decoding: bytes, as: UTF8.self)).utf8)
  }

  /// The same as a server takes it that does not know what is beyond ASCII.
  static func plainText(_ bytes: ArraySlice<UInt8>) -> [UInt8] { trimmed(bytes).map(lowered) }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return bytes[start..<end]
  }

  /// Telephone numbers, IBANs and tokens: only 0–9 and a–z.
  static func alphanumeric(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    let classes = ByteClasses.shared
    for byte in bytes where classes.isAlphanumeric(byte) { result.append(lowered(byte)) }
    return result
  }

  static func lowered(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }
}
