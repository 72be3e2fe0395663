public import PostgresSyntax

/// What a person reviews, as data: every decision and what it still reveals, without the SQL that carries it out.
///
/// `SUMMARY.md` is its rendering; two of them are compared by `BundleDiff`.
public struct Review: Sendable, Codable, Equatable {
  /// The application's own rule file.
  public let rules: String
  /// `strict` or `report`.
  public let coverage: String
  /// Plain and partitioned tables, by name; partitions follow their parents.
  public let tables: [ReviewedTable]
  /// Value spaces that some column uses, by name.
  public let links: [ReviewedLink]
  /// In their order.
  public let statements: [ReviewedStatement]
  /// By name.
  public let parameters: [ReviewedParameter]
  /// Warnings that somebody has looked at, in the order of the rules.
  public let acceptances: [ReviewedAcceptance]
  /// Warnings that nobody has accepted.
  public let warnings: [ReviewedWarning]
  /// Refreshed at the end, in this order.
  public let materializedViews: [QualifiedName]
  /// Tables that no rule reaches: another server holds their rows.
  public let foreignTables: [QualifiedName]
  /// Tables that extensions made: left as they are.
  public let extensionTables: [QualifiedName]

  public init(
    rules: String = "", coverage: String = "strict", tables: [ReviewedTable] = [], links: [ReviewedLink] = [],
    statements: [ReviewedStatement] = [], parameters: [ReviewedParameter] = [],
    acceptances: [ReviewedAcceptance] = [], warnings: [ReviewedWarning] = [], materializedViews: [QualifiedName] = [],
    foreignTables: [QualifiedName] = [], extensionTables: [QualifiedName] = []
  ) {
    self.rules = rules
    self.coverage = coverage
    self.tables = tables
    self.links = links
    self.statements = statements
    self.parameters = parameters
    self.acceptances = acceptances
    self.warnings = warnings
    self.materializedViews = materializedViews
    self.foreignTables = foreignTables
    self.extensionTables = extensionTables
  }
}

/// What happens to one table.
public struct ReviewedTable: Sendable, Codable, Equatable {
  public let relation: QualifiedName
  /// As rules call it: without its schema where the search path finds it.
  public let name: String
  public let treatment: VerifiedTable.Treatment
  /// The place in the rules that decided, as in `masking.yaml:14`; `pattern, …` where a pattern did.
  public let origin: String
  /// Its partitions at any depth that hold rows.
  public let partitions: [QualifiedName]
  /// The rules' own SQL: rows that are left alone.
  public let except: String?
  /// The rules' own SQL: rows that stay.
  public let keepRows: String?
  /// What tells rows apart.
  public let identity: [Identifier]
  /// The key by whose ranges it is masked in place, which leaves originals in dead rows; nil where new rows replace the old.
  public let updateKey: [Identifier]?
  /// In the table's order; empty where the table is emptied.
  public let columns: [ReviewedColumn]

  public init(
    relation: QualifiedName, name: String, treatment: VerifiedTable.Treatment, origin: String,
    partitions: [QualifiedName] = [], except: String? = nil, keepRows: String? = nil, identity: [Identifier] = [],
    updateKey: [Identifier]? = nil, columns: [ReviewedColumn]
  ) {
    self.relation = relation
    self.name = name
    self.treatment = treatment
    self.origin = origin
    self.partitions = partitions
    self.except = except
    self.keepRows = keepRows
    self.identity = identity
    self.updateKey = updateKey
    self.columns = columns
  }
}

/// What happens to one column.
public struct ReviewedColumn: Sendable, Codable, Equatable {
  public let name: Identifier
  /// `keep`, `generated`, or what it becomes with all arguments, as in `phone (country GB)`.
  public let decision: String
  /// What the new value tells of the original.
  public let reveals: Disclosure
  /// How it is drawn, as in `fast draw by customer_id`; empty where nothing is drawn.
  public let draw: String
  /// The place in the rules that decided.
  public let origin: String
  /// How the decision got here: a pattern, a foreign key; nil where the rules name the column.
  public let via: String?
  /// The masks inside a document, in the order of the rules; `otherwise` is the last.
  public let inside: [ReviewedPath]

  public init(
    name: Identifier, decision: String, reveals: Disclosure, draw: String = "", origin: String = "",
    via: String? = nil, inside: [ReviewedPath] = []
  ) {
    self.name = name
    self.decision = decision
    self.reveals = reveals
    self.draw = draw
    self.origin = origin
    self.via = via
    self.inside = inside
  }

  public var isKept: Bool { decision == "keep" }
}

/// What happens to what a path finds.
public struct ReviewedPath: Sendable, Codable, Equatable {
  /// `$.contact.email`, or `otherwise`.
  public let path: String
  public let decision: String
  public let reveals: Disclosure

  public init(path: String, decision: String, reveals: Disclosure) {
    self.path = path
    self.decision = decision
    self.reveals = reveals
  }
}

/// What a masked value still tells of its original, from the least to the most.
public enum Disclosure: String, Sendable, Codable, Comparable, CaseIterable {
  case nothing
  /// Equal originals show.
  case frequency
  /// As much as the masked values that it is computed from.
  case sources
  /// A part, a truncation, a shift.
  case part
  /// What the rules' own SQL takes from the row.
  case expression
  case everything

  public var words: String {
    switch self {
    case .nothing: "nothing"
    case .frequency: "which rows had equal originals"
    case .sources: "what the masked values reveal"
    case .part: "a part of the original"
    case .expression: "what its SQL reads"
    case .everything: "everything"
    }
  }

  public static func < (left: Disclosure, right: Disclosure) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// A value space: equal originals in its columns get equal replacements.
public struct ReviewedLink: Sendable, Codable, Equatable {
  public let name: String
  /// The mask with its arguments.
  public let decision: String
  /// Originals that count as equal: `case`, `blanks`.
  public let fold: [String]
  /// As in `customers.email`, `customers.preferences $.contact.email`; sorted.
  public let columns: [String]

  public init(name: String, decision: String, fold: [String], columns: [String]) {
    self.name = name
    self.decision = decision
    self.fold = fold
    self.columns = columns
  }
}

/// A named statement.
public struct ReviewedStatement: Sendable, Codable, Equatable {
  public let name: String
  public let sql: String
  public let isAfter: Bool
  public let writes: [QualifiedName]
  public let origin: String

  public init(name: String, sql: String, isAfter: Bool, writes: [QualifiedName], origin: String) {
    self.name = name
    self.sql = sql
    self.isAfter = isAfter
    self.writes = writes
    self.origin = origin
  }
}

/// A value that stands in no file of the rules, and where it comes from.
public struct ReviewedParameter: Sendable, Codable, Equatable {
  public let name: String
  /// `the environment variable NAME`, `the file PATH`.
  public let source: String

  public init(name: String, source: String) {
    self.name = name
    self.source = source
  }
}

/// A warning that the rules accept.
public struct ReviewedAcceptance: Sendable, Codable, Equatable {
  public let id: String
  public let at: String
  public let reason: String

  public init(id: String, at: String, reason: String) {
    self.id = id
    self.at = at
    self.reason = reason
  }
}

/// A warning that nobody has accepted.
public struct ReviewedWarning: Sendable, Codable, Equatable {
  public let id: String
  public let message: String
  public let origin: String

  public init(id: String, message: String, origin: String) {
    self.id = id
    self.message = message
    self.origin = origin
  }
}
