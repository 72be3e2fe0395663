internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `rows-referenced`: rows that go must not be referenced by rows that stay.
enum ReferencedRowsCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table -> [Diagnostic] in
      guard table.treatment == .truncate || table.rule?.keepRows != nil else { return [] }
      return application.tables.filter { $0.treatment != .truncate && $0.relation.name != table.relation.name }
        .flatMap { other in
          other.relation.foreignKeys.filter {
            application.catalog.root(of: $0.referencedRelation) == table.relation.name && !isCleared($0, in: other)
          }.map { key in
            Diagnostic(
              "rows-referenced",
              "rows of \(table.relation.name) go, but \(other.relation.name) references them (\(key.name))",
              at: table.rule?.keepRows?.span ?? table.span,
              notes: other.span.map { [Diagnostic.Note("the referencing table is decided here", at: $0)] } ?? [],
              help:
                "truncate \(other.relation.name) too, or set its \(key.columns.map(\.name).joined(separator: ", ")) to null"
            )
          }
        }
    }
  }

  /// A foreign key with a column that is always NULL references nothing.
  private static func isCleared(_ key: ForeignKey, in table: ResolvedTable) -> Bool {
    key.columns.contains { name in
      if case .mask(let mask)? = table.column(name)?.decision { mask.title == "null" } else { false }
    }
  }
}
