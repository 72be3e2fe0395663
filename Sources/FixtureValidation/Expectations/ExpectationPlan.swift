internal import BundleFormat
internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingCompiler
internal import PostgresSyntax
internal import RuleSyntax

/// Expectations bound to a catalog: what is read of which table, and by which key its rows are told apart.
struct ExpectationPlan {
  struct Table {
    let relation: QualifiedName
    /// A key whose columns masking keeps; nil where there is none.
    let key: [Identifier]?
    /// SQL over the alias `s`: rows that the rules leave alone.
    let except: SQL?
    let columns: [Column]
  }

  struct Column {
    let name: Identifier
    let expectations: [Spanned<Expectation>]
  }

  let tables: [Table]

  /// Binds names.
  ///
  /// - Throws: `DiagnosticsError` with `unknown-table`, `unknown-column` and `expectation-without-key`.
  init(_ document: ExpectationsDocument, rules: RuleDocument, catalog: Catalog, plan: VerificationPlan) throws {
    let searchPath = rules.searchPath.map { Identifier($0.value) }
    var diagnostics: [Diagnostic] = []
    var tables: [Table] = []
    for expected in document.tables {
      guard let relation = Names.relation(expected.name.value, in: catalog, searchPath: searchPath) else {
        let known = catalog.relations.map(\.name.name.name)
        diagnostics.append(
          Diagnostic(
            "unknown-table", "there is no table \(expected.name.value)", at: expected.name.span,
            help: Spelling.suggestion(for: expected.name.value, among: known)))
        continue
      }
      let binder = TableBinder(relation: relation, rules: rules, catalog: catalog, plan: plan, searchPath: searchPath)
      tables.append(binder.bind(expected, &diagnostics))
    }
    guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics, files: [document.file]) }
    self.tables = tables
  }
}

private struct TableBinder {
  let relation: Relation
  let rules: RuleDocument
  let catalog: Catalog
  let plan: VerificationPlan
  let searchPath: [Identifier]

  func bind(_ expected: TableExpectations, _ diagnostics: inout [Diagnostic]) -> ExpectationPlan.Table {
    let key = keptKey
    var columns: [ExpectationPlan.Column] = []
    for column in expected.columns {
      guard let found = relation.column(Identifier(column.name.value)) else {
        diagnostics.append(
          Diagnostic(
            "unknown-column", "\(relation.name) has no column \(column.name.value)", at: column.name.span,
            help: Spelling.suggestion(for: column.name.value, among: relation.columns.map(\.name.name))))
        continue
      }
      if key == nil { diagnostics += column.expectations.compactMap(withoutKey) }
      columns.append(ExpectationPlan.Column(name: found.name, expectations: column.expectations))
    }
    return ExpectationPlan.Table(
      relation: relation.name, key: key, except: promises.lazy.compactMap(\.exceptPredicate).first.map { SQL(raw: $0) },
      columns: columns)
  }

  private func withoutKey(_ expectation: Spanned<Expectation>) -> Diagnostic? {
    switch expectation.value {
    case .unique, .matches: nil
    case .changed, .unchanged:
      Diagnostic(
        "expectation-without-key",
        "\(relation.name) has no key that masking keeps, so no row can be compared with what it was",
        at: expectation.span, help: "expect `unique` or `matches`, or name an `identity:` in the rules")
    }
  }

  /// What the bundle promises of the table, or of its partitions.
  private var promises: [VerifiedTable] {
    let heaps = Set([relation.name] + catalog.leaves(of: relation).map(\.name))
    return plan.tables.filter { heaps.contains($0.relation) || !heaps.isDisjoint(with: $0.heaps) }
  }

  /// The first key whose columns are all kept: the one that the rules name, the primary key, another.
  private var keptKey: [Identifier]? {
    let declared = rules.tables.first {
      Names.relation($0.name.value, in: catalog, searchPath: searchPath)?.name == relation.name
    }?.identity?.map { Identifier($0.value) }
    let unique = relation.uniqueKeys.filter { key in
      key.isPrimary
        || !key.isPartial && !key.hasExpressions && key.columns.allSatisfy { relation.column($0)?.isNotNull == true }
    }
    let keys = [declared, relation.identity?.columns].compactMap(\.self) + unique.map(\.columns)
    return keys.first { !$0.isEmpty && $0.allSatisfy(isKept) }
  }

  private func isKept(_ column: Identifier) -> Bool {
    let promises = promises
    guard !promises.isEmpty else { return relation.kind != .view && relation.kind != .materializedView }
    return promises.allSatisfy { table in
      table.treatment == .keep || table.columns.first { $0.name == column }?.mask == "keep"
    }
  }
}
