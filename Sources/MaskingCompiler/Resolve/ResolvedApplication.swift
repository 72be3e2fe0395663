internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// The rules bound to the catalog: a decision for every column of every table, and where it comes from.
struct ResolvedApplication: Sendable {
  let document: RuleDocument
  let catalog: Catalog
  let searchPath: [Identifier]
  /// Plain and partitioned tables, sorted by name; partitions follow their parents.
  let tables: [ResolvedTable]
  /// Named statements, with the tables they write.
  let statements: [ResolvedStatement]
  /// Places in `tables`.
  private let places: [QualifiedName: Int]

  init(
    document: RuleDocument, catalog: Catalog, searchPath: [Identifier], tables: [ResolvedTable],
    statements: [ResolvedStatement]
  ) {
    self.document = document
    self.catalog = catalog
    self.searchPath = searchPath
    self.tables = tables
    self.statements = statements
    places = Dictionary(tables.enumerated().map { ($0.element.relation.name, $0.offset) }) { first, _ in first }
  }

  func table(_ name: QualifiedName) -> ResolvedTable? { places[name].map { tables[$0] } }

  /// What `accept:` and messages call a table: without its schema where the search path finds it.
  func subject(_ relation: Relation) -> String {
    catalog.relation(relation.name.name, searchPath: searchPath)?.name == relation.name
      ? relation.name.name.name : relation.name.description
  }
}

/// What happens to one table.
struct ResolvedTable: Sendable {
  enum Treatment: Sendable { case keep, truncate, columns }

  let relation: Relation
  let treatment: Treatment
  /// The rule or the pattern that decided.
  let span: SourceSpan?
  let rule: TableRule?
  let columns: [ResolvedColumn]
  /// The columns whose values, before masking, tell rows apart.
  let identity: [Identifier]

  /// Whether every identity column is kept, so that a draw from it tells nothing.
  var isIdentityKept: Bool {
    treatment != .columns || (!identity.isEmpty && identity.allSatisfy { column($0)?.isKept == true })
  }

  /// Declared rows; a billion where the rules are silent.
  var rows: Double { Double(rule?.rows?.value ?? 1_000_000_000) }

  /// Whether any of these columns gets new values.
  func masks(_ names: [Identifier]) -> Bool {
    treatment == .columns && names.contains { column($0)?.isKept == false }
  }

  func column(_ name: Identifier) -> ResolvedColumn? { columns.first { $0.column.name == name } }
}

/// What happens to one column.
struct ResolvedColumn: Sendable {
  let column: Column
  let decision: ResolvedDecision
  /// What the rules say, here or where the decision comes from; nil where nothing says it in so many words.
  var rule: ColumnDecision?
  /// Of the rule, the pattern, or the rule of the referenced column.
  let span: SourceSpan?
  /// How the decision got here, for the summary: empty where the table's rule names the column.
  let via: String

  var isKept: Bool { if case .keep = decision { true } else { false } }
}

enum ResolvedDecision: Sendable {
  case keep
  case mask(ResolvedMask)
  /// `expression`: SQL over the originals of the row.
  case expression(RuleNode)
  /// `derived`: SQL over the masked values of the row.
  case derived(RuleNode)
  /// The server computes it.
  case generated
}

/// A masking function, and what its draw comes from.
struct ResolvedMask: Sendable {
  enum Seed: Hashable, Sendable {
    /// The row's identity, or another column's value.
    case row(by: Identifier?)
    /// The original itself, under a link's key.
    case link(String, fold: [LinkRule.Fold])
  }

  let function: any MaskingFunction
  let seed: Seed
  /// As the summary calls it.
  let title: String

  /// Whether blank texts stay as they are: under a link they are values like others, unless it folds them.
  var keepsBlanks: Bool {
    if case .link(_, let fold) = seed { !fold.contains(.blanks) } else { false }
  }
}

/// A named statement and what it writes.
struct ResolvedStatement: Sendable {
  let rule: StatementRule
  /// Its SQL, without a semicolon.
  let text: String
  let written: [WrittenTable]
}

/// What a named statement does to a table.
struct WrittenTable: Sendable {
  let relation: Relation
  let command: ParsedStatement.Command
  /// The columns that an UPDATE sets.
  let assigned: [Identifier]
}
