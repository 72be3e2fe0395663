/// A name of one PostgreSQL object, as the catalog has it: unquoted, at most 63 bytes.
public struct Identifier: Sendable, Hashable, Comparable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let name: String

  public init(_ name: String) { self.name = name }
  public init(stringLiteral value: String) { name = value }
  public init(from decoder: any Decoder) throws { name = try decoder.singleValueContainer().decode(String.self) }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  /// The longest name that PostgreSQL keeps, in bytes (NAMEDATALEN - 1).
  public static let maximumBytes = 63

  /// The name as SQL text: bare where that is safe, else quoted with doubled quotes.
  public var quoted: String {
    let isBare =
      name.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") } == true
      && name.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: "_")
      } && !Keywords.needingQuotes.contains(name)
    return isBare
      ? name : "\"" + name.doubling("\"") + "\""
  }

  /// For messages: the plain name.
  public var description: String { name }

  /// By bytes, so that the order is the same on every machine.
  public static func < (left: Identifier, right: Identifier) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}

/// A schema-qualified name.
public struct QualifiedName: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public let schema: Identifier
  public let name: Identifier

  public init(_ schema: Identifier, _ name: Identifier) {
    self.schema = schema
    self.name = name
  }

  /// As SQL text.
  public var quoted: String { schema.quoted + "." + name.quoted }

  /// For messages and file names: `schema.name`.
  public var description: String { "\(schema.name).\(name.name)" }

  public static func < (left: QualifiedName, right: QualifiedName) -> Bool {
    left.schema == right.schema ? left.name < right.name : left.schema < right.schema
  }
}
