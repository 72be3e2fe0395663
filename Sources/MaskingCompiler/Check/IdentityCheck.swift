internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `no-identity`: a draw from the row needs something that tells rows apart. `unknown-column`: `by:` names a column.
enum IdentityCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table in
      table.columns.compactMap { column -> Diagnostic? in
        guard case .mask(let mask) = column.decision, mask.function.draw != .none, let span = column.span,
          case .row(let by) = mask.seed
        else { return nil }
        if let by {
          guard table.relation.column(by) == nil else { return nil }
          return Diagnostic(
            "unknown-column", "\(table.relation.name) has no column \(by)", at: span,
            help: Spelling.suggestion(for: by.name, among: table.relation.columns.map(\.name.name)))
        }
        guard table.identity.isEmpty else { return nil }
        return Diagnostic(
          "no-identity", "nothing tells the rows of \(table.relation.name) apart, and \(mask.title) draws from the row",
          at: span, help: "add a key to the table, or `identity: [columns]` to its rule")
      }
    }
  }
}
