internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Binds the names of the rules to the catalog, applies patterns, and pushes decisions along foreign keys and inheritance.
struct Resolver {
  let document: RuleDocument
  let catalog: Catalog
  let searchPath: [Identifier]
  private(set) var diagnostics: [Diagnostic] = []
  private let rules: TableRules
  private let decidable: [Relation]
  private var matchedPatterns: Set<Int> = []

  init(document: RuleDocument, catalog: Catalog) {
    self.document = document
    self.catalog = catalog
    searchPath = document.searchPath.map { Identifier($0.value) }
    // Partitions follow their parents, extensions look after their own.
    decidable = catalog.relations.filter {
      ($0.kind == .table || $0.kind == .partitionedTable) && $0.partitionParent == nil && !$0.isOwnedByExtension
    }
    rules = TableRules(document, catalog, searchPath: searchPath, decidable: decidable)
  }

  mutating func resolve() -> ResolvedApplication {
    diagnostics += rules.diagnostics
    let treatments = Dictionary(uniqueKeysWithValues: decidable.map { ($0.name, treatment(of: $0)) })
    var columns = ColumnResolver(
      document: document, catalog: catalog, rules: rules, treatments: treatments.mapValues(\.treatment))
    let tables = decidable.map { relation -> ResolvedTable in
      let chosen = treatments[relation.name] ?? Choice(treatment: .keep, span: nil)
      let rule = rules.effective(relation)
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

  private struct Choice {
    let treatment: ResolvedTable.Treatment
    let span: SourceSpan?
  }

  /// Its own rule, else what happens to its parent by inheritance, else the first pattern.
  private mutating func treatment(of relation: Relation) -> Choice {
    if let rule = rules.own(relation.name) { return Self.choice(rule) }
    if let parent = rules.effective(relation) { return Self.choice(parent) }
    for (index, pattern) in document.patterns.enumerated() where names(pattern, relation) {
      switch pattern.decision {
      case .column: continue
      case .keepTable:
        matchedPatterns.insert(index)
        return Choice(treatment: .keep, span: pattern.span)
      case .truncateTable:
        matchedPatterns.insert(index)
        return Choice(treatment: .truncate, span: pattern.span)
      }
    }
    let parents = relation.inheritanceParents.compactMap { catalog.relation($0) }
    return parents.first.map { treatment(of: $0) } ?? Choice(treatment: .columns, span: nil)
  }

  private static func choice(_ rule: TableRule) -> Choice {
    switch rule.decision {
    case .keep: Choice(treatment: .keep, span: rule.name.span)
    case .truncate: Choice(treatment: .truncate, span: rule.name.span)
    case .columns: Choice(treatment: .columns, span: rule.name.span)
    }
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
    where !matchedPatterns.contains(index) && !byColumns.contains(index) && document.isOwn(pattern.span) {
      diagnostics.append(
        Diagnostic(
          "unused-pattern", "this pattern decides nothing", severity: .warning, at: pattern.span,
          help: "what it matches is decided by a rule or an earlier pattern, or is not there; remove it"))
    }
  }

  // MARK: Statements

  private mutating func statements() -> [ResolvedStatement] {
    document.statements.compactMap { statement -> ResolvedStatement? in
      guard case .scalar(let text, _) = statement.sql.content else { return nil }
      let parsed: [ParsedStatement]
      do throws(SQLSyntaxError) { parsed = try SQLParser.statements(in: text) } catch {
        report(
          "statement-syntax", "the statement \(statement.name.value) is not SQL",
          at: statement.sql.span(ofCharacter: error.position), help: "PostgreSQL's grammar stops here")
        return nil
      }
      guard parsed.count == 1, let only = parsed.first, only.isDataModification else {
        report(
          "statement-kind", "the statement \(statement.name.value) has to be one INSERT, UPDATE, DELETE or MERGE",
          at: statement.sql.span, help: "split it; a whole table is emptied by `TABLE: truncate`")
        return nil
      }
      diagnostics += only.functions.compactMap { ExpressionQuestions.forbidden($0, in: statement.sql) }
      let written = only.writtenRelations.compactMap { table(of: $0, in: statement) }
      return ResolvedStatement(
        rule: statement, text: Self.withoutSemicolon(text), written: written)
    }
  }

  private mutating func table(of target: ParsedStatement.Target, in statement: StatementRule) -> WrittenTable? {
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
      return nil
    }
    return WrittenTable(relation: relation, command: target.command, assigned: target.assigned)
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
