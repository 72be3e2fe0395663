internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `update-strategy`: an update in place goes by ranges of a key that stays as it is, and moves no row.
enum UpdateStrategyCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table -> [Diagnostic] in
      guard table.treatment == .columns, let rule = table.rule, rule.strategy.value == .update else { return [] }
      let leaves = application.catalog.leaves(of: table.relation)
      return reasons(table, leaves, application).map { reason in
        Diagnostic(
          "update-strategy", "\(table.relation.name) cannot be updated in place: \(reason)", at: rule.strategy.span,
          help: "remove `strategy: update`: the rewrite has no such limit")
      }
    }
  }

  private static func reasons(
    _ table: ResolvedTable, _ leaves: [Relation], _ application: ResolvedApplication
  ) -> [String] {
    var reasons: [String] = []
    if leaves.contains(where: { UpdateKey.of($0, in: table) == nil }) {
      reasons.append(
        "it needs a primary or unique key over whole NOT NULL columns, all kept, of types of PostgreSQL's own")
    }
    for key in table.relation.uniqueKeys {
      guard let masked = key.columns.first(where: { table.masks([$0]) }) else { continue }
      reasons.append("\(masked) belongs to the unique \(key.name), and masked rows meet originals on the way")
    }
    let family = RelationFamily(application.catalog).withDescendants([table.relation.name])
    for relation in application.catalog.relations where family.contains(relation.name) {
      guard relation.kind == .partitionedTable,
        let masked = relation.partitionKeyColumns.first(where: { table.masks([$0]) })
      else { continue }
      reasons.append("it is partitioned by \(masked), which this masks")
    }
    for column in table.columns where !column.isKept && column.column.identity == .always {
      reasons.append("\(column.column.name) is GENERATED ALWAYS AS IDENTITY, which no update writes")
    }
    if let refusing = leaves.first(where: \.refusesUpdates) {
      reasons.append("\(refusing.name) is published without a replica identity, and the server refuses its updates")
    }
    if table.rule?.keepRows != nil { reasons.append("`keep_rows` takes rows away") }
    return reasons
  }
}
