internal import Foundation
internal import RuleSyntax

extension ValueForm {
  /// Whether a text has this form, its check digits included.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .email: text.wholeMatch(of: /[^\s@,;<>"]+@[^\s@,;<>".]+(\.[^\s@,;<>".]+)+/) != nil
    case .phone: Self.isPhone(text)
    case .url: text.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:\/\/[^\s\/?#]+([\/?#]\S*)?/) != nil
    case .domain:
      text.wholeMatch(of: /([A-Za-z0-9_]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9\-]*\.?/) != nil
    case .ip: Self.isAddress(text)
    case .mac: text.wholeMatch(of: /[0-9A-Fa-f]{2}([:\-][0-9A-Fa-f]{2}){5}([:\-][0-9A-Fa-f]{2}){0,2}/) != nil
    case .uuid: UUID(uuidString: text) != nil
    case .iban: Self.isIBAN(text)
    case .bic: text.wholeMatch(of: /[A-Za-z]{4}[A-Za-z]{2}[A-Za-z0-9]{2}([A-Za-z0-9]{3})?/) != nil
    case .creditCard: Self.isCreditCard(text)
    case .vatNumber: text.wholeMatch(of: /[A-Za-z]{2}[ .\-]?[0-9A-Za-z][0-9A-Za-z .\-]{1,13}[0-9A-Za-z]/) != nil
    case .json: (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
    case .date: Self.isDate(text)
    }
  }

  private static func isPhone(_ text: String) -> Bool {
    let digits = text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return (7...15).contains(digits) && text.wholeMatch(of: /\+?[0-9()\[\]\s.\/\-]+((x|ext\.?)\s?[0-9]+)?/) != nil
  }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = parts.first, parts.count == 1 || Int(parts[1]).map({ $0 <= 128 }) == true
    else { return false }
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, String(address), &four) == 1 || inet_pton(AF_INET6, String(address), &six) == 1
  }

  /// ISO 13616: the first four characters moved to the end, letters as numbers from 10, the remainder by 97 is 1.
  private static func isIBAN(_ text: String) -> Bool {
    let compact = text.uppercased().filter { $0 != " " }
    guard compact.wholeMatch(of: /[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}/) != nil else { return false }
    let moved = compact.dropFirst(4) + compact.prefix(4)
    let remainder = moved.utf8.reduce(0) { remainder, byte in
      byte >= UInt8(ascii: "A")
        ? (remainder * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
        : (remainder * 10 + Int(byte - UInt8(ascii: "0"))) % 97
    }
    return remainder == 1
  }

  /// ISO/IEC 7812: every second digit from the right doubled, the sum of all digits a multiple of ten.
  private static func isCreditCard(_ text: String) -> Bool {
    guard text.wholeMatch(of: /[0-9]([ \-]?[0-9]){11,18}/) != nil else { return false }
    let digits = text.utf8.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.map { Int($0) - 48 }
    let sum = digits.reversed().enumerated().reduce(0) { sum, next in
      let doubled = next.offset % 2 == 1 ? next.element * 2 : next.element
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0 && digits.contains { $0 != 0 }
  }

  private static func isDate(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/), let month = Int(match.output.2),
      let day = Int(match.output.3), let year = Int(match.output.1)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= days[month - 1]
  }
}
