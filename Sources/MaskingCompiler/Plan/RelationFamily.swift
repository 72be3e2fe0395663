internal import DatabaseCatalog
internal import PostgresSyntax

/// Who stands above and below whom, by partition and by inheritance.
struct RelationFamily {
  private var below: [QualifiedName: [QualifiedName]] = [:]
  private var partitionParent: [QualifiedName: QualifiedName] = [:]

  init(_ catalog: Catalog) {
    for relation in catalog.relations {
      for parent in relation.inheritanceParents + [relation.partitionParent].compactMap({ $0 }) {
        below[parent, default: []].append(relation.name)
      }
      partitionParent[relation.name] = relation.partitionParent
    }
  }

  /// These and everything below them, at any depth.
  func withDescendants(_ names: some Sequence<QualifiedName>) -> Set<QualifiedName> {
    var found: Set<QualifiedName> = []
    var open = Array(names)
    while let name = open.popLast() {
      if found.insert(name).inserted { open += below[name, default: []] }
    }
    return found
  }

  /// These and the partitioned tables above them.
  func withPartitionAncestors(_ names: some Sequence<QualifiedName>) -> Set<QualifiedName> {
    var found: Set<QualifiedName> = []
    for name in names {
      var next: QualifiedName? = name
      while let name = next, found.insert(name).inserted { next = partitionParent[name] }
    }
    return found
  }
}
