internal import Diagnostics

/// A file's bytes with the lines as YAML counts them: it breaks lines at more characters than `SourceFile` does.
struct YAMLText {
  let file: SourceFile
  let bytes: [UInt8]
  /// After a byte order mark.
  let start: Int
  private let lineStarts: [Int]

  init(_ file: SourceFile) {
    self.file = file
    bytes = Array(file.text.utf8)
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var starts = [start]
    var offset = start
    while offset < bytes.count {
      let width = Self.breakWidth(bytes, at: offset)
      offset += max(1, width)
      if width > 0 { starts.append(offset) }
    }
    lineStarts = starts
  }

  /// The offset of a mark: line and column from 1, columns in Unicode scalars.
  func offset(line: Int, column: Int) -> Int {
    guard line <= lineStarts.count else { return bytes.count }
    var offset = lineStarts[max(0, line - 1)]
    for _ in 1..<max(1, column) where offset < bytes.count { offset = next(offset) }
    return offset
  }

  /// The offset after the Unicode scalar at `offset`.
  func next(_ offset: Int) -> Int {
    var offset = offset + 1
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return min(offset, bytes.count)
  }

  /// The byte at an offset; 0 beyond the end.
  subscript(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// The bytes of the line break at an offset; 0 where there is none.
  func breakWidth(at offset: Int) -> Int { Self.breakWidth(bytes, at: offset) }

  /// The span of the one character at an offset; empty at the end of the file.
  func character(at offset: Int) -> SourceSpan {
    let end = breakWidth(at: offset) > 0 ? offset : next(offset)
    return file.span(min(offset, bytes.count)..<max(min(offset, bytes.count), end))
  }

  private static func breakWidth(_ bytes: [UInt8], at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    switch bytes[offset] {
    case 0x0A: return 1
    case 0x0D: return offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : 1
    // NEL
    case 0xC2: return offset + 1 < bytes.count && bytes[offset + 1] == 0x85 ? 2 : 0
    // LINE and PARAGRAPH SEPARATOR
    case 0xE2:
      guard offset + 2 < bytes.count, bytes[offset + 1] == 0x80 else { return 0 }
      return bytes[offset + 2] == 0xA8 || bytes[offset + 2] == 0xA9 ? 3 : 0
    default: return 0
    }
  }
}

extension YAMLText {
  /// Characters that no rule file may hold: tabs, which look like blanks and are none, and control characters.
  func refusedCharacters() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var linesWithTab: Set<Int> = []
    var offset = 0
    while offset < bytes.count {
      let here = offset
      offset = next(offset)
      if bytes[here] == 0x09 {
        guard linesWithTab.insert(file.position(at: here).line).inserted else { continue }
        found.append(tab(at: here))
      } else if let name = Self.controlName(bytes[here..<offset], isFirst: here == 0) {
        found.append(
          Diagnostic(
            "yaml-character", "the character \(name) cannot stand in a rule file", at: file.span(here..<offset),
            help: "remove it, or write it as an escape in a double-quoted text"))
      }
      if found.count >= Self.mostReported { break }
    }
    return found
  }

  /// So that a binary file is not reported byte by byte.
  private static let mostReported = 20

  private func tab(at offset: Int) -> Diagnostic {
    Diagnostic(
      "yaml-tab", "a tab cannot stand in a rule file", at: file.span(offset..<offset + 1),
      help: "indent with blanks; in a double-quoted text write \\t",
      fixIts: [Diagnostic.FixIt(replace: file.span(offset..<offset + 1), with: "  ")])
  }

  private static func controlName(_ bytes: ArraySlice<UInt8>, isFirst: Bool) -> String? {
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else { return nil }
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
      return nil
    case 0xFEFF where isFirst: return nil
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }
}
