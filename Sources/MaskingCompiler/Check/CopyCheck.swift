internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `copy-kept`: a column that repeats a masked one has to be masked, derived or emptied with it.
///
/// Two kinds are known: what a trigger writes from masked columns, and a tsvector beside masked text.
enum CopyCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    let byTriggers = application.tables.flatMap { table in
      application.members(of: table).flatMap { relation in
        relation.triggers.filter(\.isEnabled).flatMap { copies(of: $0, on: table, application) }
      }
    }
    let found = (byTriggers + application.tables.flatMap(words)).map { $0.diagnostic(application) }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.subject ?? "").inserted }
  }

  /// A kept column, and why it is a copy.
  private struct KeptCopy {
    let table: ResolvedTable
    let column: Identifier
    let reason: String

    func diagnostic(_ application: ResolvedApplication) -> Diagnostic {
      let subject = application.subject(table, column)
      return Diagnostic(
        "copy-kept", "\(table.relation.name).\(column) is kept, and \(reason)", severity: .warning,
        at: table.column(column)?.span ?? table.span ?? application.document.application.span,
        help: "mask it, or compute it again by `derived`; if it repeats nothing, accept this at \(subject)",
        subject: subject)
    }
  }

  // MARK: Words

  private static func words(of table: ResolvedTable) -> [KeptCopy] {
    guard let text = table.changed.first(where: { $0.column.type.isText && !$0.isGenerated }) else { return [] }
    return table.columns.filter { $0.isKept && $0.column.type.baseName == "tsvector" }.map {
      KeptCopy(
        table: table, column: $0.column.name,
        reason: "a tsvector holds words of other columns, of which \(text.column.name) is masked")
    }
  }

  // MARK: Triggers

  private static func copies(
    of trigger: Trigger, on table: ResolvedTable, _ application: ResolvedApplication
  ) -> [KeptCopy] {
    if trigger.function.schema == "pg_catalog", trigger.function.name.name.hasPrefix("tsvector_update_trigger") {
      return suggested(by: trigger, table)
    }
    guard let body = trigger.body.flatMap({ TriggerBody($0) }) else { return [] }
    return body.copies.compactMap { copy -> KeptCopy? in
      guard let (target, column) = destination(copy.destination, of: table, application),
        target.isKept(column), target.relation.column(column)?.generatedExpression == nil,
        let source = copy.sources.lazy.compactMap({ masked($0, of: table, application) }).min()
      else { return nil }
      return KeptCopy(
        table: target, column: column,
        reason: "the trigger \(trigger.name) of \(table.relation.name) writes it from \(source), which is masked")
    }.sorted { ($0.table.relation.name, $0.column) < ($1.table.relation.name, $1.column) }
  }

  /// The server's own trigger: its first argument is the column, those from the third on its sources.
  private static func suggested(by trigger: Trigger, _ table: ResolvedTable) -> [KeptCopy] {
    guard let column = trigger.arguments.first.map({ Identifier($0) }), table.isKept(column) else { return [] }
    let sources = trigger.arguments.dropFirst(2).map { Identifier($0) }.filter { !table.isKept($0) }
    return sources.prefix(1).map {
      KeptCopy(
        table: table, column: column,
        reason:
          "the trigger \(trigger.name) of \(table.relation.name) writes it from \(table.relation.name).\($0), which is masked"
      )
    }
  }

  private static func destination(
    _ destination: TriggerBody.Destination, of table: ResolvedTable, _ application: ResolvedApplication
  ) -> (ResolvedTable, Identifier)? {
    switch destination {
    case .own(let column): (table, column)
    case .column(let column, let relation): relations([relation], application).first.map { ($0, column) }
    case .place(let place, let relation):
      relations([relation], application).first.flatMap { table in
        table.relation.columns.indices.contains(place) ? (table, table.relation.columns[place].name) : nil
      }
    }
  }

  /// The masked column that a source is, or has in it.
  private static func masked(
    _ source: TriggerBody.Source, of table: ResolvedTable, _ application: ResolvedApplication
  ) -> String? {
    switch source {
    case .own(let column): table.isKept(column) ? nil : "\(table.relation.name).\(column)"
    case .wholeRow:
      table.changed.first { !$0.isGenerated }.map { "\(table.relation.name).\($0.column.name)" }
    case .column(let column, let candidates):
      relations(candidates, application).first { $0.relation.column(column) != nil && !$0.isKept(column) }
        .map { "\($0.relation.name).\(column)" }
    }
  }

  private static func relations(
    _ names: [TriggerBody.Relation], _ application: ResolvedApplication
  ) -> [ResolvedTable] {
    names.compactMap { name in
      let relation =
        name.schema.map { application.catalog.relation(QualifiedName($0, name.name)) }
        ?? application.catalog.relation(name.name, searchPath: application.searchPath)
      return relation.flatMap { application.decidingTable(of: $0.name) }
    }
  }
}
