internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Whether a condition says the same of the new values as of the originals.
struct Invariance {
  private let behaviours: [String: ColumnBehaviour]

  init(_ changed: [ColumnBehaviour]) {
    behaviours = Dictionary(changed.map { ($0.column.column.name.name, $0) }) { first, _ in first }
  }

  /// For a domain's CHECK, where the value has no column's name.
  init(value behaviour: ColumnBehaviour) { behaviours = ["value": behaviour] }

  func holds(for tree: ExpressionTree) -> Bool {
    switch tree {
    case .column(let name): return behaviours[name.last ?? ""] == nil
    case .isNull(let part), .isNotNull(let part):
      if let behaviour = behaviour(part), behaviour.keepsNull { return true }
    case .call(let name, let parts):
      if ["num_nonnulls", "num_nulls"].contains(name), parts.allSatisfy(keepsNull) { return true }
      if parts.count == 1, let behaviour = behaviour(parts[0]) {
        if ["length", "char_length", "character_length"].contains(name), behaviour.keepsLength { return true }
        if ["jsonb_typeof", "json_typeof"].contains(name), behaviour.column.mask?.function.name == "json" {
          return true
        }
        if ["cardinality", "array_ndims"].contains(name), behaviour.column.mask?.function.name == "each" {
          return true
        }
      }
    case .operation("<>", let sides) where sides.count == 2:
      if sides[1].isEmptyText, let behaviour = behaviour(sides[0].trimmed), behaviour.keepsBlank { return true }
    default: break
    }
    return tree.children.allSatisfy(holds)
  }

  private func keepsNull(_ part: ExpressionTree) -> Bool {
    behaviour(part)?.keepsNull ?? holds(for: part)
  }

  /// Of a changed column, under casts.
  private func behaviour(_ tree: ExpressionTree) -> ColumnBehaviour? {
    switch tree {
    case .column(let name): behaviours[name.last ?? ""]
    case .cast(let part, _), .collate(let part): behaviour(part)
    default: nil
    }
  }
}

extension ExpressionTree {
  fileprivate var isEmptyText: Bool {
    switch self {
    case .text(""): true
    case .cast(let part, _): part.isEmptyText
    default: false
    }
  }

  /// Without `btrim` around it.
  fileprivate var trimmed: ExpressionTree {
    if case .call("btrim", let parts) = self, parts.count == 1 { parts[0] } else { self }
  }
}
