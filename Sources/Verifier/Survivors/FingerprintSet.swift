internal import BundleFormat
internal import Foundation
internal import PostgresClient
internal import PostgresSyntax
internal import Synchronization

/// Kinds of originals, as a set.
struct CategorySet: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }
  init(_ category: FingerprintCategory) { rawValue = 1 << UInt8(category.rawValue) }

  static let email = CategorySet(.email)
  static let phone = CategorySet(.phone)
  static let name = CategorySet(.name)
  static let iban = CategorySet(.iban)
  static let token = CategorySet(.token)
  /// Kinds of which only letters and digits count. Constants, because these sets are asked for at every word.
  static let alphanumeric: CategorySet = [.phone, .iban, .token]
  static let coherent: CategorySet = [.iban, .token]
  static let separated: CategorySet = [.iban, .token, .email]
  static let grouped: CategorySet = [.phone, .iban]

  var categories: [FingerprintCategory] { FingerprintCategory.allCases.filter { contains(CategorySet($0)) } }
}

/// The digests of the originals, in memory.
struct FingerprintSet: Sendable {
  private var categories: [Int64: CategorySet] = [:]
  /// How many there are of each kind.
  private(set) var counts: [FingerprintCategory: Int] = [:]

  init() {}

  mutating func insert(_ digest: Int64, _ category: FingerprintCategory) {
    guard categories[digest, default: []].insert(CategorySet(category)).inserted else { return }
    counts[category, default: 0] += 1
  }

  var isEmpty: Bool { categories.isEmpty }

  /// The kinds of originals that have a digest.
  func find(_ digest: Int64) -> CategorySet { categories[digest] ?? [] }

  /// The kinds that there are at all.
  var present: CategorySet { counts.keys.reduce(into: []) { $0.insert(CategorySet($1)) } }

  /// Reads `understudy.fingerprint`.
  static func read(_ connection: Connection) async throws -> FingerprintSet {
    let set = Mutex(FingerprintSet())
    try await connection.copyOut(
      "COPY (SELECT category, pg_catalog.encode(digests, 'hex') FROM understudy.fingerprint) TO STDOUT"
    ) { row in
      try set.withLock { try $0.insert(row) }
    }
    return set.withLock { $0 }
  }
}

extension FingerprintSet {
  /// One row of the ledger: the number of a kind, a tab, and digests of sixteen hexadecimal digits each.
  fileprivate mutating func insert(_ row: UnsafeRawBufferPointer) throws {
    let digits = 16
    guard let tab = row.firstIndex(of: UInt8(ascii: "\t")), row.last == UInt8(ascii: "\n"),
      let category = Int(String(decoding: row[..<tab], as: UTF8.self)).flatMap(FingerprintCategory.init(rawValue:)),
      (row.count - tab - 2) % digits == 0
    else { throw Self.unreadable }
    for start in stride(from: tab + 1, to: row.count - 1, by: digits) {
      var digest: UInt64 = 0
      for byte in row[start..<start + digits] {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digest = digest << 4 | UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digest = digest << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
        default: throw Self.unreadable
        }
      }
      insert(Int64(bitPattern: digest), category)
    }
  }

  private static var unreadable: VerificationError {
    .malformedBundle("understudy.fingerprint holds what this program does not know")
  }
}

/// Bytes as a key: an array would be hashed element by element.
struct ByteKey: Hashable {
  let bytes: [UInt8]

  func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}

/// Asks whether a normalised text is an original; remembers answers, since the same words come again and again.
struct OriginalLookup {
  private let prf: PRF
  private let fingerprints: FingerprintSet
  private var known: [ByteKey: CategorySet] = [:]
  /// Enough for the words of a language; more would only cost memory.
  private static let capacity = 1 << 18

  let present: CategorySet

  init(key: MaskingKey, fingerprints: FingerprintSet) {
    prf = PRF(key: PRF(key: key)(PRF.Label.fingerprint))
    self.fingerprints = fingerprints
    present = fingerprints.present
  }

  mutating func find(_ normalized: [UInt8]) -> CategorySet {
    let key = ByteKey(bytes: normalized)
    if let answer = known[key] { return answer }
    let answer = fingerprints.find(prf.integer(normalized))
    if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
    known[key] = answer
    return answer
  }
}
