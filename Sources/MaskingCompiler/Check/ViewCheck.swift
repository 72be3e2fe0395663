internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `view-not-unique` and `view-reads-outside`: materialised views are refreshed after masking, and that has to work.
enum ViewCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    let views = application.catalog.relations.filter { $0.kind == .materializedView }
    return views.flatMap { notUnique($0, application) } + views.compactMap { readsOutside($0, application) }
  }

  // MARK: Unique indexes

  /// A column of a key that has the name of a masked one with values that repeat.
  private static func notUnique(_ view: Relation, _ application: ResolvedApplication) -> [Diagnostic] {
    // What a view groups by, it has once.
    let text = text(of: view, application)
    guard !text.contains("GROUP BY"), !text.contains("DISTINCT") else { return [] }
    let tables = sources(of: view, application)
    return view.uniqueKeys.compactMap { key -> Diagnostic? in
      let columns = key.columns.compactMap { name in
        tables.lazy.compactMap { table -> (ResolvedTable, ResolvedColumn)? in
          table.column(name).map { (table, $0) }
        }.first { repeats($0.1, of: $0.0) }
      }
      guard columns.count == key.columns.count, let (table, column) = columns.first else { return nil }
      let subject = application.subject(view)
      return Diagnostic(
        "view-not-unique",
        "the materialised view \(view.name) has the unique \(key.name) over \(column.column.name), whose masked values repeat",
        severity: .warning, at: column.span ?? table.span,
        help: "a refresh that fails ends the run; if the view has other values there, accept this at \(subject)",
        subject: subject)
    }
  }

  private static func repeats(_ column: ResolvedColumn, of table: ResolvedTable) -> Bool {
    switch ColumnBehaviour(column, of: table, in: table.relation).values {
    case .repeating, .null: true
    case .same, .preserved, .distinct, .unknown: false
    }
  }

  /// The tables that a view reads, also through other views.
  private static func sources(of view: Relation, _ application: ResolvedApplication) -> [ResolvedTable] {
    var seen: Set<QualifiedName> = []
    var open = view.reads
    while let name = open.popLast() {
      if seen.insert(name).inserted { open += application.catalog.relation(name)?.reads ?? [] }
    }
    return seen.sorted().compactMap { application.decidingTable(of: $0) }
  }

  // MARK: What is elsewhere

  private static func readsOutside(_ view: Relation, _ application: ResolvedApplication) -> Diagnostic? {
    guard
      let function = try? SQLParser.statements(in: text(of: view, application)).first?.functions.first(where: {
        ForbiddenFunctions.reason($0.name) == .reachesOut
      })
    else { return nil }
    return Diagnostic(
      "view-reads-outside",
      "the materialised view \(view.name) calls \(function.name), and would fetch from outside again after masking",
      at: application.document.application.span,
      help: "drop it on the copy, and take it out of schema.sql: a refresh brings back what masking cannot reach")
  }

  private static func text(of view: Relation, _ application: ResolvedApplication) -> String {
    let object = "materialized view \(view.name.quoted)"
    return application.catalog.definitions.first { $0.kind == .view && $0.object == object }?.text ?? ""
  }
}
