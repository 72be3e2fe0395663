internal import Diagnostics

/// One way in which rules can be wrong: a file of its own, stable ids, a page for each in `Docs/diagnostics`.
protocol Check: Sendable {
  /// Every problem of its kind, in any order.
  static func problems(in application: ResolvedApplication) -> [Diagnostic]
}

/// All checks; a problem that Resolve meets on its way is reported there.
enum Checks {
  static let all: [any Check.Type] = [
    ExceptCheck.self, FitCheck.self, IdentityCheck.self, ParameterCheck.self, PartitionKeyCheck.self,
    ReferencedRowsCheck.self, StrategyCheck.self, TriggerCheck.self, UniquenessCheck.self, WidthOfTableCheck.self,
  ]
}
