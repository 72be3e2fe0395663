internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// How a part of a key behaves: a column, or an expression over some.
struct PartBehaviour {
  /// The masked column that decides; nil where nothing changes.
  let column: ResolvedColumn?
  let values: ColumnBehaviour.Values

  private init(_ column: ResolvedColumn?, _ values: ColumnBehaviour.Values) {
    self.column = column
    self.values = column == nil ? .same : values
  }

  /// - Parameters:
  ///   - relation: the table or the partition that has the key.
  ///   - columns: all that the key speaks of, for expressions that the parser does not know.
  init(_ part: KeyPart, of table: ResolvedTable, in relation: Relation, columns: [Identifier]) {
    if let name = part.column {
      self = Self.read(.column([name.name]), isColumn: true, of: table, in: relation)
    } else if let tree = part.expression.flatMap({ ExpressionTree($0) }) {
      self = Self.read(tree, isColumn: false, of: table, in: relation)
    } else {
      self.init(columns.compactMap(table.column).first { !$0.isKept }, .unknown)
    }
  }

  private static func read(
    _ tree: ExpressionTree, isColumn: Bool, of table: ResolvedTable, in relation: Relation
  ) -> PartBehaviour {
    let changed = tree.columns.sorted().compactMap { table.column(Identifier($0)) }.filter { !$0.isKept }
    guard let first = changed.first else { return PartBehaviour(nil, .same) }
    if isColumn, let inner = first.column.generatedExpression.flatMap({ ExpressionTree($0) }) {
      return read(inner, isColumn: false, of: table, in: relation)
    }
    guard changed.count == 1, let folded = tree.foldedColumn else { return PartBehaviour(first, .unknown) }
    let own = ColumnBehaviour(first, of: table, in: relation).values
    if case .null = own, folded.folds.contains(.null) {
      return PartBehaviour(first, .repeating("null repeats values"))
    }
    return PartBehaviour(first, own)
  }

  var isNull: Bool { if case .null = values { true } else { false } }
  var isUnknown: Bool { if case .unknown = values { true } else { false } }
}
