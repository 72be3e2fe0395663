internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `large-object`: no mask reaches what a large object holds, nor does it go with its row.
enum LargeObjectCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table in
      table.relation.columns.filter { isReference($0) && !application.isSetByStatement($0.name, of: table) }.map {
        column in
        let subject = application.subject(table, column.name)
        return Diagnostic(
          "large-object",
          "\(table.relation.name).\(column.name) may name large objects, whose contents stay whatever happens to the column",
          severity: .warning,
          at: table.column(column.name)?.span ?? table.span ?? application.document.application.span,
          help: "replace them by a named statement that sets the column; if it names none, accept this at \(subject)",
          subject: subject)
      }
    }
  }

  private static func isReference(_ column: Column) -> Bool {
    !column.type.isArray && (column.type.baseName == "lo" || column.type.text == "oid")
      || column.type.domain?.name == "lo"
  }
}
