public import Foundation

/// JSON as calls take and give it; what is not there reads as nothing.
public enum AwsJSON: Sendable, Equatable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([AwsJSON])
  case map([String: AwsJSON])

  public subscript(_ key: String) -> AwsJSON {
    if case .map(let entries) = self { entries[key] ?? .null } else { .null }
  }

  public var text: String? { if case .text(let text) = self { text } else { nil } }
  public var number: Int? { if case .number(let number) = self { Int(number) } else { nil } }
  public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  public var items: [AwsJSON] { if case .list(let items) = self { items } else { [] } }
  /// An ISO 8601 time, with or without a fraction of a second; version 1 writes `+00:00` for Z.
  public var time: Date? { text.flatMap(AwsTime.date) }
}

extension AwsJSON: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let items = try? value.decode([AwsJSON].self) {
      self = .list(items)
    } else {
      self = .map(try value.decode([String: AwsJSON].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .flag(let flag): try value.encode(flag)
    case .number(let number): try value.encode(Int(number))
    case .text(let text): try value.encode(text)
    case .list(let items): try value.encode(items)
    case .map(let entries): try value.encode(entries)
    }
  }

  /// Sorted keys: the same call has the same bytes.
  public var bytes: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(self)
    }
  }
}

extension AwsJSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByIntegerLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(dictionaryLiteral elements: (String, AwsJSON)...) {
    self = .map(Dictionary(elements) { first, _ in first })
  }
  public init(arrayLiteral elements: AwsJSON...) { self = .list(elements) }
}

/// Times as AWS and our tags write them.
public enum AwsTime {
  public static func date(_ text: String) -> Date? {
    let text = text.replacing("+00:00", with: "Z")
    return [true, false].lazy.compactMap { try? Date.ISO8601FormatStyle(includingFractionalSeconds: $0).parse(text) }
      .first
  }

  public static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
