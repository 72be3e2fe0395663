internal import Foundation

/// What two spellings of one text beyond ASCII have in common, the same as `understudy.folded` in SQL: Unicode's composed
/// form, and small letters of the alphabets that both sides know.
enum Folding {
  /// Composed and in small letters.
  static func folded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars { result.append(small(scalar)) }
    return String(result)
  }

  /// Latin, Greek and Cyrillic capitals, by the places that Unicode gave them; ASCII too.
  static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    let small: UInt32
    switch value {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A1, 0x3A3...0x3A9, 0x410...0x42F: small = value + 32
    case 0x400...0x40F: small = value + 80
    case 0x386: small = 0x3AC
    case 0x388...0x38A: small = value + 37
    case 0x38C: small = 0x3CC
    case 0x38E, 0x38F: small = value + 63
    // The small sigma at a word's end.
    case 0x3C2: small = 0x3C3
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177, 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F, 0x1E00...0x1E95,
      0x1EA0...0x1EFF:
      small = value | 1
    case 0x139...0x148, 0x179...0x17E: small = value + (value & 1)
    default: return scalar
    }
    return Unicode.Scalar(small) ?? scalar
  }

  /// Whether a character belongs to a word: ASCII letters and digits, and beyond ASCII all but signs, blanks and punctuation.
  static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x1FFF,
      0x2070...0x218F, 0x2C00...0x2DFF, 0x3040...0xFEFE, 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
      0xFF66...0x10FFFF:
      true
    default: false
    }
  }

  /// The bytes of a blank or a dash beyond ASCII that begins there, as U+00A0, U+2013, U+202F, U+3000; 0 if there is none.
  static func gap(in text: [UInt8], at place: Int) -> Int {
    guard place + 1 < text.count else { return 0 }
    if text[place] == 0xC2, text[place + 1] == 0xA0 { return 2 }
    guard place + 2 < text.count else { return 0 }
    switch (text[place], text[place + 1], text[place + 2]) {
    case (0xE2, 0x80, 0x80...0x95), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE2, 0x88, 0x92), (0xE3, 0x80, 0x80):
      return 3
    default: return 0
    }
  }
}
