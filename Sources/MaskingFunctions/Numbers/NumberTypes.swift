internal import DatabaseCatalog
internal import PostgresSyntax

/// What numbers a column holds.
extension ColumnType {
  /// The ends of a whole-number type.
  var wholeNumbers: ClosedRange<Int>? {
    guard !isArray else { return nil }
    return switch baseName {
    case "int2": -32768...32767
    case "int4": -2_147_483_648...2_147_483_647
    case "int8": Int.min...Int.max
    default: nil
    }
  }

  var isDecimal: Bool { !isArray && baseName == "numeric" }
  var isFloat: Bool { !isArray && ["float4", "float8"].contains(baseName) }
  var isNumber: Bool { wholeNumbers != nil || isDecimal || isFloat }
  /// date, timestamp, timestamptz.
  var isDate: Bool { !isArray && ["date", "timestamp", "timestamptz"].contains(baseName) }

  /// Whether a numeric column may hold any number that there is, as far as one knows.
  var hasUnknownPrecision: Bool { domain != nil || !text.contains("(") }

  /// The largest number of digits before the point that a numeric column holds, as a numeric expression over a value that it
  /// holds; nil where there is no limit. A domain's is not known: then it is that of the value.
  func decimalLimit(_ value: SQL) -> SQL? {
    if domain != nil {
      return "pg_catalog.rpad('9', pg_catalog.length(pg_catalog.trunc(pg_catalog.abs(\(value)))::text), '9')::numeric"
    }
    let numbers = text.split { !$0.isNumber && $0 != "-" }.compactMap { Int($0) }
    guard let precision = numbers.first else { return nil }
    let scale = numbers.dropFirst().first ?? 0
    return "\(raw: String(repeating: "9", count: precision))e\(-scale)"
  }
}

/// A number as a rule writes it: digits, with a point and a sign where it has them.
struct RuleNumber: Sendable {
  let text: String

  init?(_ text: String) {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }),
      digits.count <= 30
    else { return nil }
    self.text = text
  }

  var isWhole: Bool { !text.contains(".") }
  var whole: Int? { Int(text) }
  var isPositive: Bool { !text.hasPrefix("-") && text.contains { ("1"..."9").contains($0) } }
  var value: Double { Double(text) ?? 0 }
  /// Of type numeric.
  var sql: SQL { "\(raw: text)::numeric" }
}

extension ArgumentReader {
  /// A number, or nil.
  mutating func number(_ name: String) -> RuleNumber? {
    guard let text = text(name) else { return nil }
    guard let number = RuleNumber(text) else {
      report("\(name) of \(function) has to be a number", help: "as in \(name): 100, or 0.5")
      return nil
    }
    return number
  }
}
