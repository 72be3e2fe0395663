internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `fold-coarser-than-index` and `fold-finer-than-column`: what a link takes for equal is what the database takes for equal.
enum FoldCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.filter { $0.treatment == .columns }.flatMap { table in
      coarser(table, application) + finer(table, application)
    }
  }

  // MARK: Too coarse

  /// Originals that an index tells apart would become equal.
  private static func coarser(_ table: ResolvedTable, _ application: ResolvedApplication) -> [Diagnostic] {
    table.relation.uniqueKeys.filter {
      !UniquenessProof(table: table, relation: table.relation, key: $0, application: application).isHeldByKeptKey
    }.flatMap { key in
      key.columns.compactMap(table.column).compactMap { column -> Diagnostic? in
        guard case .link(_, let fold)? = column.mask?.seed, let span = column.span,
          let missing = missingFold(fold, key, table)
        else { return nil }
        return Diagnostic(
          "fold-coarser-than-index",
          "\(table.relation.name).\(column.column.name) belongs to the unique \(key.name), and its link folds \(missing), "
            + "which the index tells apart",
          at: span, help: "index lower(btrim(…)) or add a CHECK, or drop the fold",
          subject: application.subject(table, column.column.name))
      }
    }
  }

  /// A fold that neither the index nor a CHECK on the column makes.
  private static func missingFold(_ fold: [LinkRule.Fold], _ key: UniqueKey, _ table: ResolvedTable) -> String? {
    let checks = table.relation.checks.filter { !Set($0.columns).isDisjoint(with: key.columns) }.map(\.definition)
    let domains = key.columns.compactMap { table.relation.column($0) }.flatMap(\.type.domainChecks)
    let texts = (key.parts.compactMap(\.expression) + checks + domains).map { $0.lowercased() }
    let isCitext = key.columns.contains { table.relation.column($0)?.type.baseName == "citext" }
    for one in fold {
      switch one {
      case .case where !isCitext && !texts.contains { $0.contains("lower(") || $0.contains("upper(") }: return "case"
      case .blanks where !texts.contains { $0.contains("btrim(") || $0.contains("trim(") }: return "blanks"
      case .case, .blanks: continue
      }
    }
    return nil
  }

  // MARK: Too fine

  /// Texts of a foreign key that are equal to the database, and not to the link.
  private static func finer(_ table: ResolvedTable, _ application: ResolvedApplication) -> [Diagnostic] {
    let keys = application.members(of: table).flatMap(\.foreignKeys)
    let referenced = Set(application.catalog.references(to: table.relation).flatMap(\.referencedColumns))
    return table.columns.compactMap { column -> Diagnostic? in
      guard case .link(let link, let fold)? = column.mask?.seed, let span = column.span,
        let reason = reason(column.column, fold)
      else { return nil }
      let name = column.column.name
      guard referenced.contains(name) || keys.contains(where: { $0.columns.contains(name) }) else { return nil }
      return Diagnostic(
        "fold-finer-than-column",
        "\(table.relation.name).\(name) belongs to a foreign key, and \(reason), which \(title(link)) tells apart",
        at: span,
        help: column.column.hasNondeterministicCollation
          ? "keep it: no link compares as this collation does" : "add `fold: [case]` to the link",
        subject: application.subject(table, name))
    }
  }

  private static func reason(_ column: Column, _ fold: [LinkRule.Fold]) -> String? {
    if column.hasNondeterministicCollation { return "its collation takes different texts for equal" }
    return column.type.baseName == "citext" && !fold.contains(.case) ? "citext takes A and a for equal" : nil
  }

  private static func title(_ link: String) -> String {
    link.hasPrefix("column ") ? "the mask of a referenced column" : "the link \(link)"
  }
}
