internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

extension ResolvedApplication {
  /// A table and all its partitions, itself first: each has its own keys and constraints.
  func members(of table: ResolvedTable) -> [Relation] { catalog.members(of: table.relation) }

  /// The table that decides about a relation: of a partition the one at the top.
  func decidingTable(of name: QualifiedName) -> ResolvedTable? {
    catalog.relation(name).flatMap { table(catalog.root(of: $0).name) }
  }

  /// As messages and `accept:` call a column.
  func subject(_ table: ResolvedTable, _ column: Identifier) -> String { "\(subject(table.relation)).\(column.name)" }

  /// Whether a named statement that runs before the rewrite sets a column.
  func isSetByStatement(_ column: Identifier, of table: ResolvedTable) -> Bool {
    statements.contains { statement in
      !statement.rule.isAfter
        && statement.written.contains {
          catalog.root(of: $0.relation).name == table.relation.name && $0.assigned.contains(column)
        }
    }
  }
}

extension ResolvedTable {
  /// The columns that change.
  var changed: [ResolvedColumn] { columns.filter { !$0.isKept } }

  /// Whether its rows are as they were.
  var isUntouched: Bool {
    switch treatment {
    case .keep: true
    case .truncate: false
    case .columns: rule?.keepRows == nil && changed.allSatisfy(\.isGenerated)
    }
  }

  /// Whether a column has only values that the original has: it is kept, or the whole table is.
  func isKept(_ name: Identifier) -> Bool {
    switch treatment {
    case .keep: true
    case .truncate: false
    case .columns: column(name)?.isKept ?? true
    }
  }
}

extension ResolvedColumn {
  var isGenerated: Bool { if case .generated = decision { true } else { false } }

  /// The masking function, where one makes the column.
  var mask: ResolvedMask? { if case .mask(let mask) = decision { mask } else { nil } }

  /// Whether every value becomes NULL.
  var becomesNull: Bool { mask?.function.name == "null" }
}
