internal import CPgQuery
internal import Foundation

/// PostgreSQL's own grammar (libpg_query's, of PostgreSQL 15). For newer syntax the server's parser has the last word.
public enum SQLParser {
  /// Parses a text that has to be exactly one expression: no second one, no clause, no statement after it.
  public static func parseExpression(_ text: String) -> Result<ParsedExpression, SQLSyntaxError> {
    let prefix = "SELECT "
    let tree: [[String: Any]]
    do throws(SQLSyntaxError) { tree = try parse(prefix + text) } catch {
      return .failure(SQLSyntaxError(position: max(1, error.position - prefix.count), reason: error.reason))
    }
    guard tree.count == 1, let statement = tree.first?["stmt"] as? [String: Any],
      let select = statement["SelectStmt"] as? [String: Any], let targets = select["targetList"] as? [[String: Any]]
    else { return .failure(SQLSyntaxError(position: 1, reason: "write one expression, without a semicolon")) }
    let clauses = Set(select.keys).subtracting(["targetList", "limitOption", "op"])
    guard clauses.isEmpty else {
      return .failure(SQLSyntaxError(position: 1, reason: "write one expression, without FROM, WHERE or other clauses"))
    }
    guard targets.count == 1, let target = targets.first?["ResTarget"] as? [String: Any], target["name"] == nil,
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
    return .success(ParsedExpression(functionNames: facts.functionNames.sorted()))
  }

  /// Parses any number of statements.
  public static func statements(in text: String) throws(SQLSyntaxError) -> [ParsedStatement] {
    try parse(text).compactMap { entry in
      guard let node = entry["stmt"] as? [String: Any], let kind = node.keys.first else { return nil }
      var facts = SyntaxFacts()
      facts.visit(node)
      return ParsedStatement(
        kind: kind, writtenRelations: facts.written, functionNames: facts.functionNames.sorted())
    }
  }

  /// The raw parse tree's statements.
  private static func parse(_ text: String) throws(SQLSyntaxError) -> [[String: Any]] {
    guard !text.utf8.contains(0) else { throw SQLSyntaxError(position: 1, reason: "the text holds a NUL character") }
    let result = pg_query_parse(text)
    defer { pg_query_free_parse_result(result) }
    if let error = result.error {
      throw SQLSyntaxError(position: max(1, Int(error.pointee.cursorpos)), reason: "PostgreSQL's grammar stops here")
    }
    let json = result.parse_tree.map { Data(bytes: $0, count: strlen($0)) } ?? Data()
    let tree = (try? JSONSerialization.jsonObject(with: json)) as? [String: Any]
    return tree?["stmts"] as? [[String: Any]] ?? []
  }
}

/// Where and why a text is not what it has to be.
public struct SQLSyntaxError: Error, Sendable, Equatable {
  /// In characters, from 1.
  public let position: Int
  /// In our words: PostgreSQL's message would repeat the text.
  public let reason: String
}

/// What the parser knows of an expression.
public struct ParsedExpression: Sendable, Equatable {
  /// Functions it calls, by unqualified name in lower case; `current_timestamp` and its kin among them.
  public let functionNames: [String]
}

/// What the parser knows of a statement.
public struct ParsedStatement: Sendable, Equatable {
  /// A relation as the text names it.
  public struct Target: Sendable, Hashable {
    public let schema: Identifier?
    public let name: Identifier
  }

  /// The node's name, as in `UpdateStmt`.
  public let kind: String
  /// What it inserts into, updates, deletes from or merges into, also inside WITH.
  public let writtenRelations: [Target]
  public let functionNames: [String]

  /// INSERT, UPDATE, DELETE or MERGE.
  public var isDataModification: Bool { ["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"].contains(kind) }
}

/// Functions that give other values each time, write, or reach outside: batches and resumes could not agree.
public enum VolatileFunctions {
  /// By unqualified name.
  public static func contains(_ name: String) -> Bool {
    names.contains(name) || prefixes.contains { name.hasPrefix($0) }
  }

  private static let names: Set<String> = [
    "clock_timestamp", "current_catalog", "current_date", "current_role", "current_time", "current_timestamp",
    "current_user",
    "currval", "dblink", "gen_random_bytes", "gen_random_uuid", "inet_client_addr", "inet_server_addr", "lastval",
    "localtime", "localtimestamp", "nextval", "now", "pg_backend_pid", "pg_current_xact_id", "pg_notify",
    "pg_read_binary_file",
    "pg_read_file", "pg_reload_conf", "pg_sleep", "pg_sleep_for", "pg_sleep_until", "pg_terminate_backend",
    "query_to_xml",
    "random", "random_normal", "session_user", "set_config", "setseed", "setval", "statement_timestamp", "table_to_xml",
    "timeofday", "transaction_timestamp", "txid_current", "user", "uuid_generate_v1", "uuid_generate_v1mc",
    "uuid_generate_v4", "uuidv4", "uuidv7",
  ]
  private static let prefixes = ["dblink_", "lo_", "pg_advisory", "pg_ls_", "pg_logical_", "pg_try_advisory"]
}

/// Walks a parse tree and keeps what the compiler asks for.
private struct SyntaxFacts {
  var functionNames: Set<String> = []
  var written: [ParsedStatement.Target] = []
  var hasSubquery = false
  var hasStar = false

  mutating func visit(_ node: Any) {
    if let list = node as? [Any] {
      for item in list { visit(item) }
      return
    }
    guard let object = node as? [String: Any] else { return }
    for (key, value) in object.sorted(by: { $0.key < $1.key }) {
      if let fields = value as? [String: Any] { note(key, fields) }
      visit(value)
    }
  }

  private mutating func note(_ kind: String, _ fields: [String: Any]) {
    switch kind {
    case "FuncCall":
      let names = fields["funcname"] as? [[String: Any]] ?? []
      if let last = names.last?["String"] as? [String: Any],
        let name = last["sval"] as? String ?? last["str"] as? String
      {
        functionNames.insert(name.lowercased())
      }
    case "SQLValueFunction":
      if let operation = fields["op"] as? String {
        functionNames.insert(String(operation.dropFirst("SVFOP_".count)).lowercased().replacing("_n", with: ""))
      }
    case "SubLink": hasSubquery = true
    case "A_Star": hasStar = true
    case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt":
      if let relation = fields["relation"] as? [String: Any], let name = relation["relname"] as? String {
        written.append(
          ParsedStatement.Target(
            schema: (relation["schemaname"] as? String).map { Identifier($0) }, name: Identifier(name)))
      }
    default: break
    }
  }
}
