/// PostgreSQL's own grammar (libpg_query's, of PostgreSQL 15). For newer syntax the server's parser has the last word.
public enum SQLParser {
  /// Parses a text that has to be exactly one expression: no second one, no clause, no statement after it.
  public static func parseExpression(_ text: String) -> Result<ParsedExpression, SQLSyntaxError> {
    let prefix = "SELECT "
    let tree: [SyntaxNode.Object]
    do throws(SQLSyntaxError) { tree = try SyntaxNode.statements(prefix + text) } catch {
      return .failure(SQLSyntaxError(position: max(1, error.position - prefix.count), reason: error.reason))
    }
    guard tree.count == 1, let statement = tree.first?["stmt"] as? SyntaxNode.Object,
      let select = statement["SelectStmt"] as? SyntaxNode.Object,
      let targets = select["targetList"] as? [SyntaxNode.Object]
    else { return .failure(SQLSyntaxError(position: 1, reason: "write one expression, without a semicolon")) }
    let clauses = Set(select.keys).subtracting(["targetList", "limitOption", "op"])
    guard clauses.isEmpty else {
      return .failure(SQLSyntaxError(position: 1, reason: "write one expression, without FROM, WHERE or other clauses"))
    }
    guard targets.count == 1, let target = targets.first?["ResTarget"] as? SyntaxNode.Object, target["name"] == nil,
      let value = target["val"]
    else { return .failure(SQLSyntaxError(position: 1, reason: "write one expression, without commas and AS")) }
    var facts = SyntaxFacts()
    facts.visit(value)
    guard !facts.hasStar else { return .failure(SQLSyntaxError(position: 1, reason: "write one expression, not *")) }
    guard !facts.hasSubquery else {
      return .failure(
        SQLSyntaxError(
          position: 1, reason: "a subquery would read tables that may be masked already: compute it from the row"))
    }
    return .success(
      ParsedExpression(
        functions: facts.functions(after: prefix.utf8.count), clockWords: facts.clockWords(after: prefix.utf8.count),
        tree: ExpressionTree(node: value)))
  }

  /// Parses any number of statements.
  public static func statements(in text: String) throws(SQLSyntaxError) -> [ParsedStatement] {
    try SyntaxNode.statements(text).compactMap { entry in
      guard let node = entry["stmt"] as? SyntaxNode.Object, let kind = node.keys.first else { return nil }
      var facts = SyntaxFacts()
      facts.visit(node)
      return ParsedStatement(kind: kind, writtenRelations: facts.written, functions: facts.functions(after: 0))
    }
  }
}

/// Where and why a text is not what it has to be.
public struct SQLSyntaxError: Error, Sendable, Equatable {
  /// In characters, from 1.
  public let position: Int
  /// In our words: PostgreSQL's message would repeat the text.
  public let reason: String
}

/// A name in a text, and where it begins.
public struct ParsedName: Sendable, Hashable {
  /// A function's without its schema, in lower case; `current_timestamp` and its kin are functions.
  public let name: String
  /// In UTF-8 bytes, from 0.
  public let offset: Int
}

/// What the parser knows of an expression.
public struct ParsedExpression: Sendable, Equatable {
  /// Functions it calls, in their order.
  public let functions: [ParsedName]
  /// Literals such as 'now' and 'today', which are another time each time where they are read as one.
  public let clockWords: [ParsedName]
  public let tree: ExpressionTree
}

/// What the parser knows of a statement.
public struct ParsedStatement: Sendable, Equatable {
  public enum Command: String, Sendable, Hashable { case insert, update, delete, merge }

  /// A relation as the text names it, and what happens to it.
  public struct Target: Sendable, Hashable {
    public let schema: Identifier?
    public let name: Identifier
    public let command: Command
    /// The columns that an UPDATE sets.
    public let assigned: [Identifier]
  }

  /// The node's name, as in `UpdateStmt`.
  public let kind: String
  /// What it inserts into, updates, deletes from or merges into, also inside WITH.
  public let writtenRelations: [Target]
  public let functions: [ParsedName]

  /// INSERT, UPDATE, DELETE or MERGE.
  public var isDataModification: Bool { ["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"].contains(kind) }
}
