internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `trigger-side-effect`: what a trigger would have done to masked rows does not happen.
enum TriggerCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table -> [Diagnostic] in
      guard table.treatment == .columns, let span = table.span,
        table.changed.contains(where: { !$0.isGenerated })
      else { return [] }
      let subject = application.subject(table.relation)
      return table.relation.triggers.filter(\.isEnabled).map { trigger in
        Diagnostic(
          "trigger-side-effect",
          "the trigger \(trigger.name) of \(table.relation.name) is off while its rows are masked", severity: .warning,
          at: span, help: "what it would have derived needs a decision of its own; then accept this at \(subject)",
          subject: subject)
      }
    }
  }
}
