internal import Crypto
public import Foundation

/// SHA-256, the digest of every file and text here.
public enum SHA256Digest {
  /// 64 lower-case hex digits.
  public static func hex(_ bytes: some DataProtocol) -> String { hexadecimal(SHA256.hash(data: bytes)) }

  /// Of a text's UTF-8 bytes.
  public static func hex(_ text: String) -> String { hex(Array(text.utf8)) }
}

/// A SHA-256 that is fed piece by piece, for files too large to hold.
public struct IncrementalSHA256: ~Copyable {
  private var hash = SHA256()

  public init() {}
  public mutating func update(_ bytes: some DataProtocol) { hash.update(data: bytes) }
  /// 64 lower-case hex digits of what was fed so far.
  public borrowing func hex() -> String { hexadecimal(hash.finalize()) }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

/// The key of a masking run: 32 bytes, written as 64 hex digits. Its description never shows it.
public struct MaskingKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public let bytes: [UInt8]

  /// Nil unless the text is 64 hex digits; a line break at the end is forgiven.
  public init?(hex text: String) {
    let digits = Array(text.trimmingCharacters(in: .newlines).utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for pair in stride(from: 0, to: 64, by: 2) {
      guard let high = Self.value(of: digits[pair]), let low = Self.value(of: digits[pair + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  /// A fresh key from the system's generator.
  public static func random() -> MaskingKey {
    var generator = SystemRandomNumberGenerator()
    return MaskingKey(bytes: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// For the key file and the connection's startup options; nowhere else.
  public var hex: String { hexadecimal(bytes) }
  public var description: String { "masking key" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// The one keyed primitive of the design, the same as `understudy.prf` in SQL:
/// `sha256(k ‖ 32 zero bytes ‖ int4send(octet_length(b)) ‖ b)` for a key of 32 bytes.
///
/// A cascade construction (Bellare, Canetti, Krawczyk 1996): the key fills the first block, the fixed-width length makes
/// the inputs prefix-free.
public struct PRF: Sendable {
  private let state: SHA256

  /// `key` has 32 bytes.
  public init(key: [UInt8]) {
    precondition(key.count == 32, "a PRF key has 32 bytes")
    var state = SHA256()
    state.update(data: key)
    state.update(data: [UInt8](repeating: 0, count: 32))
    self.state = state
  }

  public init(key: MaskingKey) { self.init(key: key.bytes) }

  /// The 32 bytes of a message.
  public func callAsFunction(_ message: UnsafeRawBufferPointer) -> [UInt8] { Array(digest(message)) }

  public func callAsFunction(_ message: [UInt8]) -> [UInt8] { message.withUnsafeBytes { self($0) } }

  public func callAsFunction(_ message: String) -> [UInt8] { self(Array(message.utf8)) }

  /// The first eight bytes as a big-endian integer, as `understudy.fingerprint_of` stores them.
  public func integer(_ message: [UInt8]) -> Int64 {
    Int64(bitPattern: message.withUnsafeBytes { words($0).0 })
  }

  /// The 32 bytes as four big-endian integers.
  public func words(_ message: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
    digest(message).withUnsafeBytes { bytes in
      func word(_ index: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      return (word(0), word(1), word(2), word(3))
    }
  }

  private func digest(_ message: UnsafeRawBufferPointer) -> SHA256.Digest {
    var state = state
    withUnsafeBytes(of: UInt32(message.count).bigEndian) { state.update(bufferPointer: $0) }
    state.update(bufferPointer: message)
    return state.finalize()
  }

  /// Domain labels of the keys that are derived from the masking key.
  public enum Label {
    public static let check = "understudy/1/check"
    public static let fingerprint = "understudy/1/fingerprint"
    public static let contents = "understudy/1/contents"
    public static func link(_ name: String) -> String { "understudy/1/link/" + name }
    public static func draw(_ path: String) -> String { "understudy/1/draw/" + path }
  }

  /// What the mark keeps of the key: 8 bytes, enough to refuse a wrong one.
  public static func check(_ key: MaskingKey) -> [UInt8] { Array(PRF(key: key)(Label.check).prefix(8)) }
}
