public import PostgresSyntax

/// What the compiler knows of a database: pure values, sorted by name, without anything that one database has and its
/// copy has not (oids, owners, sizes).
public struct Catalog: Sendable, Equatable, Codable {
  /// As in 15.
  public let postgresMajor: Int
  /// Every relation outside the system's schemas and `understudy`, sorted by name.
  public let relations: [Relation]
  /// Texts and objects that no column list shows; in the order of their kinds and objects.
  public let definitions: [Definition]
  /// What each logical object is, by its description; see `CatalogFingerprintQuery`.
  public let fingerprint: [String: String]
  /// Places in `relations`.
  private let places: [QualifiedName: Int]
  /// The partitions of each partitioned table, as places in `relations`.
  private let partitions: [QualifiedName: [Int]]
  /// The foreign keys that reference each relation.
  private let references: [QualifiedName: [ForeignKey]]

  private enum CodingKeys: CodingKey { case postgresMajor, relations, definitions, fingerprint }

  public init(
    postgresMajor: Int, relations: [Relation], definitions: [Definition] = [], fingerprint: [String: String]
  ) {
    self.postgresMajor = postgresMajor
    self.relations = relations.sorted { $0.name < $1.name }
    self.definitions = definitions
    self.fingerprint = fingerprint
    places = Dictionary(self.relations.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    partitions = self.relations.enumerated().reduce(into: [:]) { partitions, next in
      if let parent = next.element.partitionParent { partitions[parent, default: []].append(next.offset) }
    }
    references = Dictionary(grouping: self.relations.flatMap(\.foreignKeys), by: \.referencedRelation)
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      postgresMajor: try values.decode(Int.self, forKey: .postgresMajor),
      relations: try values.decode([Relation].self, forKey: .relations),
      definitions: try values.decode([Definition].self, forKey: .definitions),
      fingerprint: try values.decode([String: String].self, forKey: .fingerprint))
  }

  /// The relation of that name.
  public func relation(_ name: QualifiedName) -> Relation? { places[name].map { relations[$0] } }

  /// The relation that an unqualified name means under a search path.
  public func relation(_ name: Identifier, searchPath: [Identifier]) -> Relation? {
    for schema in searchPath {
      if let found = relation(QualifiedName(schema, name)) { return found }
    }
    return nil
  }

  /// The partitions of a partitioned table, one level below it, sorted.
  public func partitions(of relation: Relation) -> [Relation] {
    partitions[relation.name, default: []].map { relations[$0] }
  }

  /// The partitions that hold the rows of a partitioned table, at any depth, sorted; the table itself where it is plain.
  public func leaves(of relation: Relation) -> [Relation] {
    guard relation.kind == .partitionedTable else { return [relation] }
    return partitions(of: relation).flatMap(leaves)
  }

  /// A table and all its partitions, at any depth, itself first.
  public func members(of relation: Relation) -> [Relation] { [relation] + partitions(of: relation).flatMap(members) }

  /// The foreign keys that reference a table or one of its partitions, by their tables.
  public func references(to relation: Relation) -> [ForeignKey] {
    members(of: relation).flatMap { references[$0.name, default: []] }
  }

  /// The table at the top of a partition's tree; a relation itself where it is no partition.
  public func root(of relation: Relation) -> Relation {
    guard let parent = relation.partitionParent.flatMap(self.relation) else { return relation }
    return root(of: parent)
  }

  /// The same by name.
  public func root(of name: QualifiedName) -> QualifiedName { relation(name).map { root(of: $0).name } ?? name }
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
  public let exclusions: [ExclusionConstraint]
  public let triggers: [Trigger]
  /// Names of rewrite rules, without a view's own.
  public let rules: [Identifier]
  public let policies: [Identifier]
  public let hasRowSecurity: Bool
  public let forcesRowSecurity: Bool
  /// The parent where this is a partition.
  public let partitionParent: QualifiedName?
  /// Its part of the parent's rows, as the server prints it: `DEFAULT`, `FOR VALUES IN ('GB')`; nil where this is no partition.
  public let partitionBound: String?
  /// The partition key, as the server prints it: `LIST (country)`; nil where the table is not partitioned.
  public let partitionKey: String?
  /// Columns of the partition key, also those inside expressions; empty where the table is not partitioned.
  public let partitionKeyColumns: [Identifier]
  /// Parents by plain inheritance.
  public let inheritanceParents: [QualifiedName]
  /// Relations that a view or materialised view reads, directly; sorted.
  public let reads: [QualifiedName]
  /// Whether a publication sends its updates and deletions, and nothing tells its rows apart there: the server refuses both.
  public let refusesUpdates: Bool
  /// Whether a check or a NOT NULL constraint is enforced but not valid: rows from before it may break it.
  public let hasNotValidConstraints: Bool
  /// Whether an extension made it.
  public let isOwnedByExtension: Bool

  public init(
    name: QualifiedName, kind: Kind, persistence: Persistence = .permanent, columns: [Column],
    uniqueKeys: [UniqueKey] = [], foreignKeys: [ForeignKey] = [], checks: [CheckConstraint] = [],
    exclusions: [ExclusionConstraint] = [], triggers: [Trigger] = [], rules: [Identifier] = [],
    policies: [Identifier] = [],
    hasRowSecurity: Bool = false, forcesRowSecurity: Bool = false, partitionParent: QualifiedName? = nil,
    partitionBound: String? = nil, partitionKey: String? = nil, partitionKeyColumns: [Identifier] = [],
    inheritanceParents: [QualifiedName] = [], reads: [QualifiedName] = [], refusesUpdates: Bool = false,
    hasNotValidConstraints: Bool = false, isOwnedByExtension: Bool = false
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
    self.partitionBound = partitionBound
    self.partitionKey = partitionKey
    self.partitionKeyColumns = partitionKeyColumns
    self.inheritanceParents = inheritanceParents
    self.reads = reads
    self.refusesUpdates = refusesUpdates
    self.hasNotValidConstraints = hasNotValidConstraints
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
  /// The DEFAULT as the server prints it.
  public let defaultExpression: String?
  /// The expression of a stored or virtual generated column.
  public let generatedExpression: String?
  public let identity: Identity
  /// Whether a sequence belongs to it: of an identity column, of a serial one.
  public let hasSequence: Bool
  /// Whether texts of different bytes can be equal in it.
  public let hasNondeterministicCollation: Bool

  public init(
    name: Identifier, type: ColumnType, isNotNull: Bool = false, hasDefault: Bool = false,
    defaultExpression: String? = nil, generatedExpression: String? = nil, identity: Identity = .none,
    hasSequence: Bool = false,
    hasNondeterministicCollation: Bool = false
  ) {
    self.name = name
    self.type = type
    self.isNotNull = isNotNull
    self.hasDefault = hasDefault
    self.defaultExpression = defaultExpression
    self.generatedExpression = generatedExpression
    self.identity = identity
    self.hasSequence = hasSequence
    self.hasNondeterministicCollation = hasNondeterministicCollation
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
