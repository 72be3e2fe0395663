internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `rule-side-effect`: what a rewrite rule would have done to masked rows does not happen.
enum RuleCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table -> [Diagnostic] in
      guard table.treatment == .columns, !table.isUntouched, let span = table.span else { return [] }
      let subject = application.subject(table.relation)
      return table.relation.rules.filter { isActive($0, of: table.relation, application) }.map { rule in
        Diagnostic(
          "rule-side-effect", "the rule \(rule) of \(table.relation.name) is off while its rows are masked",
          severity: .warning, at: span,
          help: "what it would have written needs a decision of its own; then accept this at \(subject)",
          subject: subject)
      }
    }
  }

  /// One that does NOTHING has nothing to add.
  private static func isActive(_ rule: Identifier, of relation: Relation, _ application: ResolvedApplication) -> Bool {
    let object = "rule \(rule.quoted) on \(relation.name.quoted)"
    let text = application.catalog.definitions.first { $0.kind == .rule && $0.object == object }?.text ?? ""
    return !text.trimmingSuffix(while: { $0 == ";" || $0.isWhitespace }).hasSuffix("NOTHING")
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = Substring(self)
    while let last = rest.last, isTrimmed(last) { rest = rest.dropLast() }
    return rest
  }
}
