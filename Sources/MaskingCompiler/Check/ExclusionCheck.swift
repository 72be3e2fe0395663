internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `exclusion-unproven`: rows that an exclusion constraint keeps apart have to stay apart.
enum ExclusionCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.filter { $0.treatment == .columns }.flatMap { table in
      application.members(of: table).flatMap { relation in
        relation.exclusions.filter { relation.name == table.relation.name || !table.relation.exclusions.contains($0) }
          .compactMap { problem(of: $0, of: relation, table, application) }
      }
    }
  }

  private static func problem(
    of exclusion: ExclusionConstraint, of relation: Relation, _ table: ResolvedTable, _ application: ResolvedApplication
  ) -> Diagnostic? {
    let parts = zip(exclusion.parts, exclusion.operators).map { part, operation in
      (behaviour: PartBehaviour(part, of: table, in: relation, columns: []), operation: operation)
    }
    // NULL is in nobody's way, and where one part never agrees, the others do not matter.
    if parts.contains(where: { $0.behaviour.isNull || ($0.operation == "=" && $0.behaviour.isDistinct) }) { return nil }
    let predicate = exclusion.predicate.flatMap { ExpressionTree($0) }
    let changed = (predicate?.columns ?? []).sorted().compactMap { table.column(Identifier($0)) }.filter { !$0.isKept }
    let open = parts.first { !isHarmless($0.behaviour, $0.operation) }
    guard let column = open?.behaviour.column ?? changed.first, let span = column.span ?? table.span else { return nil }
    let subject = application.subject(table, column.column.name)
    var isWrong = false
    if let open, open.operation == "=", case .repeating = open.behaviour.values { isWrong = true }
    return Diagnostic(
      "exclusion-unproven",
      "\(relation.name).\(column.column.name) belongs to the exclusion constraint \(exclusion.name), and "
        + (isWrong
          ? "\(column.mask?.title ?? "its mask") repeats values" : "nothing proves that its new values do not collide"),
      severity: isWrong ? .error : .warning, at: span,
      help: isWrong
        ? "keep it, or use a function that does not repeat values"
        : "a row in the way ends the run; if none can be, accept this at \(subject)",
      subject: subject)
  }

  /// Whether two rows for which the operator was not true are still such.
  private static func isHarmless(_ behaviour: PartBehaviour, _ operation: String) -> Bool {
    switch behaviour.values {
    case .same, .null: true
    case .preserved, .distinct: operation == "="
    case .repeating, .unknown: false
    }
  }
}

extension PartBehaviour {
  fileprivate var isDistinct: Bool {
    guard case .distinct = values, let column else { return false }
    return !column.column.type.isText
  }
}
