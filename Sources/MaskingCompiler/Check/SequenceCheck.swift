internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `masked-sequence`: the numbers that a sequence gives next may be taken by masked ones.
enum SequenceCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table in
      table.changed.filter { $0.column.hasSequence && !$0.becomesNull }.map { column in
        let subject = application.subject(table, column.column.name)
        return Diagnostic(
          "masked-sequence",
          "\(table.relation.name).\(column.column.name) takes its numbers from a sequence, which does not know the masked ones",
          severity: .warning, at: column.span ?? table.span,
          help: "keep it: a running number is nobody's; else accept this at \(subject)", subject: subject)
      }
    }
  }
}
