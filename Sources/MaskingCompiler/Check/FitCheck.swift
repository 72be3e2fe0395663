internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `mask-type`, `mask-width`, `mask-not-null`, `mask-enum`: what a function makes has to fit the column.
enum FitCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table in
      table.columns.flatMap { column -> [Diagnostic] in
        guard case .mask(let mask) = column.decision, let span = column.span else { return [] }
        return mask.function.problems(for: column.column).map { problem in
          Diagnostic(
            problem.id, "\(table.relation.name).\(column.column.name): \(problem.message)", at: span,
            help: problem.help,
            subject: "\(application.subject(table.relation)).\(column.column.name)")
        }
      }
    }
  }
}
