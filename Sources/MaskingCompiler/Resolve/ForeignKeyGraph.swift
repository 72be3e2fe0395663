internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// A column of a table that is decided about: partitions count as the table at the top.
struct ColumnKey: Hashable, Comparable {
  let table: QualifiedName
  let column: Identifier

  static func < (left: ColumnKey, right: ColumnKey) -> Bool {
    left.table == right.table ? left.column < right.column : left.table < right.table
  }
}

/// Whose decisions a column takes over: those of columns that it references, and of the same one in parents by inheritance.
struct ForeignKeyGraph {
  struct Edge {
    let target: ColumnKey
    /// How the summary calls the way.
    let via: String
    let isInheritance: Bool
  }

  private var edges: [ColumnKey: [Edge]] = [:]
  /// Columns that a foreign key references: masked by value, so that the referencing ones agree.
  private(set) var referenced: Set<ColumnKey> = []

  init(_ catalog: Catalog) {
    let byName = Dictionary(catalog.relations.map { ($0.name, $0) }) { first, _ in first }
    func top(_ name: QualifiedName) -> QualifiedName {
      byName[name]?.partitionParent.map(top) ?? name
    }
    for relation in catalog.relations {
      let table = top(relation.name)
      for parent in relation.inheritanceParents {
        for column in byName[parent]?.columns ?? [] where relation.column(column.name) != nil {
          edges[ColumnKey(table: table, column: column.name), default: []].append(
            Edge(
              target: ColumnKey(table: parent, column: column.name), via: "inherited from \(parent)",
              isInheritance: true))
        }
      }
      for key in relation.foreignKeys {
        for (own, target) in zip(key.columns, key.referencedColumns) {
          let target = ColumnKey(table: top(key.referencedRelation), column: target)
          referenced.insert(target)
          edges[ColumnKey(table: table, column: own), default: []].append(
            Edge(target: target, via: "foreign key \(key.name)", isInheritance: false))
        }
      }
    }
  }

  /// Parents by inheritance first.
  func edges(from key: ColumnKey) -> [Edge] { edges[key] ?? [] }

  /// The other columns on the cycles that a column is on, sorted.
  func cycle(of key: ColumnKey) -> [ColumnKey] {
    reachable(from: key).filter { $0 != key && reachable(from: $0).contains(key) }.sorted()
  }

  private func reachable(from key: ColumnKey) -> Set<ColumnKey> {
    var found: Set<ColumnKey> = []
    var open = edges(from: key).map(\.target)
    while let next = open.popLast() {
      if found.insert(next).inserted { open += edges(from: next).map(\.target) }
    }
    return found
  }
}
