internal import Foundation

/// Lays JSON out so that a line is one fact: what fits on a line stands on one, all else member by member.
///
/// The text comes from `JSONEncoder` with sorted keys; nothing but blanks is changed.
struct JSONLayout {
  /// Characters on a line, roughly.
  private static let width = 120

  private indirect enum Node {
    /// As it stands in the text; the number is its length in bytes.
    case scalar(ArraySlice<UInt8>)
    case array([Node], Int)
    case object([(key: ArraySlice<UInt8>, value: Node)], Int)

    var length: Int {
      switch self {
      case .scalar(let bytes): bytes.count
      case .array(_, let length), .object(_, let length): length
      }
    }
  }

  private let bytes: [UInt8]
  private var place = 0
  private var result: [UInt8] = []

  /// - Parameter compact: JSON without blanks between its tokens.
  static func data(_ compact: Data) -> Data {
    var layout = JSONLayout(bytes: Array(compact))
    let root = layout.node()
    layout.write(root, depth: 0, used: 0)
    return Data(layout.result)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Reading

  private mutating func node() -> Node {
    let start = place
    switch bytes[place] {
    case UInt8(ascii: "["):
      var items: [Node] = []
      while next(isNot: "]") { items.append(node()) }
      return .array(items, place - start + items.count)
    case UInt8(ascii: "{"):
      var members: [(ArraySlice<UInt8>, Node)] = []
      while next(isNot: "}") {
        let key = string()
        place += 1
        members.append((key, node()))
      }
      return .object(members, place - start + 2 * members.count)
    case UInt8(ascii: "\""): return .scalar(string())
    default:
      while place < bytes.count, ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(bytes[place]) {
        place += 1
      }
      return .scalar(bytes[start..<place])
    }
  }

  /// Steps over the bracket or comma; false, and behind it, at the closing one.
  private mutating func next(isNot end: Character) -> Bool {
    if bytes[place] == end.asciiValue {
      place += 1
      return false
    }
    place += 1
    if bytes[place] == end.asciiValue {
      place += 1
      return false
    }
    return true
  }

  private mutating func string() -> ArraySlice<UInt8> {
    let start = place
    place += 1
    while bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
    place += 1
    return bytes[start..<place]
  }

  // MARK: Writing

  private mutating func write(_ node: Node, depth: Int, used: Int) {
    let isShort = depth > 1 && 2 * depth + used + node.length <= Self.width
    switch node {
    case .scalar(let bytes): result += bytes
    case .array(let items, _):
      list("[", "]", items.count, isShort, depth) { layout, index in
        layout.write(items[index], depth: depth + 1, used: 0)
      }
    case .object(let members, _):
      list("{", "}", members.count, isShort, depth) { layout, index in
        layout.result += members[index].key
        layout.result += ": ".utf8
        layout.write(members[index].value, depth: depth + 1, used: members[index].key.count + 2)
      }
    }
  }

  private mutating func list(
    _ opening: String, _ closing: String, _ count: Int, _ isShort: Bool, _ depth: Int,
    element: (inout JSONLayout, Int) -> Void
  ) {
    result += opening.utf8
    for index in 0..<count {
      if index > 0 { result += (isShort ? ", " : ",").utf8 }
      if !isShort { newLine(depth + 1) }
      element(&self, index)
    }
    if !isShort, count > 0 { newLine(depth) }
    result += closing.utf8
  }

  private mutating func newLine(_ depth: Int) {
    result.append(UInt8(ascii: "\n"))
    result += repeatElement(UInt8(ascii: " "), count: 2 * depth)
  }
}
