internal import DatabaseCatalog
internal import PostgresSyntax

/// The key by whose ranges a table is updated in place: unique, without NULL, kept as it is.
enum UpdateKey {
  /// - Parameters:
  ///   - relation: the table, or a partition of it.
  ///   - table: what the rules say of it.
  /// - Returns: the primary key, else the first other; nil where there is none.
  static func of(_ relation: Relation, in table: ResolvedTable) -> UniqueKey? {
    relation.uniqueKeys.first { key in
      !key.isPartial && !key.hasExpressions && !key.columns.isEmpty && hasOrderOfColumns(key)
        && key.columns.allSatisfy { name in
          guard let column = relation.column(name) else { return false }
          return column.isNotNull && !column.hasNondeterministicCollation && table.column(name)?.isKept == true
            && hasOperators(column.type)
        }
    }
  }

  /// Whether the index compares as its columns do: else rows that it tells apart are one to a range, and no range is found by it.
  private static func hasOrderOfColumns(_ key: UniqueKey) -> Bool {
    !key.definition.contains(" COLLATE ") && !key.definition.contains("_ops")
  }

  /// Whether the server finds the type's operators under the pinned search path: those of an extension's type are elsewhere.
  private static func hasOperators(_ type: ColumnType) -> Bool {
    type.baseSchema == "pg_catalog" || !type.enumLabels.isEmpty
  }
}
