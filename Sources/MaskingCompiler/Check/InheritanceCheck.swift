internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `inheritance-disagrees`: a query of a parent shows the rows of its children, so they get what the parent's rows get.
enum InheritanceCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.filter { $0.treatment != .truncate }.flatMap { child in
      child.relation.inheritanceParents.compactMap { name in
        application.table(name).flatMap { problem(of: child, below: $0) }
      }
    }
  }

  private static func problem(of child: ResolvedTable, below parent: ResolvedTable) -> Diagnostic? {
    let notes = parent.span.map { [Diagnostic.Note("the parent is decided here", at: $0)] } ?? []
    if parent.treatment == .truncate {
      return Diagnostic(
        "inheritance-disagrees",
        "\(child.relation.name) inherits from \(parent.relation.name), which is emptied, and keeps its rows",
        at: child.span,
        notes: notes, help: "truncate it too: the parent shows its rows")
    }
    for column in parent.changed where !column.isGenerated {
      let own = child.column(column.column.name)
      guard own?.mask?.title != column.mask?.title || own?.isKept ?? true else { continue }
      return Diagnostic(
        "inheritance-disagrees",
        "\(child.relation.name) inherits \(column.column.name) from \(parent.relation.name), which is decided otherwise",
        at: own?.span ?? child.span, notes: notes,
        help: child.treatment == .keep
          ? "write `columns:` for \(child.relation.name.name); what it inherits follows by itself"
          : "decide the column alike in all its parents")
    }
    return nil
  }
}
