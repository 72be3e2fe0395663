internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `foreign-table`: its rows are elsewhere, perhaps in production. It is never written, and a copy that has one is refused.
enum ForeignTableCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.catalog.relations.filter { $0.kind == .foreignTable }.map { relation in
      let readers = application.catalog.relations.filter {
        $0.kind == .materializedView && $0.reads.contains(relation.name)
      }
      let more =
        relation.partitionParent.map { ": it is a partition of \($0), and a change there would go through" }
        ?? readers.first.map { ": \($0.name) would fetch its rows again after masking" } ?? ""
      return Diagnostic(
        "foreign-table", "\(relation.name) is a foreign table, whose rows are elsewhere\(more)",
        at: application.document.application.span,
        help: "a copy that has it is refused: drop it there, and take it out of schema.sql")
    }
  }
}
