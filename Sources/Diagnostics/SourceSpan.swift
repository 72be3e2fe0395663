/// A text file that the user wrote, with the starts of its lines.
public struct SourceFile: Sendable, Hashable {
  /// The path as the user would type it: relative to the working directory where possible.
  public let path: String
  /// The whole text, UTF-8.
  public let text: String
  /// UTF-8 offsets of the first byte of each line.
  private let lineStarts: [Int]

  /// Reads no file: the text is given.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The number of lines; an empty file has one.
  public var lineCount: Int { lineStarts.count }

  /// A line's text without its line break; `line` counts from 1; nil beyond the end.
  public func line(_ line: Int) -> Substring? {
    guard line >= 1, line <= lineStarts.count else { return nil }
    let start = text.utf8.index(text.startIndex, offsetBy: lineStarts[line - 1])
    let rest = text[start...]
    let end = rest.unicodeScalars.firstIndex { $0 == "\n" || $0 == "\r" } ?? rest.endIndex
    return rest[..<end]
  }

  /// The position of a UTF-8 offset, clamped to the text.
  public func position(at offset: Int) -> SourcePosition {
    let clamped = max(0, min(offset, text.utf8.count))
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= clamped { low = middle } else { high = middle - 1 }
    }
    let start = text.utf8.index(text.startIndex, offsetBy: lineStarts[low])
    let end = text.utf8.index(text.startIndex, offsetBy: clamped)
    return SourcePosition(offset: clamped, line: low + 1, column: text[start..<end].unicodeScalars.count + 1)
  }

  /// The span of a range of UTF-8 offsets.
  public func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(file: path, start: position(at: range.lowerBound), end: position(at: range.upperBound))
  }
}

/// A place in a text: `offset` counts UTF-8 bytes from 0, `line` and `column` count from 1, columns in Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable, Codable {
  public let offset: Int
  public let line: Int
  public let column: Int

  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  public static func < (left: SourcePosition, right: SourcePosition) -> Bool { left.offset < right.offset }
}

/// A stretch of a user's file, end exclusive. `file` is the path of its `SourceFile`.
public struct SourceSpan: Sendable, Hashable, Codable {
  public let file: String
  public let start: SourcePosition
  public let end: SourcePosition

  public init(file: String, start: SourcePosition, end: SourcePosition) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// `file:line:column`, as compilers print it.
  public var location: String { "\(file):\(start.line):\(start.column)" }
}
