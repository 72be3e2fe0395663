internal import Foundation

/// Finds originals in a text: as the whole of it, as an e-mail address, word, number or token inside it, and in what it
/// wraps (JSON, hex, percent and entity encodings).
///
/// Looking up too much costs a digest; a stranger among the originals' 64-bit digests has a chance of one in 10¹² even
/// against millions of them. So where a token ends is tried in several ways.
struct TextReader {
  private var lookup: OriginalLookup
  private let wanted: CategorySet
  private let classes = ByteClasses.shared
  private var found: CategorySet = []
  private var known: [Seen: CategorySet] = [:]
  /// Names that replacements are made of, normalised.
  private let vocabulary: Set<ByteKey>
  private var holdsReplacements = false

  /// A text that was looked at.
  private struct Seen: Hashable {
    let text: ByteKey
    let isText: Bool
    let holdsReplacements: Bool
  }

  /// Wraps inside wraps: JSON in a JSON string in a log line.
  static let maximumDepth = 3
  /// Longer texts are looked up by their parts only.
  static let maximumWhole = 8192
  /// Fewer digits are no telephone number, fewer characters no token: they would meet ordinary values.
  static let minimumPhoneDigits = 6
  static let minimumToken = 6
  /// Numbers of cards are looked for as IBANs are.
  static let minimumCardDigits = 13
  static let minimumName = 3
  /// Domains have fewer labels.
  static let maximumLabels = 8
  /// Letters with digits right beside them: in hexadecimal and random tokens shorter runs meet names by chance.
  static let minimumNameBesideDigits = 5
  /// More runs of letters between digits are a token, and no name with a number.
  static let maximumRunsBesideDigits = 3

  /// - Parameter vocabulary: as a bundle's verification plan has it.
  init(lookup: OriginalLookup, vocabulary: String = "") {
    self.lookup = lookup
    wanted = lookup.present
    self.vocabulary = Set(
      vocabulary.split(separator: " ").map { ByteKey(bytes: NormalForm.text(Array($0.utf8)[...])) })
  }

  /// Originals among the names that replacements are made of.
  mutating func originalsInVocabulary() -> Int {
    guard wanted.contains(.name) else { return 0 }
    var count = 0
    for word in vocabulary where lookup.find(word.bytes).contains(.name) { count += 1 }
    return count
  }

  /// The kinds of originals that a value holds.
  ///
  /// - Parameters:
  ///   - isText: else only the value as a whole and its digits are looked up: numbers, dates.
  ///   - holdsReplacements: whether names of the vocabulary may stand there.
  mutating func originals(in value: [UInt8], isText: Bool, holdsReplacements: Bool = false) -> CategorySet {
    guard !wanted.isEmpty, value.count >= Self.minimumName else { return [] }
    let seen = Seen(text: ByteKey(bytes: value), isText: isText, holdsReplacements: holdsReplacements)
    if value.count <= 64, let answer = known[seen] { return answer }
    self.holdsReplacements = holdsReplacements
    found = []
    if isText { read(value, depth: 0) } else { readNumber(value) }
    if value.count <= 64 {
      if known.count >= 1 << 16 { known.removeAll(keepingCapacity: true) }
      known[seen] = found
    }
    return found
  }

  /// `5551234567.00` holds the digits of a telephone number.
  private mutating func readNumber(_ value: [UInt8]) {
    whole(value[...])
    if wanted.contains(.phone), value.count(where: classes.isDigit) >= Self.minimumPhoneDigits { numbers(value) }
  }

  private mutating func read(_ text: [UInt8], depth: Int) {
    let shape = Shape(text, classes)
    whole(text[...])
    if shape.hasAt, wanted.contains(.email) { emails(text) }
    if shape.letters >= Self.minimumName || shape.isBeyondASCII, wanted.contains(.name) {
      words(text)
      if shape.isBeyondASCII { wordsBeyondASCII(text) }
    }
    if shape.digits >= Self.minimumPhoneDigits, !wanted.isDisjoint(with: .grouped) { numbers(text) }
    if shape.digits >= 2, shape.letters >= 2, wanted.contains(.iban) { ibans(text) }
    if shape.letters + shape.digits >= Self.minimumToken, !wanted.isDisjoint(with: .separated) {
      parts(text)
    }
    guard depth < Self.maximumDepth else { return }
    for inner in Unwrapping.texts(in: text, shape, classes) { read(inner, depth: depth + 1) }
  }

  // MARK: Looking up

  private mutating func whole(_ text: ArraySlice<UInt8>) {
    guard text.count <= Self.maximumWhole else { return }
    alphanumeric(text, .alphanumeric)
    email(text)
  }

  private mutating func alphanumeric(_ text: ArraySlice<UInt8>, _ categories: CategorySet) {
    guard text.count >= Self.minimumToken, !wanted.isDisjoint(with: categories) else { return }
    let normal = NormalForm.alphanumeric(text)
    guard normal.count >= Self.minimumToken else { return }
    note(normal, categories)
  }

  private mutating func note(_ normal: [UInt8], _ categories: CategorySet) {
    var hit = lookup.find(normal).intersection(categories)
    if hit.contains(.phone), normal.count(where: classes.isDigit) < Self.minimumPhoneDigits { hit.remove(.phone) }
    found.formUnion(hit)
  }

  private mutating func email(_ text: ArraySlice<UInt8>) {
    guard wanted.contains(.email), text.count >= 3, text.contains(UInt8(ascii: "@")) else { return }
    for form in forms(of: text) { found.formUnion(lookup.find(form).intersection(.email)) }
  }

  /// A text folded, and as a server has it that does not fold what is beyond ASCII.
  private func forms(of text: ArraySlice<UInt8>) -> [[UInt8]] {
    let plain = NormalForm.plainText(text)
    guard plain.contains(where: { $0 >= 128 }) else { return [plain] }
    let folded = NormalForm.text(text)
    return folded == plain ? [plain] : [plain, folded]
  }

  private mutating func name(_ word: ArraySlice<UInt8>) {
    guard word.count >= Self.minimumName else { return }
    for form in forms(of: word) where lookup.find(form).contains(.name) {
      if !(holdsReplacements && vocabulary.contains(ByteKey(bytes: NormalForm.text(word)))) { found.insert(.name) }
    }
  }

  // MARK: E-mail addresses

  /// An address ends where its characters do, with and without those beyond ASCII, which quotes and dashes are too; and its
  /// domain may end at each dot, since a sentence goes on without a blank.
  private mutating func emails(_ text: [UInt8]) {
    for at in text.indices where text[at] == UInt8(ascii: "@") {
      let starts = localStarts(text, before: at)
      let ends = domainEnds(text, after: at)
      for start in starts where start < at {
        for end in ends { email(text[start..<end]) }
      }
    }
  }

  private func localStarts(_ text: [UInt8], before at: Int) -> Set<Int> {
    func start(_ belongs: (UInt8) -> Bool) -> Int {
      var start = at
      while start > 0, belongs(text[start - 1]) { start -= 1 }
      return start
    }
    let plain = start(classes.isLocal)
    var trimmed = plain
    while trimmed < at, !classes.isAlphanumeric(text[trimmed]) { trimmed += 1 }
    return [
      plain, trimmed, start(classes.isWideLocal), start { classes.isLocal($0) || $0 >= 128 },
      start { classes.isWideLocal($0) || $0 >= 128 },
    ]
  }

  private func domainEnds(_ text: [UInt8], after at: Int) -> Set<Int> {
    var ends: Set<Int> = []
    for beyondASCII in [false, true] {
      var end = at + 1
      var dots = 0
      while end < text.count, classes.isDomain(text[end]) || (beyondASCII && text[end] >= 128) {
        if text[end] == UInt8(ascii: ".") {
          dots += 1
          if dots > 1, dots <= Self.maximumLabels { ends.insert(end) }
        }
        end += 1
      }
      while end > at + 1, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") { end -= 1 }
      if end > at + 1 { ends.insert(end) }
    }
    return ends
  }

  // MARK: Names

  /// Runs of letters and digits, and of letters alone.
  private mutating func words(_ text: [UInt8]) {
    var position = 0
    while position < text.count {
      guard classes.isAlphanumeric(text[position]) else {
        position += 1
        continue
      }
      let start = position
      var letters = 0
      while position < text.count, classes.isAlphanumeric(text[position]) {
        if classes.isLetter(text[position]) { letters += 1 }
        position += 1
      }
      guard letters > 0 else { continue }
      name(text[start..<position])
      if letters < position - start, letters >= Self.minimumName { letterRuns(text[start..<position]) }
    }
  }

  private mutating func letterRuns(_ word: ArraySlice<UInt8>) {
    let runs = word.split(whereSeparator: { !classes.isLetter($0) })
    guard runs.count <= Self.maximumRunsBesideDigits else { return }
    for run in runs where run.count >= Self.minimumNameBesideDigits { name(run) }
  }

  /// The same with the characters beyond ASCII, composed.
  private mutating func wordsBeyondASCII(_ text: [UInt8]) {
    let scalars = String(decoding: text, as: UTF8.self).precomposedStringWithCanonicalMapping.unicodeScalars
    for word in scalars.split(whereSeparator: { !Folding.isInWord($0) }) {
      guard word.count >= Self.minimumName, word.contains(where: { !$0.isASCII }) else { continue }
      name(Array(String(word).utf8)[...])
    }
  }

  // MARK: Numbers

  /// Groups of digits, alone and joined over what people put between them.
  private mutating func numbers(_ text: [UInt8]) {
    var groups: [Range<Int>] = []
    var position = 0
    while position < text.count {
      guard classes.isDigit(text[position]) else {
        position += 1
        continue
      }
      let start = position
      while position < text.count, classes.isDigit(text[position]) { position += 1 }
      if let last = groups.last, !isPhoneGap(text, last.upperBound..<start) {
        joined(text, groups)
        groups = []
      }
      groups.append(start..<position)
    }
    joined(text, groups)
  }

  private func isPhoneGap(_ text: [UInt8], _ gap: Range<Int>) -> Bool {
    var position = gap.lowerBound
    var signs = 0
    while position < gap.upperBound, signs < 4 {
      signs += 1
      let length = classes.isPhoneSeparator(text[position]) ? 1 : Folding.gap(in: text, at: position)
      guard length > 0 else { return false }
      position += length
    }
    return position >= gap.upperBound
  }

  private mutating func joined(_ text: [UInt8], _ groups: [Range<Int>]) {
    for first in groups.indices {
      var digits: [UInt8] = []
      for group in groups[first...].prefix(8) {
        digits += text[group]
        if digits.count > 19 { break }
        if digits.count >= Self.minimumPhoneDigits {
          note(digits, digits.count >= Self.minimumCardDigits ? .grouped : .phone)
        }
      }
    }
  }

  // MARK: IBANs

  /// Two letters and two digits, then groups joined over blanks, up to 34 characters.
  private mutating func ibans(_ text: [UInt8]) {
    for start in text.indices where start + 4 <= text.count {
      guard classes.isLetter(text[start]), classes.isLetter(text[start + 1]), classes.isDigit(text[start + 2]),
        classes.isDigit(text[start + 3]), start == 0 || !classes.isAlphanumeric(text[start - 1])
      else { continue }
      var joined: [UInt8] = []
      var position = start
      while position < text.count, joined.count <= 34 {
        let byte = text[position]
        if classes.isAlphanumeric(byte) {
          joined.append(NormalForm.lowered(byte))
        } else {
          if joined.count >= 15 { note(joined, .iban) }
          let isPlainGap = byte == 32 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
          let gap = isPlainGap ? 1 : Folding.gap(in: text, at: position)
          guard gap > 0, position + gap < text.count, classes.isAlphanumeric(text[position + gap]) else { break }
          position += gap - 1
        }
        position += 1
      }
      if joined.count >= 15, joined.count <= 34 { note(joined, .iban) }
    }
  }

  // MARK: Tokens

  /// Parts between separators of three strengths, what follows `=` or `:`, and what stands in quotes.
  private mutating func parts(_ text: [UInt8]) {
    for part in text.split(whereSeparator: classes.isCoarseSeparator) {
      guard part.count >= Self.minimumToken else { continue }
      token(part)
      email(part)
      for separator in [UInt8(ascii: "="), UInt8(ascii: ":")] {
        if let place = part.firstIndex(of: separator) { token(part[(place + 1)...]) }
      }
      let pieces = part.split(whereSeparator: classes.isMediumSeparator)
      if pieces.count > 1 { for piece in pieces { token(piece) } }
      let runs = part.split(whereSeparator: { !classes.isAlphanumeric($0) })
      if runs.count > 1 { for run in runs { token(run) } }
    }
    guard let first = text.firstIndex(of: UInt8(ascii: "\"")) else { return }
    for quoted in text[first...].split(separator: UInt8(ascii: "\"")) where quoted.count <= Self.maximumWhole {
      whole(quoted)
    }
  }

  private mutating func token(_ part: ArraySlice<UInt8>) {
    alphanumeric(part, .coherent)
    // bytea prints as \x…, which normalises to x and digits.
    guard wanted.contains(.token), part.count >= 16, part.allSatisfy(Unwrapping.isHexadecimal) else { return }
    note([UInt8(ascii: "x")] + NormalForm.alphanumeric(part), .token)
  }
}

/// What a text is made of, counted in one pass.
struct Shape {
  var letters = 0
  var digits = 0
  var hasAt = false
  var hasBackslash = false
  var hasPercent = false
  var hasAmpersand = false
  var isBeyondASCII = false

  init(_ text: [UInt8], _ classes: ByteClasses) {
    for byte in text {
      if classes.isLetter(byte) {
        letters += 1
      } else if classes.isDigit(byte) {
        digits += 1
      } else if byte >= 128 {
        isBeyondASCII = true
      } else if byte == UInt8(ascii: "@") {
        hasAt = true
      } else if byte == UInt8(ascii: "\\") {
        hasBackslash = true
      } else if byte == UInt8(ascii: "%") {
        hasPercent = true
      } else if byte == UInt8(ascii: "&") {
        hasAmpersand = true
      }
    }
  }
}
