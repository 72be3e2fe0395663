internal import BundleFormat
internal import PostgresSyntax

/// Calls of the procedures in `SQL/mechanism.sql`: the one place that knows their names and parameters.
enum Mechanism {
  static func beginTable(_ plan: TablePlan) -> SQL {
    let mode =
      switch plan.strategy {
      case .rewrite: plan.treatment == .truncate ? "truncate" : "rewrite"
      case .update: "update"
      }
    let keepRows: SQL = plan.keepRows.map { ", \(literal: $0.text)" } ?? ""
    return
      "SELECT understudy.begin_table(\(literal: plan.step), \(relation(plan.relation)), \(literal: mode)\(keepRows))"
  }

  static func planWhole(_ plan: TablePlan) -> SQL { "SELECT understudy.plan_whole(\(literal: plan.step))" }

  static func countColumns(_ plan: TablePlan) -> SQL {
    let columns = plan.countedNames.map { "\(literal: $0)" as SQL }.joined()
    return "SELECT understudy.count_columns(\(literal: plan.step), ARRAY[\(columns)]::text[])"
  }

  static func updateBegin(_ plan: TablePlan, _ key: [Identifier]) -> SQL {
    let columns = key.map { "\(literal: $0.name)" as SQL }.joined()
    return
      "SELECT understudy.update_begin(\(literal: plan.step), \(relation(plan.relation)), ARRAY[\(columns)]::text[])"
  }

  static func updateWhole(_ plan: TablePlan) -> SQL { "SELECT understudy.update_whole(\(literal: plan.step))" }

  static func updateEnd(_ plan: TablePlan) -> SQL {
    "SELECT understudy.update_end(\(literal: plan.step), \(relation(plan.relation)), \(literal: plan.except?.text ?? "false"))"
  }

  static func swapBegin(_ plan: TablePlan) -> SQL {
    "SELECT understudy.swap_begin(\(literal: plan.step), \(relation(plan.relation)))"
  }

  static func swapEnd(_ plan: TablePlan) -> SQL {
    "SELECT understudy.swap_end(\(literal: plan.step), \(relation(plan.relation)))"
  }

  static func rebuild(_ plan: TablePlan) -> SQL {
    "SELECT understudy.rebuild(\(literal: plan.step), \(relation(plan.relation)))"
  }

  static func detach(_ key: DetachedForeignKey) -> SQL {
    "SELECT understudy.detach_foreign_key(\(relation(key.relation)), \(literal: key.name.name))"
  }

  static func attach(_ key: DetachedForeignKey) -> SQL {
    "SELECT understudy.attach_foreign_key(\(relation(key.relation)), \(literal: key.name.name))"
  }

  static func detachNotValid(_ table: QualifiedName) -> SQL {
    "SELECT understudy.detach_not_valid(\(relation(table)))"
  }

  static var attachNotValid: SQL { "SELECT understudy.attach_not_valid()" }

  static func refresh(_ view: QualifiedName) -> SQL { "SELECT understudy.refresh_view(\(relation(view)))" }

  /// VACUUM FULL, refused while anybody could still see the dead rows.
  static func vacuumFull(_ table: QualifiedName) -> [SQL] {
    ["SELECT understudy.refuse_old_snapshots()", "VACUUM (FULL) \(table)"]
  }

  static func liftForcedRowSecurity(_ table: QualifiedName) -> SQL {
    "SELECT understudy.lift_force_row_security(\(relation(table)))"
  }

  static func restoreForcedRowSecurity(_ table: QualifiedName) -> SQL {
    "SELECT understudy.restore_force_row_security(\(relation(table)))"
  }

  static func disableTriggers(_ table: QualifiedName, in step: String) -> SQL {
    "SELECT understudy.disable_triggers(\(literal: step), \(relation(table)))"
  }

  static func restoreTriggers(_ table: QualifiedName, in step: String) -> SQL {
    "SELECT understudy.restore_triggers(\(literal: step), \(relation(table)))"
  }

  static func isSwapped(_ plan: TablePlan) -> SQL {
    """
    SELECT EXISTS (SELECT FROM understudy.step WHERE step = \(literal: plan.step) AND state <> 'begun') AS understudy_skip
    """
  }

  static func stepDone(_ step: String) -> SQL { "SELECT understudy.step_done(\(literal: step))" }

  /// A relation by its quoted name, which the procedures cast to `regclass` under the pinned path.
  private static func relation(_ name: QualifiedName) -> SQL { SQL.literal(name.quoted) }
}
