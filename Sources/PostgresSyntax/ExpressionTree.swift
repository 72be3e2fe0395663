/// An expression as PostgreSQL's grammar reads it: as much of it as proofs ask for.
public indirect enum ExpressionTree: Sendable, Hashable {
  /// A name with its qualifiers, outermost first.
  case column([String])
  case text(String)
  /// A number or a truth value.
  case constant
  case null
  /// A function without its schema.
  case call(String, [ExpressionTree])
  /// An operator without its schema, and its one or two sides; `ANY` and `IN` follow the operator, as in `= ANY`.
  case operation(String, [ExpressionTree])
  case and([ExpressionTree])
  case or([ExpressionTree])
  case not(ExpressionTree)
  case isNull(ExpressionTree)
  case isNotNull(ExpressionTree)
  /// To a type without its schema.
  case cast(ExpressionTree, to: String)
  case coalesce([ExpressionTree])
  case collate(ExpressionTree)
  /// Anything else, with what is inside.
  case other([ExpressionTree])

  /// The text's one expression; nil where it is none.
  public init?(_ text: String) {
    guard case .success(let parsed) = SQLParser.parseExpression(text) else { return nil }
    self = parsed.tree
  }

  /// The condition of `CHECK (…)` as the server prints a constraint; nil where it is none, or is not enforced.
  public init?(checkDefinition definition: String) {
    guard definition.hasPrefix("CHECK ") else { return nil }
    var text = definition.dropFirst("CHECK ".count)
    for suffix in [" NOT VALID", " NO INHERIT"] where text.hasSuffix(suffix) { text = text.dropLast(suffix.count) }
    self.init(String(text))
  }

  /// What stands inside, one level down.
  public var children: [ExpressionTree] {
    switch self {
    case .column, .text, .constant, .null: []
    case .call(_, let parts), .operation(_, let parts), .and(let parts), .or(let parts), .coalesce(let parts),
      .other(let parts):
      parts
    case .not(let part), .isNull(let part), .isNotNull(let part), .cast(let part, _), .collate(let part): [part]
    }
  }

  /// The last parts of all names.
  public var columns: Set<String> {
    if case .column(let name) = self { return Set(name.suffix(1)) }
    return children.reduce(into: []) { $0.formUnion($1.columns) }
  }
}

// MARK: From the parse tree

extension ExpressionTree {
  init(node: Any?) {
    guard let (kind, fields) = SyntaxNode.parts(node) else {
      self = .other(Self.list(node))
      return
    }
    switch kind {
    case "ColumnRef":
      let names = (fields["fields"] as? [Any] ?? []).map { SyntaxNode.string($0) ?? "*" }
      self = .column(names)
    case "A_Const": self = Self.constant(fields)
    case "FuncCall": self = .call(Self.name(fields["funcname"]).lowercased(), Self.list(fields["args"]))
    case "A_Expr": self = Self.operation(fields)
    case "BoolExpr":
      let parts = Self.list(fields["args"])
      switch fields["boolop"] as? String {
      case "AND_EXPR": self = .and(parts)
      case "OR_EXPR": self = .or(parts)
      default: self = .not(parts.first ?? .other([]))
      }
    case "NullTest":
      let part = ExpressionTree(node: fields["arg"])
      self = fields["nulltesttype"] as? String == "IS_NULL" ? .isNull(part) : .isNotNull(part)
    case "TypeCast":
      let type = (fields["typeName"] as? SyntaxNode.Object).map { Self.name($0["names"]) } ?? ""
      self = .cast(ExpressionTree(node: fields["arg"]), to: type)
    case "CoalesceExpr": self = .coalesce(Self.list(fields["args"]))
    case "CollateClause": self = .collate(ExpressionTree(node: fields["arg"]))
    default: self = .other(fields.sorted { $0.key < $1.key }.flatMap { Self.inside($0.value) })
    }
  }

  private static func constant(_ fields: SyntaxNode.Object) -> ExpressionTree {
    if let text = (fields["sval"] as? SyntaxNode.Object)?["sval"] as? String { return .text(text) }
    if fields["sval"] != nil { return .text("") }
    return fields["isnull"] as? Bool == true ? .null : .constant
  }

  private static func operation(_ fields: SyntaxNode.Object) -> ExpressionTree {
    let sides = [fields["lexpr"], fields["rexpr"]].compactMap(\.self).map { ExpressionTree(node: $0) }
    let name = name(fields["name"])
    switch fields["kind"] as? String {
    case "AEXPR_OP", "AEXPR_LIKE", "AEXPR_ILIKE": return .operation(name, sides)
    case "AEXPR_OP_ANY", "AEXPR_IN": return .operation(name + " ANY", sides)
    default: return .other(sides)
    }
  }

  private static func name(_ names: Any?) -> String { SyntaxNode.string((names as? [Any])?.last) ?? "" }

  private static func list(_ nodes: Any?) -> [ExpressionTree] {
    (nodes as? [Any] ?? []).map { ExpressionTree(node: $0) }
  }

  /// The expressions in a field of a node that is not looked into further.
  private static func inside(_ field: Any) -> [ExpressionTree] {
    if let list = field as? [Any] { return list.flatMap(inside) }
    return SyntaxNode.parts(field) == nil ? [] : [ExpressionTree(node: field)]
  }
}
