/// A piece of SQL text that was rendered from values.
///
/// Its literal parts stand in our source; everything interpolated is quoted by its type. Text from elsewhere enters only
/// under the label `raw:`, which has to be answered for at the call.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
  public let text: String

  public init(stringLiteral value: String) { text = value }
  public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Text that is SQL already: what a server's own deparser returned, or what was checked by the parser.
  public init(raw text: String) { self.text = text }

  public var description: String { text }

  public static func + (left: SQL, right: SQL) -> SQL { SQL(raw: left.text + right.text) }

  /// A string constant that means the same whatever `standard_conforming_strings` says.
  public static func literal(_ value: String) -> SQL {
    let doubled = value.doubling("'")
    guard value.unicodeScalars.contains("\\") else { return SQL(raw: "'\(doubled)'") }
    return SQL(raw: "E'\(doubled.doubling("\\"))'")
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
    public mutating func appendLiteral(_ literal: String) { text += literal }
    public mutating func appendInterpolation(_ sql: SQL) { text += sql.text }
    public mutating func appendInterpolation(_ identifier: Identifier) { text += identifier.quoted }
    public mutating func appendInterpolation(_ name: QualifiedName) { text += name.quoted }
    public mutating func appendInterpolation(_ number: Int) { text += String(number) }
    public mutating func appendInterpolation(_ number: Int64) { text += String(number) }
    public mutating func appendInterpolation(literal value: String) { text += SQL.literal(value).text }
    public mutating func appendInterpolation(raw value: String) { text += value }
  }
}

extension String {
  /// The text with every such letter twice. Scalar by scalar: with a combining mark behind it a quote is part of another
  /// `Character`, and to PostgreSQL a quote as ever.
  func doubling(_ letter: Unicode.Scalar) -> String {
    var doubled = UnicodeScalarView()
    for scalar in unicodeScalars {
      doubled.append(scalar)
      if scalar == letter { doubled.append(scalar) }
    }
    return String(doubled)
  }
}

extension Sequence where Element == SQL {
  /// One fragment from many.
  public func joined(separator: String = ", ") -> SQL { SQL(raw: map(\.text).joined(separator: separator)) }
}
