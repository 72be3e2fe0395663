public import PostgresSyntax

/// A logical object as a fingerprint describes it: `column public.customers.email`.
public struct CatalogObject: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case table, view, column, constraint, trigger, rule, policy, domain
    case materializedView = "materialized view"
    case foreignTable = "foreign table"
    case uniqueIndex = "unique index"
    case enumType = "enum"
    case rangeType = "range type"
    case compositeType = "composite type"

    /// Whether it is a relation, and not a part of one or a type.
    var isRelation: Bool {
      switch self {
      case .table, .view, .materializedView, .foreignTable: true
      case .column, .constraint, .trigger, .rule, .policy, .uniqueIndex, .domain, .enumType, .rangeType, .compositeType:
        false
      }
    }
  }

  public let kind: Kind
  /// Schema and name; of a part of a relation, the relation's and the part's own.
  public let path: [Identifier]

  /// Nil for a text that is no description.
  public init?(_ description: String) {
    // No kind's name begins with another's and a blank.
    guard let kind = Kind.allCases.first(where: { description.hasPrefix($0.rawValue + " ") }) else { return nil }
    var rest = description.dropFirst(kind.rawValue.utf8.count + 1)
    guard let path = Self.takePath(from: &rest), rest.isEmpty else { return nil }
    let isPart = !kind.isRelation && ![.domain, .enumType, .rangeType, .compositeType].contains(kind)
    guard path.count == (isPart ? 3 : 2) else { return nil }
    self.kind = kind
    self.path = path
  }

  /// The relation that it is, or is a part of; nil for types.
  public var relation: QualifiedName? {
    kind.isRelation || path.count == 3 ? QualifiedName(path[0], path[1]) : nil
  }

  /// The quoted names, separated by dots, that a text begins with.
  static func takePath(from text: inout Substring) -> [Identifier]? {
    var path: [Identifier] = []
    while let name = takeName(from: &text) {
      path.append(name)
      guard text.first == "." else { return path }
      text.removeFirst()
    }
    return nil
  }

  private static func takeName(from text: inout Substring) -> Identifier? {
    guard text.first == "\"" else {
      let name = text.prefix { $0 != "." && $0 != "," && $0 != " " }
      text = text.dropFirst(name.count)
      return name.isEmpty ? nil : Identifier(String(name))
    }
    var name = ""
    text.removeFirst()
    while let end = text.firstIndex(of: "\"") {
      name += text[..<end]
      text = text[text.index(after: end)...]
      guard text.first == "\"" else { return Identifier(name) }
      name += "\""
      text.removeFirst()
    }
    return nil
  }
}
