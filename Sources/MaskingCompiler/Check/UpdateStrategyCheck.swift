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
    let family = RelationFamily(application.catalog).withDescendants([table.relation.name])
    reasons += meetings(table, application.catalog.relations.filter { family.contains($0.name) })
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

  /// Unique keys and exclusions, of partitions too, in which a masked value can meet an original that has its turn later.
  private static func meetings(_ table: ResolvedTable, _ family: [Relation]) -> [String] {
    var reasons: [String] = []
    func add(_ kind: String, _ name: Identifier, _ columns: [Identifier], _ expressions: [String?]) {
      let words = expressions.compactMap(\.self)
      let masked = table.columns.map(\.column.name).first { column in
        table.masks([column]) && (columns.contains(column) || words.contains { $0.contains(column.name) })
      }
      guard let masked else { return }
      let reason = "\(masked) belongs to the \(kind) \(name), and masked rows meet originals on the way"
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    for relation in family {
      for key in relation.uniqueKeys { add("unique", key.name, key.columns, [key.predicate]) }
      for exclusion in relation.exclusions {
        add(
          "exclusion", exclusion.name, exclusion.parts.compactMap(\.column),
          exclusion.parts.map(\.expression) + [exclusion.predicate])
      }
    }
    return reasons
  }
}
