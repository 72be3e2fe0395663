internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `except-on-referenced`: rows left alone would keep keys whose children are masked.
enum ExceptCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table -> [Diagnostic] in
      guard let except = table.rule?.except, table.treatment == .columns else { return [] }
      let referenced = Set(application.catalog.references(to: table.relation).flatMap(\.referencedColumns))
      return table.columns.filter { referenced.contains($0.column.name) && !$0.isKept }.map { column in
        Diagnostic(
          "except-on-referenced",
          "\(table.relation.name) leaves rows alone, but its column \(column.column.name) is referenced and masked",
          at: except.span, help: "keep \(column.column.name), or mask every row")
      }
    }
  }
}
