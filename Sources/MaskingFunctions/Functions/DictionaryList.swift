internal import DatabaseCatalog
internal import PostgresSyntax

/// `dictionary`: one of the lines of a file.
struct DictionaryList: TextFunction {
  static let name = "dictionary"
  static let manual = Manual(
    summary: "Draws one of the lines of a file.",
    discussion: """
      The file lies beside the rules; it is read when they are compiled, and the bundle holds its lines. Every line that is \
      not blank is an entry, as likely as the others, 10,000 at most. A short list stands in the rule itself: choice.
      """,
    parameters: [
      .init("file", "text", default: nil, "the path, relative to the rule file"), Limit.parameter,
    ],
    example: "department: { mask: dictionary, file: departments.txt }")

  static let maximumEntries = 10_000
  private let entries: [String]
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    entries = arguments.requiredTexts("file")
    limit = Limit(&arguments)
    guard arguments.diagnostics.isEmpty else { return }
    if entries.isEmpty { arguments.report("the file of dictionary has no lines", help: "write an entry a line") }
    if entries.count > Self.maximumEntries {
      arguments.report("the file of dictionary has \(entries.count) lines, and 10,000 are the most")
    }
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: Array(Set(entries))) }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var longest: Int? { limit.longest(entries.longest) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  private var pick: SupportFunction { .pick("dictionary_\(fingerprint64)", from: entries) }
  var textFunctions: [SupportFunction] { [pick] }
  func text(_ value: SQL, _ draw: Draw) -> SQL { limit.cut(pick.call(draw.bits), longest: entries.longest) }

  /// Tells lists apart: FNV-1a over their lines.
  private var fingerprint64: String {
    let hash = entries.joined(separator: "\n").utf8.reduce(into: UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
