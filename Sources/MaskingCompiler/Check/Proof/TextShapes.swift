/// Shapes of text that are somebody's, found without knowing whose: by bytes, since function bodies are long.
enum TextShapes {
  /// What a piece of text looks like, and where it stands in UTF-8 bytes.
  struct Finding: Equatable {
    let what: String
    let range: Range<Int>
  }

  /// Keys, tokens, hashes of passwords, by their well-known beginnings; credentials in a URL.
  static func secrets(in text: String) -> [Finding] { find(in: text, secret) + privateKeys(in: text) }

  /// Addresses and numbers of people, but for those that are kept for examples.
  static func personal(in text: String) -> [Finding] { find(in: text, personalWord) + phones(in: Array(text.utf8)) }

  // MARK: Words

  /// What a word is cut at: blanks, quotes, brackets and what separates values.
  private static let separators = Set(" \t\n\r'\"`()[]{}<>,;|=".utf8)

  private static func find(in text: String, _ judge: (String) -> String?) -> [Finding] {
    let bytes = Array(text.utf8)
    var found: [Finding] = []
    var start = 0
    for end in 0...bytes.count where end == bytes.count || separators.contains(bytes[end]) {
      // Nothing that is looked for is shorter.
      if end - start >= 6 {
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        if let what = judge(word) { found.append(Finding(what: what, range: start..<end)) }
      }
      start = end + 1
    }
    return found
  }

  // MARK: Secrets

  private static let prefixes = [
    "AIza", "AKIA", "ASIA", "SG.", "SCRAM-SHA-256$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$argon2", "$y$", "ghp_",
    "gho_", "ghs_", "github_pat_", "glpat-", "pbkdf2_sha256$", "rk_live_", "sk_live_", "sk_test_", "whsec_", "xoxa-",
    "xoxb-", "xoxp-", "AGE-SECRET-KEY-1",
  ]

  private static func secret(_ word: String) -> String? {
    if word.utf8.count == 64, word.utf8.allSatisfy(isHexDigit) { return "64 hexadecimal digits, as a masking key has" }
    if word.utf8.count >= 20, prefixes.contains(where: word.hasPrefix) { return "a secret, by its first letters" }
    if word.utf8.count == 35, word.hasPrefix("md5"), word.utf8.dropFirst(3).allSatisfy(isHexDigit) {
      return "the hash of a password"
    }
    if word.hasPrefix("eyJ"), word.utf8.count >= 40, word.split(separator: ".").count == 3 { return "a signed token" }
    return hasCredentials(word) ? "a URL with a password" : nil
  }

  /// As in postgres://user:password@host.
  private static func hasCredentials(_ word: String) -> Bool {
    guard let scheme = word.firstRange(of: "://"), let at = word[scheme.upperBound...].firstIndex(of: "@") else {
      return false
    }
    let user = word[scheme.upperBound..<at]
    guard let colon = user.firstIndex(of: ":"), !user.contains("/") else { return false }
    return user.index(after: colon) < user.endIndex
  }

  private static func privateKeys(in text: String) -> [Finding] {
    guard let range = text.firstRange(of: "PRIVATE KEY-----") else { return [] }
    let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return [Finding(what: "a private key", range: offset..<offset + "PRIVATE KEY-----".utf8.count)]
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  // MARK: People

  private static func personalWord(_ word: String) -> String? {
    if isMailAddress(word) { return "an e-mail address" }
    if isIBAN(word) { return "a bank account" }
    let bytes = Array(word.utf8)
    let digits = bytes.filter(isDigit)
    guard digits.count == bytes.filter({ $0 != UInt8(ascii: "-") }).count else { return nil }
    if bytes.count == 11, digits.count == 9, bytes[3] == UInt8(ascii: "-"), bytes[6] == UInt8(ascii: "-") {
      return "a social security number"
    }
    let isCard = (15...16).contains(digits.count) && (UInt8(ascii: "3")...UInt8(ascii: "6")).contains(digits[0])
    return isCard && luhn(digits) ? "a card number" : nil
  }

  /// Domains that are kept for examples (RFC 2606, RFC 6761).
  private static let exampleDomains = ["example.com", "example.net", "example.org"]
  private static let exampleEnds = [".example", ".test", ".invalid", ".localhost"]

  private static func isMailAddress(_ word: String) -> Bool {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let local = parts.first, let last = parts.last else { return false }
    var domain = last.lowercased()
    while let end = domain.last, end == "." || end == ":" { domain.removeLast() }
    let isLocal =
      local.utf8.contains { isLetter($0) || isDigit($0) }
      && local.utf8.allSatisfy { isLetter($0) || isDigit($0) || "._+-:/".utf8.contains($0) || $0 >= 0x80 }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard isLocal, labels.count >= 2, let top = labels.last, top.utf8.count >= 2, top.utf8.allSatisfy(isLetter),
      labels.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") } }
      )
    else { return false }
    return !exampleDomains.contains { domain == $0 || domain.hasSuffix("." + $0) }
      && !exampleEnds.contains(where: domain.hasSuffix)
  }

  /// ISO 13616: the number that the letters and digits make, its first four moved to the end, is 1 modulo 97.
  private static func isIBAN(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard (15...34).contains(bytes.count), isLetter(bytes[0]), isLetter(bytes[1]), isDigit(bytes[2]), isDigit(bytes[3]),
      bytes.allSatisfy({ isDigit($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else { return false }
    return (bytes[4...] + bytes[..<4]).reduce(0) { rest, byte in
      isDigit(byte)
        ? (rest * 10 + Int(byte - UInt8(ascii: "0"))) % 97 : (rest * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
    } == 1
  }

  private static func luhn(_ digits: [UInt8]) -> Bool {
    digits.reversed().enumerated().reduce(0) { sum, item in
      let digit = Int(item.element - UInt8(ascii: "0")) * (item.offset % 2 == 1 ? 2 : 1)
      return sum + (digit > 9 ? digit - 9 : digit)
    } % 10 == 0
  }

  /// International numbers: a plus sign and 9 to 15 digits, with blanks and the like between them.
  private static func phones(in bytes: [UInt8]) -> [Finding] {
    let between = Set(" -().".utf8)
    return bytes.indices.compactMap { start -> Finding? in
      guard bytes[start] == UInt8(ascii: "+"), start + 1 < bytes.count, isDigit(bytes[start + 1]),
        bytes[start + 1] != UInt8(ascii: "0"), start == 0 || !(isDigit(bytes[start - 1]) || isLetter(bytes[start - 1]))
      else { return nil }
      var end = start + 1
      while end < bytes.count, isDigit(bytes[end]) || between.contains(bytes[end]) { end += 1 }
      let digits = bytes[start..<end].count(where: isDigit)
      return (9...15).contains(digits) ? Finding(what: "a telephone number", range: start..<end) : nil
    }
  }
}
