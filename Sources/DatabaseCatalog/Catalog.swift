public import PostgresSyntax

/// What the compiler knows of a database: pure values, sorted by name, without anything that one database has and its
/// copy has not (oids, owners, sizes).
public struct Catalog: Sendable, Equatable, Codable {
  /// As in 15.
  public let postgresMajor: Int
  /// Every relation outside the system's schemas and `understudy`, sorted by name.
  public let relations: [Relation]
  /// The digest of each logical object, by its description; see `CatalogFingerprintQuery`.
  public let fingerprint: [String: String]

  public init(postgresMajor: Int, relations: [Relation], fingerprint: [String: String]) {
    self.postgresMajor = postgresMajor
    self.relations = relations.sorted { $0.name < $1.name }
    self.fingerprint = fingerprint
  }

  /// The relation of that name.
  public func relation(_ name: QualifiedName) -> Relation? { relations.first { $0.name == name } }

  /// The relation that an unqualified name means under a search path.
  public func relation(_ name: Identifier, searchPath: [Identifier]) -> Relation? {
    for schema in searchPath {
      if let found = relation(QualifiedName(schema, name)) { return found }
    }
    return nil
  }

  /// The partitions that hold the rows of a partitioned table, at any depth, sorted; the table itself where it is plain.
  public func leaves(of relation: Relation) -> [Relation] {
    guard relation.kind == .partitionedTable else { return [relation] }
    return relations.filter { $0.partitionParent == relation.name }.flatMap(leaves)
  }
}

/// A table, view, materialised view or foreign table.
public struct Relation: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable { case table, partitionedTable, view, materializedView, foreignTable }
  public enum Persistence: String, Sendable, Codable { case permanent, unlogged }

  public let name: QualifiedName
  public let kind: Kind
  public let persistence: Persistence
  /// In their order; dropped ones are not here.
  public let columns: [Column]
  /// Primary key first, then unique constraints and unique indexes by name.
  public let uniqueKeys: [UniqueKey]
  /// Without those that a partition inherits; by name.
  public let foreignKeys: [ForeignKey]
  public let checks: [CheckConstraint]
  /// Names of exclusion constraints.
  public let exclusions: [Identifier]
  public let triggers: [Trigger]
  /// Names of rewrite rules, without a view's own.
  public let rules: [Identifier]
  public let policies: [Identifier]
  public let hasRowSecurity: Bool
  public let forcesRowSecurity: Bool
  /// The parent where this is a partition.
  public let partitionParent: QualifiedName?
  /// Columns of the partition key, also those inside expressions; empty where the table is not partitioned.
  public let partitionKeyColumns: [Identifier]
  /// Parents by plain inheritance.
  public let inheritanceParents: [QualifiedName]
  /// Relations that a view or materialised view reads, directly; sorted.
  public let reads: [QualifiedName]
  /// Whether an extension made it.
  public let isOwnedByExtension: Bool

  public init(
    name: QualifiedName, kind: Kind, persistence: Persistence = .permanent, columns: [Column],
    uniqueKeys: [UniqueKey] = [], foreignKeys: [ForeignKey] = [], checks: [CheckConstraint] = [],
    exclusions: [Identifier] = [], triggers: [Trigger] = [], rules: [Identifier] = [], policies: [Identifier] = [],
    hasRowSecurity: Bool = false, forcesRowSecurity: Bool = false, partitionParent: QualifiedName? = nil,
    partitionKeyColumns: [Identifier] = [], inheritanceParents: [QualifiedName] = [], reads: [QualifiedName] = [],
    isOwnedByExtension: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.persistence = persistence
    self.columns = columns
    self.uniqueKeys = uniqueKeys
    self.foreignKeys = foreignKeys
    self.checks = checks
    self.exclusions = exclusions
    self.triggers = triggers
    self.rules = rules
    self.policies = policies
    self.hasRowSecurity = hasRowSecurity
    self.forcesRowSecurity = forcesRowSecurity
    self.partitionParent = partitionParent
    self.partitionKeyColumns = partitionKeyColumns
    self.inheritanceParents = inheritanceParents
    self.reads = reads
    self.isOwnedByExtension = isOwnedByExtension
  }

  public func column(_ name: Identifier) -> Column? { columns.first { $0.name == name } }

  /// The key that identifies a row: the primary key, else a unique key over whole NOT NULL columns.
  public var identity: UniqueKey? {
    uniqueKeys.first { $0.isPrimary }
      ?? uniqueKeys.first { key in
        !key.isPartial && !key.hasExpressions && !key.isDeferrable
          && key.columns.allSatisfy { column($0)?.isNotNull == true }
      }
  }
}

/// A column of a relation.
public struct Column: Sendable, Equatable, Codable {
  public enum Identity: String, Sendable, Codable { case none, always, byDefault }

  public let name: Identifier
  public let type: ColumnType
  public let isNotNull: Bool
  public let hasDefault: Bool
  /// The expression of a stored or virtual generated column.
  public let generatedExpression: String?
  public let identity: Identity

  public init(
    name: Identifier, type: ColumnType, isNotNull: Bool = false, hasDefault: Bool = false,
    generatedExpression: String? = nil, identity: Identity = .none
  ) {
    self.name = name
    self.type = type
    self.isNotNull = isNotNull
    self.hasDefault = hasDefault
    self.generatedExpression = generatedExpression
    self.identity = identity
  }
}

/// A column's type, with what decides whether a value fits.
public struct ColumnType: Sendable, Equatable, Codable {
  /// `format_type` under a search path of `pg_catalog` alone: `character varying(40)`, `public.order_status`, `text[]`.
  public let text: String
  /// The name of the type below domains and arrays, as in `varchar`, `int8`, `jsonb`, `order_status`.
  public let baseName: String
  /// The schema of that type; `pg_catalog` for the built-in ones.
  public let baseSchema: String
  /// Characters, for `varchar(n)` and `char(n)`, below domains.
  public let maximumLength: Int?
  public let isArray: Bool
  /// The domain's qualified name, where the type is one.
  public let domain: QualifiedName?
  public let domainIsNotNull: Bool
  /// CHECK expressions of the domain and the domains below it.
  public let domainChecks: [String]
  /// Labels, in order, where the type is an enum.
  public let enumLabels: [String]

  public init(
    text: String, baseName: String, baseSchema: String = "pg_catalog", maximumLength: Int? = nil, isArray: Bool = false,
    domain: QualifiedName? = nil, domainIsNotNull: Bool = false, domainChecks: [String] = [], enumLabels: [String] = []
  ) {
    self.text = text
    self.baseName = baseName
    self.baseSchema = baseSchema
    self.maximumLength = maximumLength
    self.isArray = isArray
    self.domain = domain
    self.domainIsNotNull = domainIsNotNull
    self.domainChecks = domainChecks
    self.enumLabels = enumLabels
  }

  /// text, varchar, char, citext, name.
  public var isText: Bool { !isArray && ["text", "varchar", "bpchar", "citext", "name"].contains(baseName) }
}

/// A primary key, unique constraint or unique index.
public struct UniqueKey: Sendable, Equatable, Codable {
  public let name: Identifier
  public let isPrimary: Bool
  public let isConstraint: Bool
  public let isDeferrable: Bool
  /// Every column it speaks of, also inside expressions; in order.
  public let columns: [Identifier]
  /// Its definition as the server prints it, for expressions and predicates.
  public let definition: String
  public let isPartial: Bool
  public let hasExpressions: Bool

  public init(
    name: Identifier, isPrimary: Bool, isConstraint: Bool, isDeferrable: Bool = false, columns: [Identifier],
    definition: String, isPartial: Bool = false, hasExpressions: Bool = false
  ) {
    self.name = name
    self.isPrimary = isPrimary
    self.isConstraint = isConstraint
    self.isDeferrable = isDeferrable
    self.columns = columns
    self.definition = definition
    self.isPartial = isPartial
    self.hasExpressions = hasExpressions
  }
}

/// A foreign key at its root: one that a partition inherits belongs to the partitioned table alone.
public struct ForeignKey: Sendable, Equatable, Codable {
  public let name: Identifier
  /// Pairwise with `referencedColumns`.
  public let columns: [Identifier]
  public let referencedRelation: QualifiedName
  public let referencedColumns: [Identifier]
  public let isValidated: Bool
  /// As the server prints it.
  public let definition: String

  public init(
    name: Identifier, columns: [Identifier], referencedRelation: QualifiedName, referencedColumns: [Identifier],
    isValidated: Bool = true, definition: String
  ) {
    self.name = name
    self.columns = columns
    self.referencedRelation = referencedRelation
    self.referencedColumns = referencedColumns
    self.isValidated = isValidated
    self.definition = definition
  }
}

/// A CHECK of a table.
public struct CheckConstraint: Sendable, Equatable, Codable {
  public let name: Identifier
  public let columns: [Identifier]
  public let definition: String
  public let isValidated: Bool

  public init(name: Identifier, columns: [Identifier], definition: String, isValidated: Bool = true) {
    self.name = name
    self.columns = columns
    self.definition = definition
    self.isValidated = isValidated
  }
}

/// A user trigger.
public struct Trigger: Sendable, Equatable, Codable {
  public let name: Identifier
  public let definition: String
  /// Whether it runs even in `session_replication_role = replica`.
  public let isAlways: Bool

  public init(name: Identifier, definition: String, isAlways: Bool = false) {
    self.name = name
    self.definition = definition
    self.isAlways = isAlways
  }
}
