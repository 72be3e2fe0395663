internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `null-unproven`: what SQL makes for a column that is NOT NULL must not be NULL.
enum NullabilityCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.filter { $0.treatment == .columns }.flatMap { table in
      table.columns.compactMap { column -> Diagnostic? in
        guard isNotNull(column, in: table, application), let (sql, isOverOriginals) = sql(of: column),
          let tree = sql.text.flatMap({ ExpressionTree($0) }),
          let reason = reason(tree, table, isOverOriginals: isOverOriginals)
        else { return nil }
        let subject = application.subject(table, column.column.name)
        return Diagnostic(
          "null-unproven", "\(table.relation.name).\(column.column.name) is NOT NULL, and this is NULL where \(reason)",
          severity: .warning, at: sql.span,
          help: "put coalesce(…) around what may be NULL; if it cannot be, accept this at \(subject)", subject: subject)
      }
    }
  }

  /// The column, or the same one of a partition.
  private static func isNotNull(
    _ column: ResolvedColumn, in table: ResolvedTable, _ application: ResolvedApplication
  ) -> Bool {
    application.members(of: table).contains { $0.column(column.column.name)?.isNotNull == true }
  }

  private static func sql(of column: ResolvedColumn) -> (RuleNode, isOverOriginals: Bool)? {
    switch column.decision {
    case .expression(let sql): (sql, true)
    case .derived(let sql): (sql, false)
    case .keep, .mask, .generated: nil
    }
  }

  /// Functions that give a value whatever their arguments are.
  private static let total: Set<String> = [
    "array_to_json", "concat", "concat_ws", "format", "json_build_array", "json_build_object", "jsonb_build_array",
    "jsonb_build_object", "num_nonnulls", "num_nulls", "as_of",
  ]

  /// When an expression is NULL, as far as its columns say; nil where it is none.
  private static func reason(_ tree: ExpressionTree, _ table: ResolvedTable, isOverOriginals: Bool) -> String? {
    switch tree {
    case .null: return "it says so"
    case .text, .constant, .isNull, .isNotNull: return nil
    case .column(let name):
      guard let column = name.last.map({ Identifier($0) }), let known = table.relation.column(column) else {
        return nil
      }
      if !isOverOriginals, table.column(column)?.becomesNull == true { return "\(column) is masked by null" }
      return known.isNotNull ? nil : "\(column) is"
    case .coalesce(let parts):
      let reasons = parts.map { reason($0, table, isOverOriginals: isOverOriginals) }
      return reasons.contains { $0 == nil } ? nil : reasons.last ?? nil
    case .call(let name, _) where total.contains(name): return nil
    case .call, .operation, .and, .or, .not, .cast, .collate, .other:
      return tree.children.lazy.compactMap { reason($0, table, isOverOriginals: isOverOriginals) }.first
    }
  }
}
