internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// The rule of each table that has one: by its name, else by a glob that matches it.
struct TableRules {
  private struct Bound {
    let rule: TableRule
    let isGlob: Bool
  }

  private let catalog: Catalog
  private let searchPath: [Identifier]
  private let decidable: [Relation]
  private var bound: [QualifiedName: Bound] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter decidable: the tables that rules decide about.
  init(_ document: RuleDocument, _ catalog: Catalog, searchPath: [Identifier], decidable: [Relation]) {
    self.catalog = catalog
    self.searchPath = searchPath
    self.decidable = decidable
    let rules = document.tables.map { (rule: $0, glob: TableGlob($0.name.value)) }
    var globs: [(rule: TableRule, glob: TableGlob)] = []
    for (rule, glob) in rules {
      if let glob, Names.relation(rule.name.value, in: catalog, searchPath: searchPath) == nil {
        globs.append((rule, glob))
      } else {
        bind(rule)
      }
    }
    for (rule, glob) in globs { bind(rule, glob, isOwn: document.isOwn(rule.span)) }
  }

  /// The rule that names a table or matches it.
  func own(_ table: QualifiedName) -> TableRule? { bound[table]?.rule }

  func isGlob(_ table: QualifiedName) -> Bool { bound[table]?.isGlob == true }

  /// The rule, and what the rules of parents by inheritance say of rows where it is silent.
  func effective(_ relation: Relation) -> TableRule? {
    let own = own(relation.name)
    guard let parent = relation.inheritanceParents.lazy.compactMap({ catalog.relation($0) }).compactMap(effective).first
    else { return own }
    guard var merged = own else {
      var inherited = parent
      if case .columns = parent.decision { inherited.decision = .columns([]) }
      return inherited
    }
    merged.rows = merged.rows ?? parent.rows
    merged.identity = merged.identity ?? parent.identity
    merged.except = merged.except ?? parent.except
    merged.keepRows = merged.keepRows ?? parent.keepRows
    return merged
  }

  /// The rule that names a column.
  func columnRule(_ key: ColumnKey) -> ColumnRule? {
    guard case .columns(let rules)? = bound[key.table]?.rule.decision else { return nil }
    return rules.first { Identifier($0.name.value) == key.column }
  }

  // MARK: Binding

  private mutating func bind(_ rule: TableRule) {
    let name = rule.name.value
    guard let relation = Names.relation(name, in: catalog, searchPath: searchPath) else {
      report(
        "unknown-table", "there is no table \(name)", at: rule.name.span,
        help: Spelling.suggestion(for: name, among: decidable.flatMap { [$0.name.name.name, $0.name.description] })
          ?? "the schema has \(decidable.count) tables; is schema.sql up to date?")
      return
    }
    if let parent = relation.partitionParent {
      report(
        "partition-rule", "\(name) is a partition and follows \(parent)", at: rule.name.span,
        help: "write the rule for \(parent)")
    } else if relation.kind != .table && relation.kind != .partitionedTable {
      report(
        "not-a-table", "\(name) is a \(Self.kindName(relation)), and only tables are masked", at: rule.name.span,
        help: relation.kind == .foreignTable
          ? "a foreign table is never written: mask it where it lives"
          : "it shows what its tables hold; remove the rule")
    } else if let other = bound[relation.name]?.rule {
      diagnostics.append(
        Diagnostic(
          "duplicate-table", "\(relation.name) has two rules", at: rule.name.span,
          notes: [Diagnostic.Note("the other one", at: other.name.span)], help: "join them"))
    } else {
      bound[relation.name] = Bound(rule: rule, isGlob: false)
      reportUnknownColumns(rule, of: [relation])
    }
  }

  private mutating func bind(_ rule: TableRule, _ glob: TableGlob, isOwn: Bool) {
    let matched = decidable.filter { glob.matches($0.name, searchPath) }
    var taken: [Relation] = []
    for relation in matched {
      if let other = bound[relation.name] {
        if other.isGlob {
          diagnostics.append(
            Diagnostic(
              "duplicate-table", "\(relation.name) has two rules, since both names match it", at: rule.name.span,
              notes: [Diagnostic.Note("the other one", at: other.rule.name.span)],
              help: "give the table a rule of its own: that comes before both"))
        }
      } else {
        bound[relation.name] = Bound(rule: rule, isGlob: true)
        taken.append(relation)
      }
    }
    if taken.isEmpty, isOwn {
      diagnostics.append(
        Diagnostic(
          "unused-pattern", "no table is decided by \(rule.name.value)", severity: .warning, at: rule.name.span,
          help: matched.isEmpty
            ? "a name without a schema matches tables of the search path alone; write `*.name` for every schema"
            : "the tables that it matches have rules of their own; remove it"))
    }
    if !matched.isEmpty { reportUnknownColumns(rule, of: matched) }
  }

  /// Columns that none of these tables has.
  private mutating func reportUnknownColumns(_ rule: TableRule, of relations: [Relation]) {
    guard case .columns(let columns) = rule.decision else { return }
    let known = relations.flatMap(\.columns).map(\.name.name)
    for column in columns where !known.contains(column.name.value) {
      let name = relations.count == 1 ? relations.first?.name.description : nil
      report(
        "unknown-column",
        "\(name ?? "none of the tables \(rule.name.value)") has \(name == nil ? "a" : "no") column \(column.name.value)",
        at: column.name.span, help: Spelling.suggestion(for: column.name.value, among: known))
    }
  }

  private static func kindName(_ relation: Relation) -> String {
    switch relation.kind {
    case .table, .partitionedTable: "table"
    case .view: "view"
    case .materializedView: "materialised view"
    case .foreignTable: "foreign table"
    }
  }

  private mutating func report(_ id: String, _ message: String, at span: SourceSpan, help: String?) {
    diagnostics.append(Diagnostic(id, message, at: span, help: help))
  }
}

/// A name with `*` or `?`: `audit_*` of the search path, `shop.*`, `*.audit_*`. Inside quotes they stand for themselves.
struct TableGlob {
  private let schema: String?
  private let name: String

  /// Nil where the text is no glob.
  init?(_ text: String) {
    guard !text.contains("\""), text.contains("*") || text.contains("?"), let parts = Names.parts(of: text) else {
      return nil
    }
    switch parts.count {
    case 1: (schema, name) = (nil, parts[0].name)
    case 2: (schema, name) = (parts[0].name, parts[1].name)
    default: return nil
    }
  }

  func matches(_ table: QualifiedName, _ searchPath: [Identifier]) -> Bool {
    guard Names.matches(name, table.name.name) else { return false }
    guard let schema else { return searchPath.contains(table.schema) }
    return Names.matches(schema, table.schema.name)
  }
}
