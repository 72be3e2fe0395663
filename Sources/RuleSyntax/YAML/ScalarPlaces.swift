/// Finds the places of a scalar's characters: Yams gives the text and where it starts, but not how the two belong
/// together.
///
/// The text is known to be right, so it guides the walk through the source. Where the walk loses its way, which would
/// be a case not thought of here, the places are missing and the span still holds the start.
struct ScalarPlaces {
  enum Style {
    case plain, singleQuoted, doubleQuoted, block
  }

  /// After the scalar, its closing quote included.
  private(set) var end: Int
  /// The offset of each UTF-8 byte of the text and of its end; nil if the walk lost its way.
  private(set) var offsets: [Int]?

  private let source: YAMLText
  private let text: [UInt8]
  private var place: Int
  private var found: [Int] = []

  /// - Parameter start: of the scalar, its opening quote or its `|` included.
  init(_ source: YAMLText, text: String, style: Style, start: Int) {
    self.source = source
    self.text = Array(text.utf8)
    place = start
    end = start
    found.reserveCapacity(self.text.count + 1)
    switch style {
    case .plain: walkPlain()
    case .singleQuoted: walkQuoted(UInt8(ascii: "'"))
    case .doubleQuoted: walkQuoted(UInt8(ascii: "\""))
    case .block: walkBlock()
    }
  }

  /// Whether the text is exactly what stands in the source, without escapes and line breaks.
  var isRun: Bool {
    guard let offsets, let first = offsets.first, let last = offsets.last else { return false }
    return last - first == text.count
  }

  private var isComplete: Bool { found.count == text.count }

  private mutating func finish(at end: Int) {
    self.end = end
    if isComplete { offsets = found + [place] }
  }

  // MARK: Plain and quoted

  private mutating func walkPlain() {
    while !isComplete {
      if isFoldedBreak() {
        walkFoldedBreak(afterEscape: false)
      } else {
        guard takeByte() else { return }
      }
    }
    finish(at: place)
  }

  private mutating func walkQuoted(_ quote: UInt8) {
    place += 1
    while place < source.bytes.count {
      let byte = source[place]
      if byte == quote {
        guard quote == UInt8(ascii: "'"), source[place + 1] == quote else { return finish(at: place + 1) }
        found.append(place)
        place += 2
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        walkEscape()
      } else if isFoldedBreak() {
        walkFoldedBreak(afterEscape: false)
      } else {
        found.append(place)
        place += 1
      }
    }
    end = place
  }

  private mutating func takeByte() -> Bool {
    guard place < source.bytes.count, source[place] == text[found.count] else { return false }
    found.append(place)
    place += 1
    return true
  }

  private mutating func walkEscape() {
    if source.breakWidth(at: place + 1) > 0 {
      place += 1
      return walkFoldedBreak(afterEscape: true)
    }
    let digits: Int
    switch source[place + 1] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default: digits = 0
    }
    // The text says how many bytes the character has.
    let width = found.count < text.count ? Self.width(text[found.count]) : 0
    found.append(contentsOf: repeatElement(place, count: width))
    place = min(place + 2 + digits, source.bytes.count)
  }

  private static func width(_ first: UInt8) -> Int {
    switch first {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }

  /// Blanks and then a line break: together they fold.
  private func isFoldedBreak() -> Bool {
    var ahead = place
    while source[ahead] == UInt8(ascii: " ") { ahead += 1 }
    return source.breakWidth(at: ahead) > 0
  }

  /// One break is a blank in the text, more are one line feed less; an escaped one is nothing.
  private mutating func walkFoldedBreak(afterEscape: Bool) {
    var breaks: [Int] = []
    while true {
      if source[place] == UInt8(ascii: " ") {
        place += 1
      } else if source.breakWidth(at: place) > 0 {
        breaks.append(place)
        place += source.breakWidth(at: place)
      } else {
        break
      }
    }
    if breaks.count == 1, !afterEscape {
      found.append(breaks[0])
    } else {
      found.append(contentsOf: breaks.dropFirst())
    }
  }

  // MARK: Blocks

  private mutating func walkBlock() {
    while place < source.bytes.count, source.breakWidth(at: place) == 0 { place = source.next(place) }
    end = place
    place += source.breakWidth(at: place)
    guard let indentation = blockIndentation() else { return }
    while !isComplete, place < source.bytes.count {
      skipBlanks(indentation)
      while !isComplete, place < source.bytes.count, source.breakWidth(at: place) == 0 {
        guard takeByte() else { return }
      }
      walkBlockBreaks(indentation)
    }
    if let last = found.last { place = last + 1 }
    finish(at: lastContentEnd())
  }

  /// The blanks that belong to YAML: those of the first line with content, less those that the text starts with.
  private func blockIndentation() -> Int? {
    var line = place
    while line < source.bytes.count {
      var ahead = line
      while source[ahead] == UInt8(ascii: " ") { ahead += 1 }
      if source.breakWidth(at: ahead) == 0, ahead < source.bytes.count {
        let kept = text.drop { $0 == UInt8(ascii: "\n") }.prefix { $0 == UInt8(ascii: " ") }.count
        return ahead - line >= kept ? ahead - line - kept : nil
      }
      line = ahead + source.breakWidth(at: ahead)
      if ahead >= source.bytes.count { return nil }
    }
    return nil
  }

  private mutating func skipBlanks(_ most: Int) {
    var skipped = 0
    while skipped < most, source[place] == UInt8(ascii: " ") {
      place += 1
      skipped += 1
    }
  }

  /// The breaks up to the next line with content, and the blank or the line feeds that they are in the text.
  private mutating func walkBlockBreaks(_ indentation: Int) {
    var breaks: [Int] = []
    while source.breakWidth(at: place) > 0 {
      breaks.append(place)
      place += source.breakWidth(at: place)
      let line = place
      skipBlanks(indentation)
      if source.breakWidth(at: place) == 0 {
        place = line
        break
      }
    }
    guard !isComplete, let first = breaks.first else { return }
    if text[found.count] == UInt8(ascii: " ") {
      found.append(first)
      return
    }
    let feeds = text[found.count...].prefix { $0 == UInt8(ascii: "\n") }.count
    found.append(contentsOf: breaks.prefix(feeds))
  }

  private func lastContentEnd() -> Int {
    var index = found.count
    while index > 0, text[index - 1] == UInt8(ascii: "\n") { index -= 1 }
    return index > 0 ? found[index - 1] + 1 : end
  }
}
