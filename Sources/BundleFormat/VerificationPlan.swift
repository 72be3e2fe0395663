public import PostgresSyntax

/// What the verifier has to prove, table by table.
public struct VerificationPlan: Sendable, Codable, Equatable {
  public let tables: [VerifiedTable]
  /// Words that replacements are made of, in lower case, sorted, between blanks: an original name among them cannot be told
  /// from a replacement.
  public let vocabulary: String
  public let acceptedSurvivors: [AcceptedSurvivor]

  public init(tables: [VerifiedTable], vocabulary: String = "", acceptedSurvivors: [AcceptedSurvivor] = []) {
    self.tables = tables
    self.vocabulary = vocabulary
    self.acceptedSurvivors = acceptedSurvivors
  }
}

/// Originals of a kind that the rules accept in a column, with the reason: film titles that hold customers' names.
public struct AcceptedSurvivor: Sendable, Codable, Equatable {
  /// The check's id, as in `survivor-name`.
  public let check: String
  public let relation: QualifiedName
  public let column: Identifier
  public let reason: String

  public init(check: String, relation: QualifiedName, column: Identifier, reason: String) {
    self.check = check
    self.relation = relation
    self.column = column
    self.reason = reason
  }
}

/// What a masked table promises.
public struct VerifiedTable: Sendable, Codable, Equatable {
  public enum Treatment: String, Sendable, Codable { case keep, truncate, columns }

  /// The table; for a leaf partition, the leaf; for a partitioned table that is rewritten as a whole, that one.
  public let relation: QualifiedName
  /// The partitions that hold the rows of one that is rewritten as a whole; else nil.
  public let leaves: [QualifiedName]?
  /// The step that rewrites it; nil where nothing is rewritten.
  public let step: String?
  public let treatment: Treatment
  /// SQL over the table's own columns: true for rows that were left alone; nil where every row is masked.
  public let exceptPredicate: String?
  public let columns: [VerifiedColumn]

  public init(
    relation: QualifiedName, leaves: [QualifiedName]? = nil, step: String?, treatment: Treatment,
    exceptPredicate: String?, columns: [VerifiedColumn]
  ) {
    self.relation = relation
    self.leaves = leaves
    self.step = step
    self.treatment = treatment
    self.exceptPredicate = exceptPredicate
    self.columns = columns
  }

  /// The relations that hold its rows.
  public var heaps: [QualifiedName] { leaves ?? [relation] }
}

/// What a masked column promises.
public struct VerifiedColumn: Sendable, Codable, Equatable {
  public let name: Identifier
  /// The masking function's name, `link NAME`, `derived` or `keep`.
  public let mask: String
  /// Its place among the columns whose equality with the original is counted, from 0; nil where equality says nothing (kept
  /// and derived columns).
  public let equalBit: Int?
  /// The function declares that it never returns the original: a row that is equal fails the verification.
  public let neverReturnsOriginal: Bool
  /// The size of the pool that the function draws from: equal rows up to 3 / size + 0.1 % are chance.
  public let poolSize: Int?
  /// The kind of original whose survivors are searched for, as in `email`; nil where none are.
  public let fingerprint: FingerprintCategory?

  public init(
    name: Identifier, mask: String, equalBit: Int?, neverReturnsOriginal: Bool, poolSize: Int?,
    fingerprint: FingerprintCategory?
  ) {
    self.name = name
    self.mask = mask
    self.equalBit = equalBit
    self.neverReturnsOriginal = neverReturnsOriginal
    self.poolSize = poolSize
    self.fingerprint = fingerprint
  }
}

/// Kinds of originals that are fingerprinted while staging; the number is what `understudy.fingerprint` stores.
public enum FingerprintCategory: Int, Sendable, Codable, CaseIterable {
  case email = 1
  case phone = 2
  case name = 3
  case iban = 4
  case token = 5
}
