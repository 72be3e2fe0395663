internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `strategy-update`: only the rewrite is built.
enum StrategyCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.compactMap { table in
      guard let rule = table.rule, rule.strategy.value == .update else { return nil }
      return Diagnostic(
        "strategy-update", "strategy update is not available in this version", at: rule.strategy.span,
        help: "remove it: the rewrite is the default and leaves no residue")
    }
  }
}
