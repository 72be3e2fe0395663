/// Walks a parse tree and keeps what the compiler asks for.
struct SyntaxFacts {
  private var functions: Set<ParsedName> = []
  private var clockWords: Set<ParsedName> = []
  private(set) var written: [ParsedStatement.Target] = []
  private(set) var hasSubquery = false
  private(set) var hasStar = false

  func functions(after prefix: Int) -> [ParsedName] { Self.ordered(functions, after: prefix) }
  func clockWords(after prefix: Int) -> [ParsedName] { Self.ordered(clockWords, after: prefix) }

  private static func ordered(_ names: Set<ParsedName>, after prefix: Int) -> [ParsedName] {
    names.map { ParsedName(name: $0.name, offset: max(0, $0.offset - prefix)) }
      .sorted { ($0.offset, $0.name) < ($1.offset, $1.name) }
  }

  mutating func visit(_ node: Any) {
    if let list = node as? [Any] {
      for item in list { visit(item) }
      return
    }
    guard let object = node as? SyntaxNode.Object else { return }
    for (key, value) in object.sorted(by: { $0.key < $1.key }) {
      if let fields = value as? SyntaxNode.Object { note(key, fields) }
      visit(value)
    }
  }

  private mutating func note(_ kind: String, _ fields: SyntaxNode.Object) {
    let offset = fields["location"] as? Int ?? 0
    switch kind {
    case "FuncCall":
      if let name = SyntaxNode.string((fields["funcname"] as? [Any])?.last) {
        functions.insert(ParsedName(name: name.lowercased(), offset: offset))
      }
    case "SQLValueFunction":
      if let operation = fields["op"] as? String {
        let name = String(operation.dropFirst("SVFOP_".count)).lowercased().replacing("_n", with: "")
        functions.insert(ParsedName(name: name, offset: offset))
      }
    case "A_Const":
      if let text = (fields["sval"] as? SyntaxNode.Object)?["sval"] as? String,
        Self.clockWords.contains(text.trimmingPrefix(while: \.isWhitespace).lowercased())
      {
        clockWords.insert(ParsedName(name: text, offset: offset))
      }
    case "SubLink": hasSubquery = true
    case "A_Star": hasStar = true
    case "InsertStmt": write(.insert, fields)
    case "UpdateStmt": write(.update, fields)
    case "DeleteStmt": write(.delete, fields)
    case "MergeStmt": write(.merge, fields)
    default: break
    }
  }

  private static let clockWords: Set<String> = ["now", "today", "tomorrow", "yesterday"]

  private mutating func write(_ command: ParsedStatement.Command, _ fields: SyntaxNode.Object) {
    guard let relation = fields["relation"] as? SyntaxNode.Object, let name = relation["relname"] as? String else {
      return
    }
    let set = command == .update ? fields["targetList"] as? [Any] ?? [] : []
    written.append(
      ParsedStatement.Target(
        schema: (relation["schemaname"] as? String).map { Identifier($0) }, name: Identifier(name), command: command,
        assigned: set.compactMap { SyntaxNode.parts($0)?.fields["name"] as? String }.map { Identifier($0) }))
  }
}
