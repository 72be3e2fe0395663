internal import PostgresSyntax

/// SQL files of ours that are embedded in the program.
enum SQLTemplate {
  /// The statements of a file, without their semicolons and without the comments between them.
  static func statements(of resource: [UInt8]) -> [SQL] {
    let text = String(decoding: resource, as: UTF8.self)
    return StatementSplitter(text).statements.map { SQL(raw: $0) }
  }
}

/// Splits SQL text of ours at semicolons outside quotes, dollar quotes and comments; keeps the comments inside a statement.
struct StatementSplitter {
  private(set) var statements: [String] = []

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): index = Self.end(ofQuote: bytes[index], in: bytes, from: index)
      case UInt8(ascii: "-") where bytes.dropFirst(index).starts(with: "--".utf8):
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      case UInt8(ascii: "$"): index = Self.end(ofDollarQuoteAt: index, in: bytes)
      case UInt8(ascii: ";"):
        keep(bytes[start..<index])
        index += 1
        start = index
      default: index += 1
      }
    }
    keep(bytes[start...])
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first, first.allSatisfy(\.isWhitespace) || first.hasPrefix("--") { lines.removeFirst() }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    if !lines.isEmpty { statements.append(lines.joined(separator: "\n")) }
  }

  private static func end(ofQuote quote: UInt8, in bytes: [UInt8], from index: Int) -> Int {
    var index = index + 1
    while index < bytes.count, bytes[index] != quote { index += 1 }
    return index + 1
  }

  private static func end(ofDollarQuoteAt index: Int, in bytes: [UInt8]) -> Int {
    guard let tagEnd = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "$")) else { return index + 1 }
    let tag = bytes[index...tagEnd]
    let isTag = tag.dropFirst().dropLast().allSatisfy { $0 == 95 || (97...122).contains($0) || (65...90).contains($0) }
    guard isTag else { return index + 1 }
    var cursor = tagEnd + 1
    while cursor < bytes.count {
      if bytes[cursor] == UInt8(ascii: "$"), bytes[cursor...].starts(with: tag) { return cursor + tag.count }
      cursor += 1
    }
    return bytes.count
  }
}
