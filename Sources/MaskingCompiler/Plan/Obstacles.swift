internal import DatabaseCatalog
internal import PostgresSyntax

/// What stands in the way of masked tables and is taken down before the first of them.
struct Obstacles {
  let catalog: Catalog
  let family: RelationFamily
  /// Those that are rewritten or updated.
  private let tables: [TablePlan]

  init(catalog: Catalog, family: RelationFamily, tables: [TablePlan]) {
    self.catalog = catalog
    self.family = family
    self.tables = tables.filter(\.isRewritten)
  }

  /// Foreign keys of or at tables that are emptied and filled again, at their roots; of an updated table those alone whose columns
  /// get new values.
  var foreignKeys: [DetachedForeignKey] {
    let rewritten = family.withPartitionAncestors(
      tables.filter { $0.strategy == .rewrite }.flatMap { [$0.relation] + $0.heaps })
    var updated: [QualifiedName: Set<Identifier>] = [:]
    for table in tables where table.strategy != .rewrite {
      let masked = table.columns.filter { if case .copied = $0.treatment { false } else { true } }.map(\.name)
      for name in family.withPartitionAncestors([table.relation]) { updated[name, default: []].formUnion(masked) }
    }
    func isInTheWay(_ columns: [Identifier], of relation: QualifiedName) -> Bool {
      rewritten.contains(relation) || updated[relation].map { !$0.isDisjoint(with: columns) } == true
    }
    return catalog.relations.flatMap { relation in
      relation.foreignKeys.filter {
        isInTheWay($0.columns, of: relation.name) || isInTheWay($0.referencedColumns, of: $0.referencedRelation)
      }.map { DetachedForeignKey(relation: relation.name, name: $0.name, referenced: $0.referencedRelation) }
    }
  }

  /// Tables with constraints that rows from before them break.
  var notValid: [QualifiedName] {
    let written = Set(tables.flatMap { [$0.relation] + $0.heaps })
    return catalog.relations.filter { $0.hasNotValidConstraints && written.contains($0.name) }.map(\.name)
  }

  /// Tables that are read, written, or read to prove a foreign key, while row security is forced on their owner.
  func forcedRowSecurity(alsoOf others: Set<QualifiedName>) -> [QualifiedName] {
    let names =
      family.withPartitionAncestors(tables.flatMap { [$0.relation] + $0.heaps })
      .union(foreignKeys.flatMap { [$0.relation, $0.referenced] }).union(others)
    return catalog.relations.filter { $0.forcesRowSecurity && names.contains($0.name) }.map(\.name)
  }
}
