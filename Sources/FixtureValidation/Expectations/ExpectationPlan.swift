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
    /// Whether it is read as it is, and not computed from other tables.
    let isStored: Bool
    /// A key whose columns masking keeps; nil where there is none.
    let key: [Identifier]?
    /// SQL over the alias `s`: rows that the rules leave alone.
    let except: SQL?
    /// Of the table as a whole.
    var expectations: [Expected] = []
    var columns: [Column] = []
  }

  struct Column {
    let name: Identifier
    let expectations: [Expected]
  }

  struct Expected {
    let expectation: Expectation
    let span: SourceSpan
    /// Whether it follows from the rules alone, and nobody wrote it.
    let isDeclared: Bool
    /// The other column that it speaks of.
    var other: Reference?

    /// Tells it from the others of its file.
    var place: Int { span.start.offset }
  }

  /// A column that an expectation of another one names.
  struct Reference {
    let relation: QualifiedName
    let key: [Identifier]?
    let column: Identifier
  }

  private(set) var tables: [Table]
  let assertions: [ExpectationsDocument.Assertion]
  /// Schemas under which assertions and joins are read.
  let searchPath: [Identifier]
  /// Of each table, a key that masking keeps.
  let keys: [QualifiedName: [Identifier]]

  /// Binds names.
  ///
  /// - Parameters:
  ///   - document: nil where nothing is written.
  ///   - declared: what the rules say by themselves; it counts for columns and tables of which nothing is written.
  /// - Throws: `DiagnosticsError` with `unknown-table`, `unknown-column` and `expectation-without-key`.
  init(
    _ document: ExpectationsDocument?, declared: [DeclaredExpectation] = [], rules: RuleDocument, catalog: Catalog,
    plan: VerificationPlan
  ) throws {
    searchPath = rules.searchPath.map { Identifier($0.value) }
    assertions = document?.assertions ?? []
    var binder = ExpectationBinder(rules: rules, catalog: catalog, plan: plan, searchPath: searchPath)
    keys = catalog.relations.reduce(into: [:]) { keys, relation in keys[relation.name] = binder.table(relation).key }
    tables = (document?.tables ?? []).compactMap { binder.bind($0) }
    if let document, !binder.diagnostics.isEmpty {
      throw DiagnosticsError(binder.diagnostics, files: [document.file])
    }
    for relation in catalog.relations {
      let promised = declared.filter { $0.relation == relation.name }
      guard !promised.isEmpty else { continue }
      add(promised, of: binder.table(relation))
    }
  }

  /// Bound already.
  init(tables: [Table], searchPath: [Identifier]) {
    self.tables = tables
    self.searchPath = searchPath
    assertions = []
    keys = [:]
  }

  /// What the rules declare, where nothing is written.
  private mutating func add(_ declared: [DeclaredExpectation], of table: Table) {
    let place = tables.firstIndex { $0.relation == table.relation }
    var merged = place.map { tables[$0] } ?? table
    func expected(_ declared: DeclaredExpectation) -> Expected {
      Expected(expectation: declared.expectation, span: declared.span, isDeclared: true)
    }
    let whole = declared.filter { $0.column == nil }
    if merged.expectations.isEmpty { merged.expectations = whole.map(expected) }
    let names = declared.compactMap(\.column).reduce(into: [Identifier]()) { if !$0.contains($1) { $0.append($1) } }
    for name in names where !merged.columns.contains(where: { $0.name == name }) {
      let expectations = declared.filter { $0.column == name && !($0.expectation.needsOriginals && table.key == nil) }
      guard !expectations.isEmpty else { continue }
      merged.columns.append(Column(name: name, expectations: expectations.map(expected)))
    }
    if let place { tables[place] = merged } else { tables.append(merged) }
  }

  /// The same without what nobody wrote.
  var written: ExpectationPlan {
    var plan = self
    plan.tables = tables.map { table in
      var table = table
      table.expectations.removeAll(where: \.isDeclared)
      table.columns = table.columns.compactMap { column in
        let written = column.expectations.filter { !$0.isDeclared }
        return written.isEmpty ? nil : Column(name: column.name, expectations: written)
      }
      return table
    }.filter { !$0.expectations.isEmpty || !$0.columns.isEmpty }
    return plan
  }

  /// Whether anything is expected.
  var isEmpty: Bool { tables.isEmpty && assertions.isEmpty }
}

/// Finds what expectations name.
private struct ExpectationBinder {
  let rules: RuleDocument
  let catalog: Catalog
  let plan: VerificationPlan
  let searchPath: [Identifier]
  private(set) var diagnostics: [Diagnostic] = []

  init(rules: RuleDocument, catalog: Catalog, plan: VerificationPlan, searchPath: [Identifier]) {
    self.rules = rules
    self.catalog = catalog
    self.plan = plan
    self.searchPath = searchPath
  }

  /// The table without expectations.
  func table(_ relation: Relation) -> ExpectationPlan.Table {
    let kept = KeptKey(relation: relation, rules: rules, catalog: catalog, plan: plan, searchPath: searchPath)
    return ExpectationPlan.Table(
      relation: relation.name, isStored: relation.kind == .table || relation.kind == .partitionedTable,
      key: kept.columns, except: kept.except)
  }

  mutating func bind(_ expected: TableExpectations) -> ExpectationPlan.Table? {
    guard let relation = relation(expected.name.value) else {
      diagnostics.append(unknownTable(expected.name.value, at: expected.name.span))
      return nil
    }
    var table = table(relation)
    for expectation in expected.expectations {
      if case .joins(let column, _) = expectation.value, relation.column(Identifier(column)) == nil {
        diagnostics.append(unknownColumn(column, of: relation, at: expectation.span))
        continue
      }
      if let bound = bind(expectation, in: table, relation) { table.expectations.append(bound) }
    }
    for column in expected.columns {
      guard let found = relation.column(Identifier(column.name.value)) else {
        diagnostics.append(unknownColumn(column.name.value, of: relation, at: column.name.span))
        continue
      }
      table.columns.append(
        ExpectationPlan.Column(
          name: found.name, expectations: column.expectations.compactMap { bind($0, in: table, relation) }))
    }
    return table
  }

  private mutating func bind(
    _ expectation: Spanned<Expectation>, in table: ExpectationPlan.Table, _ relation: Relation
  ) -> ExpectationPlan.Expected? {
    if expectation.value.needsOriginals, table.key == nil {
      diagnostics.append(withoutKey(relation.name, at: expectation.span))
      return nil
    }
    var bound = ExpectationPlan.Expected(
      expectation: expectation.value, span: expectation.span, isDeclared: false, other: nil)
    switch expectation.value {
    case .sameAs(let name), .joins(_, to: let name):
      guard let other = reference(name, from: relation, at: expectation.span) else { return nil }
      bound.other = other
      if case .sameAs = expectation.value, other.key == nil {
        diagnostics.append(withoutKey(other.relation, at: expectation.span))
        return nil
      }
    case .changed, .unchanged, .null, .unique, .matches, .oneOf, .valid, .range, .distinctAtLeast, .frequencyHidden,
      .rows, .rowsUnchanged, .empty, .golden, .assertion:
      break
    }
    return bound
  }

  /// `column` of the same table, or `table.column`.
  private mutating func reference(
    _ text: String, from relation: Relation, at span: SourceSpan
  ) -> ExpectationPlan.Reference? {
    var other = relation
    var name = text
    if relation.column(Identifier(text)) == nil, let dot = text.lastIndex(of: ".") {
      let tableName = String(text[..<dot])
      guard let found = self.relation(tableName) else {
        diagnostics.append(unknownTable(tableName, at: span))
        return nil
      }
      other = found
      name = String(text[text.index(after: dot)...])
      if name.count > 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
    }
    guard let column = other.column(Identifier(name)) else {
      diagnostics.append(unknownColumn(name, of: other, at: span))
      return nil
    }
    return ExpectationPlan.Reference(relation: other.name, key: table(other).key, column: column.name)
  }

  private func relation(_ text: String) -> Relation? {
    Names.relation(text, in: catalog, searchPath: searchPath)
  }

  private func unknownTable(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-table", "there is no table \(name)", at: span,
      help: Spelling.suggestion(for: name, among: catalog.relations.map(\.name.name.name)))
  }

  private func unknownColumn(_ name: String, of relation: Relation, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-column", "\(relation.name) has no column \(name)", at: span,
      help: Spelling.suggestion(for: name, among: relation.columns.map(\.name.name)))
  }

  private func withoutKey(_ relation: QualifiedName, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "expectation-without-key",
      "\(relation) has no key that masking keeps, so no row can be compared with what it was", at: span,
      help: "expect `unique` or `matches`, or name an `identity:` in the rules")
  }
}

/// A key of a relation that masking keeps.
private struct KeptKey {
  let columns: [Identifier]?
  let except: SQL?

  init(relation: Relation, rules: RuleDocument, catalog: Catalog, plan: VerificationPlan, searchPath: [Identifier]) {
    // What the bundle promises of the table, or of its partitions.
    let heaps = Set([relation.name] + catalog.leaves(of: relation).map(\.name))
    let promises = plan.tables.filter { heaps.contains($0.relation) || !heaps.isDisjoint(with: $0.heaps) }
    except = promises.lazy.compactMap(\.exceptPredicate).first.map { SQL(raw: $0) }
    func isKept(_ column: Identifier) -> Bool {
      guard !promises.isEmpty else { return relation.kind != .view && relation.kind != .materializedView }
      return promises.allSatisfy { table in
        table.treatment == .keep || table.columns.first { $0.name == column }?.mask == "keep"
      }
    }
    // The one that the rules name, the primary key, another.
    let declared = rules.tables.first {
      Names.relation($0.name.value, in: catalog, searchPath: searchPath)?.name == relation.name
    }?.identity?.map { Identifier($0.value) }
    let unique = relation.uniqueKeys.filter { key in
      key.isPrimary
        || !key.isPartial && !key.hasExpressions && key.columns.allSatisfy { relation.column($0)?.isNotNull == true }
    }
    let keys = [declared, relation.identity?.columns].compactMap(\.self) + unique.map(\.columns)
    columns = keys.first { !$0.isEmpty && $0.allSatisfy(isKept) }
  }
}
