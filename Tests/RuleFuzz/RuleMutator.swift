/// Makes rule files that nobody would write out of those that somebody did.
struct RuleMutator {
  /// Texts that pieces are taken from.
  let texts: [[UInt8]]
  private var random: SplitMix

  init(texts: [String], seed: UInt64) {
    self.texts = texts.map { Array($0.utf8) }
    random = SplitMix(state: seed)
  }

  /// One to six changes of one of the texts; one is the likeliest.
  mutating func next(_ text: Int) -> [UInt8] {
    var bytes = texts[text]
    for _ in 0...below(1 + below(6)) { change(&bytes) }
    return bytes
  }

  private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(max(bound, 1))) }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = below(bytes.count + 1)
    let end = min(bytes.count, place + 1 + below(24))
    switch below(9) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 2: bytes.insert(UInt8(below(256)), at: place)
    case 3 where place < bytes.count: bytes[place] = UInt8(below(256))
    case 4: swapLines(&bytes)
    case 5: bytes.insert(contentsOf: String(repeating: " ", count: 1 + below(4)).utf8, at: place)
    case 6:
      // A piece of another file, from one word to some lines.
      let other = texts[below(texts.count)]
      let from = below(other.count)
      bytes.insert(contentsOf: other[from..<min(other.count, from + 1 + below(120))], at: place)
    default: replaceWord(&bytes, from: place)
    }
  }

  /// The word at a place, or after it, becomes one that the language knows or one that it should mind.
  private mutating func replaceWord(_ bytes: inout [UInt8], from place: Int) {
    func isOfWord(_ byte: UInt8) -> Bool {
      byte >= 128 || byte == 95 || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    guard let start = bytes[place...].firstIndex(where: isOfWord) else { return }
    let end = bytes[start...].firstIndex { !isOfWord($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Self.words[below(Self.words.count)].utf8)
  }

  private mutating func swapLines(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.swapAt(below(lines.count), below(lines.count))
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static let words =
    """
    application include search_path coverage links patterns tables parameters statements accept fold rows identity strategy \
    except keep_rows columns keep truncate mask link derived json xml hstore each otherwise by sql name when after update report \
    strict env file id at reason types table customers orders log email code extra note null NULL true no 0 -1 1e9 \
    99999999999999999999 0x10 1.10 ~ & * ! | > @ % ` { } [ ] , : - # ' " '' "" $ $$ $.a $[*] //a /a/@b * ? a.b "a"."b" \
    constant choice template permute token hash digits date_shift expression parameter scrub partial dictionary uuid remove \
    of text to days min max value length keep_start format country locale \u{0} \u{1b} \u{7f} \u{85} \u{2028} \u{feff} \u{202e} é 用户 🤷 \
    lower(email) 1/0 (select count(*)) ; -- /* */ \\ \\n \\u0000 \\x \u{0301}
    """.split(separator: " ").map(String.init) + [
      String(repeating: "x", count: 64), String(repeating: "[", count: 300),
    ]
}

/// The generator SplitMix64 of Steele, Lea and Flood (2014).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
