internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `row-security`: forced row security hides rows from the owner of a table, and is lifted where a table is rewritten alone.
enum RowSecurityCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.compactMap { table in
      guard table.isUntouched, !isWritten(table, application),
        application.members(of: table).contains(where: \.forcesRowSecurity)
      else { return nil }
      let subject = application.subject(table.relation)
      return Diagnostic(
        "row-security",
        "\(table.relation.name) is kept and forces row security: only a role that bypasses it can verify the table",
        severity: .warning, at: table.span ?? application.document.application.span,
        help: "run as a superuser or with BYPASSRLS, then accept this at \(subject)", subject: subject)
    }
  }

  private static func isWritten(_ table: ResolvedTable, _ application: ResolvedApplication) -> Bool {
    application.statements.flatMap(\.written).contains {
      application.catalog.root(of: $0.relation).name == table.relation.name
    }
  }
}
