internal import DatabaseCatalog
internal import Diagnostics
internal import PostgresSyntax
internal import RuleSyntax

/// Binds the names of the rules to the catalog, applies patterns, and pushes decisions along foreign keys.
struct Resolver {
  let document: RuleDocument
  let catalog: Catalog
  let searchPath: [Identifier]
  private(set) var diagnostics: [Diagnostic] = []
  /// The rule of each table that has one.
  private var rules: [QualifiedName: TableRule] = [:]
  private var matchedPatterns: Set<Int> = []

  init(document: RuleDocument, catalog: Catalog) {
    self.document = document
    self.catalog = catalog
    searchPath = document.searchPath.map { Identifier($0.value) }
  }

  /// The tables that rules decide about: partitions follow their parents, extensions look after their own.
  private var decidable: [Relation] {
    catalog.relations.filter {
      ($0.kind == .table || $0.kind == .partitionedTable) && $0.partitionParent == nil && !$0.isOwnedByExtension
    }
  }

  mutating func resolve() -> ResolvedApplication {
    bindTables()
    let treatments = Dictionary(uniqueKeysWithValues: decidable.map { ($0.name, treatment(of: $0)) })
    var columns = ColumnResolver(
      document: document, catalog: catalog, rules: rules, treatments: treatments.mapValues(\.treatment))
    let tables = decidable.map { relation -> ResolvedTable in
      let chosen = treatments[relation.name] ?? (treatment: .keep, span: nil)
      let rule = rules[relation.name]
      return ResolvedTable(
        relation: relation, treatment: chosen.treatment, span: chosen.span, rule: rule,
        columns: chosen.treatment == .columns ? columns.columns(of: relation) : [],
        identity: identity(of: relation, rule))
    }
    diagnostics += columns.diagnostics
    reportUnmatched(columns.matchedPatterns)
    return ResolvedApplication(
      document: document, catalog: catalog, searchPath: searchPath, tables: tables, statements: statements())
  }

  // MARK: Tables

  private mutating func bindTables() {
    for rule in document.tables {
      guard let relation = Names.relation(rule.name.value, in: catalog, searchPath: searchPath) else {
        report(
          "unknown-table", "there is no table \(rule.name.value)", at: rule.name.span,
          help: Spelling.suggestion(
            for: rule.name.value, among: decidable.flatMap { [$0.name.name.name, $0.name.description] })
            ?? "the schema has \(decidable.count) tables; is schema.sql up to date?")
        continue
      }
      if let parent = relation.partitionParent {
        report(
          "partition-rule", "\(rule.name.value) is a partition and follows \(parent)", at: rule.name.span,
          help: "write the rule for \(parent)")
      } else if relation.kind != .table && relation.kind != .partitionedTable {
        report(
          "not-a-table", "\(rule.name.value) is a \(kindName(relation)), and only tables are masked",
          at: rule.name.span,
          help: relation.kind == .foreignTable
            ? "a foreign table is never written: mask it where it lives"
            : "it shows what its tables hold; remove the rule")
      } else if let other = rules[relation.name] {
        diagnostics.append(
          Diagnostic(
            "duplicate-table", "\(relation.name) has two rules", at: rule.name.span,
            notes: [Diagnostic.Note("the other one", at: other.name.span)], help: "join them"))
      } else {
        rules[relation.name] = rule
      }
    }
  }

  private func kindName(_ relation: Relation) -> String {
    switch relation.kind {
    case .table, .partitionedTable: "table"
    case .view: "view"
    case .materializedView: "materialised view"
    case .foreignTable: "foreign table"
    }
  }

  private mutating func treatment(of relation: Relation) -> (treatment: ResolvedTable.Treatment, span: SourceSpan?) {
    if let rule = rules[relation.name] {
      switch rule.decision {
      case .keep: return (.keep, rule.name.span)
      case .truncate: return (.truncate, rule.name.span)
      case .columns: return (.columns, rule.name.span)
      }
    }
    for (index, pattern) in document.patterns.enumerated() where names(pattern, relation) {
      switch pattern.decision {
      case .column: continue
      case .keepTable:
        matchedPatterns.insert(index)
        return (.keep, pattern.span)
      case .truncateTable:
        matchedPatterns.insert(index)
        return (.truncate, pattern.span)
      }
    }
    return (.columns, nil)
  }

  private func names(_ pattern: PatternRule, _ relation: Relation) -> Bool {
    pattern.tables.map {
      Names.matches($0.value, relation.name.name.name) || Names.matches($0.value, relation.name.description)
    }
      ?? false
  }

  private mutating func identity(of relation: Relation, _ rule: TableRule?) -> [Identifier] {
    guard let declared = rule?.identity else { return relation.identity?.columns ?? [] }
    for name in declared where relation.column(Identifier(name.value)) == nil {
      report(
        "unknown-column", "\(relation.name) has no column \(name.value)", at: name.span,
        help: Spelling.suggestion(for: name.value, among: relation.columns.map(\.name.name)))
    }
    return declared.map { Identifier($0.value) }
  }

  private mutating func reportUnmatched(_ byColumns: Set<Int>) {
    for (index, pattern) in document.patterns.enumerated()
    where !matchedPatterns.contains(index) && !byColumns.contains(index) && isOwn(pattern) {
      diagnostics.append(
        Diagnostic(
          "unused-pattern", "this pattern decides nothing", severity: .warning, at: pattern.span,
          help: "what it matches is decided by a rule or an earlier pattern, or is not there; remove it"))
    }
  }

  /// A shared pattern may be there for other applications.
  private func isOwn(_ pattern: PatternRule) -> Bool { pattern.span.file == document.files.first?.path }

  // MARK: Statements

  private mutating func statements() -> [ResolvedStatement] {
    document.statements.compactMap { statement -> ResolvedStatement? in
      guard case .scalar(let text, _) = statement.sql.content else { return nil }
      let parsed: [ParsedStatement]
      do throws(SQLSyntaxError) { parsed = try SQLParser.statements(in: text) } catch {
        report(
          "statement-syntax", "the statement \(statement.name.value) is not SQL", at: statement.sql.span,
          help: "the parser stopped at character \(error.position)")
        return nil
      }
      guard parsed.count == 1, let only = parsed.first, only.isDataModification else {
        report(
          "statement-kind", "the statement \(statement.name.value) has to be one INSERT, UPDATE, DELETE or MERGE",
          at: statement.sql.span, help: "split it; a whole table is emptied by `TABLE: truncate`")
        return nil
      }
      for name in only.functionNames where VolatileFunctions.contains(name) {
        report(
          "volatile-expression",
          "the statement \(statement.name.value) calls \(name), which gives other values each time",
          at: statement.sql.span, help: "as_of() is the copy's time; a value per row comes from its key")
      }
      var written: [Relation] = []
      for target in only.writtenRelations {
        let relation =
          target.schema.map { catalog.relation(QualifiedName($0, target.name)) }
          ?? catalog.relation(target.name, searchPath: searchPath)
        guard let relation, relation.kind == .table || relation.kind == .partitionedTable else {
          report(
            "statement-target",
            "the statement \(statement.name.value) writes \(target.name), which is not a table here",
            at: statement.sql.span,
            help: Spelling.suggestion(for: target.name.name, among: decidable.map(\.name.name.name))
              ?? "name a table of the schema, with its schema where the search path does not find it")
          continue
        }
        written.append(relation)
      }
      return ResolvedStatement(
        rule: statement, text: Self.withoutSemicolon(text), written: written)
    }
  }

  private static func withoutSemicolon(_ text: String) -> String {
    var text = Substring(text)
    while let last = text.last, last.isWhitespace || last == ";" { text = text.dropLast() }
    return String(text)
  }

  private mutating func report(_ id: String, _ message: String, at span: SourceSpan, help: String?) {
    diagnostics.append(Diagnostic(id, message, at: span, help: help))
  }
}
