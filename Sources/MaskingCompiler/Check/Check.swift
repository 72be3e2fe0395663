internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// One way in which rules can be wrong: a file of its own, stable ids, a page for each in `Docs/diagnostics`.
protocol Check: Sendable {
  /// Every problem of its kind, in any order.
  static func problems(in application: ResolvedApplication) -> [Diagnostic]
  /// What only samples can tell: a server makes them, and says whether they hold.
  static func samples(in application: ResolvedApplication) -> [SampledProblem]
}

extension Check {
  static func samples(in application: ResolvedApplication) -> [SampledProblem] { [] }
}

/// All checks; a problem that Resolve meets on its way is reported there.
enum Checks {
  static let all: [any Check.Type] = [
    CheckConstraintCheck.self, CopyCheck.self, DefinitionCheck.self, EventTriggerCheck.self, ExceptCheck.self,
    ExclusionCheck.self, FitCheck.self, FoldCheck.self, ForeignKeyCheck.self, ForeignServerCheck.self,
    ForeignTableCheck.self, IdentityCheck.self, InheritanceCheck.self, LargeObjectCheck.self, NullabilityCheck.self,
    ParameterCheck.self,
    PartitionKeyCheck.self, ReferencedRowsCheck.self, ReplicaIdentityCheck.self, RowSecurityCheck.self,
    RuleCheck.self, ScheduledJobCheck.self, SecretCheck.self, SequenceCheck.self,
    SubscriptionCheck.self, TriggerCheck.self, UniquenessCheck.self, UpdateStrategyCheck.self, ViewCheck.self,
  ]
}
