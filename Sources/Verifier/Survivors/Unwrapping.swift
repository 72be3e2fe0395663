/// Takes encodings off a text, one layer at a time.
enum Unwrapping {
  /// The texts inside; none where nothing is encoded.
  static func texts(in text: [UInt8], _ shape: Shape, _ classes: ByteClasses) -> [[UInt8]] {
    var result: [[UInt8]] = []
    if shape.hasBackslash {
      result += hexadecimalRuns(text)
      result.append(backslashes(text))
    }
    if shape.hasPercent, let plain = percents(text) { result.append(plain) }
    if shape.hasAmpersand, let plain = entities(text) { result.append(plain) }
    return result
  }

  static func isHexadecimal(_ byte: UInt8) -> Bool { value(of: byte) != nil }

  /// The bytes of each `\x6a61…`, as bytea prints.
  static func hexadecimalRuns(_ text: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var position = 0
    while position + 1 < text.count {
      guard text[position] == UInt8(ascii: "\\"), text[position + 1] == UInt8(ascii: "x") else {
        position += 1
        continue
      }
      position += 2
      var bytes: [UInt8] = []
      while position + 1 < text.count, let high = value(of: text[position]), let low = value(of: text[position + 1]) {
        bytes.append(high << 4 | low)
        position += 2
      }
      if bytes.count >= 3 { result.append(bytes) }
    }
    return result
  }

  /// JSON's escapes, which are C's and an array literal's as well: `\"`, `\n`, `\u00e9`, surrogate pairs.
  static func backslashes(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      guard text[position] == UInt8(ascii: "\\"), position + 1 < text.count else {
        result.append(text[position])
        position += 1
        continue
      }
      let escape = text[position + 1]
      position += 2
      switch escape {
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
        result.append(32)
      case UInt8(ascii: "u"):
        guard let unit = codeUnit(text, position) else {
          result.append(escape)
          continue
        }
        position += 4
        if unit >= 0xD800, unit < 0xDC00, position + 1 < text.count, text[position] == UInt8(ascii: "\\"),
          text[position + 1] == UInt8(ascii: "u"), let low = codeUnit(text, position + 2), low >= 0xDC00, low < 0xE000
        {
          position += 6
          append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), to: &result)
        } else {
          append(unit, to: &result)
        }
      default: result.append(escape)
      }
    }
    return result
  }

  /// `%40`; nil where nothing is encoded.
  static func percents(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "%"), position + 2 < text.count, let high = value(of: text[position + 1]),
        let low = value(of: text[position + 2])
      {
        result.append(high << 4 | low)
        position += 3
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result.count == text.count ? nil : result
  }

  /// XML's and HTML's `&#64;`, `&#x40;`, `&amp;` and their like; nil where there are none.
  static func entities(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "&"),
        let end = text[position...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = entity(String(decoding: text[(position + 1)..<end], as: UTF8.self))
      {
        append(scalar, to: &result)
        position = end + 1
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result.count == text.count ? nil : result
  }

  private static func entity(_ name: String) -> UInt32? {
    switch name {
    case "amp": 38
    case "lt": 60
    case "gt": 62
    case "quot": 34
    case "apos": 39
    case "commat": 64
    default:
      if name.hasPrefix("#x") || name.hasPrefix("#X") {
        UInt32(name.dropFirst(2), radix: 16)
      } else {
        name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      }
    }
  }

  private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
    result += Unicode.Scalar(scalar).map { Array(String($0).utf8) } ?? [32]
  }

  private static func codeUnit(_ text: [UInt8], _ position: Int) -> UInt32? {
    guard position + 4 <= text.count else { return nil }
    var unit: UInt32 = 0
    for byte in text[position..<position + 4] {
      guard let digit = value(of: byte) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
