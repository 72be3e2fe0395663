internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// What a condition can come to where some columns are NULL and nothing is known of the others.
struct ThreeValued {
  enum Value: CaseIterable { case `true`, `false`, null }

  /// Columns that are NULL in every row.
  let nulls: Set<String>

  /// - Parameter tree: a condition.
  func values(of tree: ExpressionTree) -> Set<Value> {
    switch tree {
    case .null: [.null]
    case .column(let name): nulls.contains(name.last ?? "") ? [.null] : Set(Value.allCases)
    case .isNull(let part): isNull(part) ? [.true] : [.true, .false]
    case .isNotNull(let part): isNull(part) ? [.false] : [.true, .false]
    case .not(let part): Set(values(of: part).map(Self.negated))
    case .and(let parts): Self.combined(parts.map(values), weak: .false, strong: .true)
    case .or(let parts): Self.combined(parts.map(values), weak: .true, strong: .false)
    case .operation, .call, .cast, .collate: isNull(tree) ? [.null] : Set(Value.allCases)
    case .text, .constant, .coalesce, .other: Set(Value.allCases)
    }
  }

  /// Operators, casts and these functions give NULL for NULL.
  private static let strict: Set<String> = [
    "btrim", "char_length", "length", "lower", "ltrim", "octet_length", "position", "rtrim", "upper",
  ]

  private func isNull(_ tree: ExpressionTree) -> Bool {
    switch tree {
    case .null: true
    case .column(let name): nulls.contains(name.last ?? "")
    case .cast(let part, _), .collate(let part): isNull(part)
    case .operation(_, let sides): sides.contains(where: isNull)
    case .call(let name, let parts): Self.strict.contains(name) && parts.contains(where: isNull)
    case .coalesce(let parts): parts.allSatisfy(isNull)
    case .text, .constant, .and, .or, .not, .isNull, .isNotNull, .other: false
    }
  }

  private static func negated(_ value: Value) -> Value {
    switch value {
    case .true: .false
    case .false: .true
    case .null: .null
    }
  }

  /// AND and OR: one weak value decides; NULL does where none is weak.
  private static func combined(_ parts: [Set<Value>], weak: Value, strong: Value) -> Set<Value> {
    parts.reduce([strong]) { known, more in
      Set(
        known.flatMap { left in
          more.map { right in
            left == weak || right == weak ? weak : left == .null || right == .null ? .null : strong
          }
        })
    }
  }
}
