public import PostgresSyntax

/// A primary key, unique constraint or unique index.
public struct UniqueKey: Sendable, Equatable, Codable {
  public let name: Identifier
  public let isPrimary: Bool
  public let isConstraint: Bool
  public let isDeferrable: Bool
  /// Every column it speaks of, also inside expressions; in order.
  public let columns: [Identifier]
  /// What is unique, in order.
  public let parts: [KeyPart]
  /// Its definition as the server prints it.
  public let definition: String
  /// Of a partial index: the condition of the rows that it holds.
  public let predicate: String?
  public let hasExpressions: Bool
  /// Whether two NULLs count as equal (`NULLS NOT DISTINCT`).
  public let nullsAreEqual: Bool

  public var isPartial: Bool { predicate != nil }

  /// - Parameter parts: nil where they are the columns themselves.
  public init(
    name: Identifier, isPrimary: Bool, isConstraint: Bool, isDeferrable: Bool = false, columns: [Identifier],
    parts: [KeyPart]? = nil, definition: String, predicate: String? = nil, hasExpressions: Bool = false,
    nullsAreEqual: Bool = false
  ) {
    self.name = name
    self.isPrimary = isPrimary
    self.isConstraint = isConstraint
    self.isDeferrable = isDeferrable
    self.columns = columns
    self.parts = parts ?? columns.map { KeyPart(column: $0) }
    self.definition = definition
    self.predicate = predicate
    self.hasExpressions = hasExpressions
    self.nullsAreEqual = nullsAreEqual
  }
}

/// A part of a key: a column, or an expression as the server prints it.
public struct KeyPart: Sendable, Hashable, Codable {
  public let column: Identifier?
  public let expression: String?

  public init(column: Identifier) {
    self.column = column
    expression = nil
  }

  public init(expression: String) {
    column = nil
    self.expression = expression
  }
}

/// An exclusion constraint: no two rows may have parts for which all operators are true.
public struct ExclusionConstraint: Sendable, Hashable, Codable {
  public let name: Identifier
  public let parts: [KeyPart]
  /// Pairwise with `parts`, without their schemas: `=`, `&&`.
  public let operators: [String]
  /// The condition of the rows that it speaks of.
  public let predicate: String?

  public init(name: Identifier, parts: [KeyPart], operators: [String], predicate: String? = nil) {
    self.name = name
    self.parts = parts
    self.operators = operators
    self.predicate = predicate
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
  public let isEnabled: Bool
  public let function: QualifiedName
  /// What the definition gives to the function.
  public let arguments: [String]
  /// The function's PL/pgSQL; nil where it is written in another language.
  public let body: String?

  public init(
    name: Identifier, definition: String, isAlways: Bool = false, isEnabled: Bool = true, function: QualifiedName,
    arguments: [String] = [], body: String? = nil
  ) {
    self.name = name
    self.definition = definition
    self.isAlways = isAlways
    self.isEnabled = isEnabled
    self.function = function
    self.arguments = arguments
    self.body = body
  }
}
