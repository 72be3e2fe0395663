internal import Foundation

/// What a PL/pgSQL trigger function writes, and from what: as far as its text says.
public struct TriggerBody: Sendable, Equatable {
  /// Where a written value comes from.
  public enum Source: Sendable, Hashable {
    /// A column of the trigger's row, NEW or OLD.
    case own(Identifier)
    /// The whole row, as in `to_jsonb(OLD)`.
    case wholeRow
    /// A column of another relation, read by a query: one of these, as the text names them.
    case column(Identifier, of: [Relation])
  }

  /// A relation as the text names it.
  public struct Relation: Sendable, Hashable {
    public let schema: Identifier?
    public let name: Identifier
  }

  /// A column that is written.
  public enum Destination: Sendable, Hashable {
    case own(Identifier)
    case column(Identifier, of: Relation)
    /// By its place in the relation, from 0: an INSERT without a list of columns.
    case place(Int, of: Relation)
  }

  /// One value that goes from somewhere to somewhere.
  public struct Copy: Sendable, Hashable {
    public let destination: Destination
    public let sources: Set<Source>
  }

  public let copies: Set<Copy>

  /// - Parameter text: what stands between the dollar quotes. Nil where the parser gives up.
  public init?(_ text: String) {
    var quote = "$body$"
    while text.contains(quote) { quote = "$x" + quote.dropFirst() }
    let definition = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS \(quote)\(text)\(quote)"
    guard let functions = SyntaxNode.functions(definition) else { return nil }
    var reader = TriggerBodyReader()
    // Until no variable learns of another source.
    while reader.read(functions) {}
    copies = reader.copies
  }
}

private struct TriggerBodyReader {
  private(set) var copies: Set<TriggerBody.Copy> = []
  /// What the function's variables hold.
  private var variables: [String: Set<TriggerBody.Source>] = [:]

  /// - Returns: whether anything new was learnt.
  mutating func read(_ functions: Any) -> Bool {
    let before = (copies, variables)
    for statement in SyntaxNode.all("PLpgSQL_stmt_assign", in: functions) {
      guard let text = Self.query(statement["expr"]),
        let parts = text.wholeMatch(of: /(?s)\s*((?:"(?:[^"]|"")*"|[\w$.\s]|\[[^\]]*\])+?)\s*:?=(.*)/)
      else { continue }
      assign(String(parts.output.1), sources(ofQuery: "SELECT " + parts.output.2))
    }
    for statement in SyntaxNode.all("PLpgSQL_stmt_execsql", in: functions) {
      guard let text = Self.query(statement["sqlstmt"]) else { continue }
      if statement["into"] as? Bool == true {
        let sources = sources(ofQuery: text)
        for target in Self.targets(statement["target"]) { assign(target, sources) }
      }
      readStatement(text)
    }
    return before.0 != copies || before.1 != variables
  }

  private static func query(_ expression: Any?) -> String? {
    SyntaxNode.parts(expression)?.fields["query"] as? String
  }

  private static func targets(_ target: Any?) -> [String] {
    guard let (kind, fields) = SyntaxNode.parts(target) else { return [] }
    guard kind == "PLpgSQL_row" else { return [fields["refname"] as? String].compactMap(\.self) }
    return (fields["fields"] as? [SyntaxNode.Object] ?? []).compactMap { $0["name"] as? String }
  }

  /// `NEW.column`, or a variable.
  private mutating func assign(_ target: String, _ sources: Set<TriggerBody.Source>) {
    guard !sources.isEmpty, case .column(let name)? = Self.reference(target) else { return }
    if name.count == 2, name[0] == "new" {
      copies.insert(TriggerBody.Copy(destination: .own(Identifier(name[1])), sources: sources))
    } else if let variable = name.first, variable != "new", variable != "old" {
      variables[variable, default: []].formUnion(sources)
    }
  }

  private static func reference(_ text: String) -> ExpressionTree? {
    // Of an element of an array, the array.
    ExpressionTree(String(text.prefix { $0 != "[" }))
  }

  // MARK: Statements

  private mutating func readStatement(_ text: String) {
    guard let statements = try? SyntaxNode.statements(text) else { return }
    for fields in SyntaxNode.all("UpdateStmt", in: statements) {
      guard let relation = Self.relation(fields["relation"]) else { continue }
      let known = tables(in: fields["fromClause"] as Any, and: fields["relation"])
      for target in (fields["targetList"] as? [Any] ?? []).compactMap({ SyntaxNode.parts($0)?.fields }) {
        guard let name = target["name"] as? String, let value = target["val"] else { continue }
        write(.column(Identifier(name), of: relation), sources(value, known))
      }
    }
    for fields in SyntaxNode.all("InsertStmt", in: statements) { readInsert(fields) }
  }

  private mutating func readInsert(_ fields: SyntaxNode.Object) {
    guard let relation = Self.relation(fields["relation"]),
      let select = SyntaxNode.parts(fields["selectStmt"])?.fields
    else { return }
    let names = (fields["cols"] as? [Any] ?? []).compactMap { SyntaxNode.parts($0)?.fields["name"] as? String }
    let known = tables(in: select["fromClause"] as Any, and: nil)
    var rows = (select["valuesLists"] as? [Any] ?? []).map { SyntaxNode.parts($0)?.fields["items"] as? [Any] ?? [] }
    if let targets = select["targetList"] as? [Any] {
      rows.append(targets.map { SyntaxNode.parts($0)?.fields["val"] as Any })
    }
    for row in rows {
      for (place, value) in row.enumerated() {
        let destination: TriggerBody.Destination =
          place < names.count ? .column(Identifier(names[place]), of: relation) : .place(place, of: relation)
        write(destination, sources(value, known))
      }
    }
  }

  private mutating func write(_ destination: TriggerBody.Destination, _ sources: Set<TriggerBody.Source>) {
    if !sources.isEmpty { copies.insert(TriggerBody.Copy(destination: destination, sources: sources)) }
  }

  private static func relation(_ node: Any?) -> TriggerBody.Relation? {
    guard let fields = node as? SyntaxNode.Object, let name = fields["relname"] as? String else { return nil }
    return TriggerBody.Relation(
      schema: (fields["schemaname"] as? String).map { Identifier($0) }, name: Identifier(name))
  }

  // MARK: Sources

  private typealias Tables = [(alias: String, relation: TriggerBody.Relation)]

  private func tables(in clause: Any, and target: Any?) -> Tables {
    let ranges = SyntaxNode.all("RangeVar", in: clause) + [target as? SyntaxNode.Object].compactMap(\.self)
    return ranges.compactMap { fields in
      guard let relation = Self.relation(fields) else { return nil }
      let alias = (fields["alias"] as? SyntaxNode.Object)?["aliasname"] as? String
      return (alias ?? relation.name.name, relation)
    }
  }

  private func sources(ofQuery text: String) -> Set<TriggerBody.Source> {
    guard let statements = try? SyntaxNode.statements(text) else { return [] }
    let known = tables(in: statements, and: nil)
    // What a query gives is in its targets; its conditions only choose.
    return SyntaxNode.all("ResTarget", in: statements).reduce(into: []) { result, target in
      if let value = target["val"] { result.formUnion(sources(value, known)) }
    }
  }

  private func sources(_ node: Any, _ tables: Tables) -> Set<TriggerBody.Source> {
    SyntaxNode.all("ColumnRef", in: node).reduce(into: []) { result, fields in
      let names = (fields["fields"] as? [Any] ?? []).map { SyntaxNode.string($0) ?? "*" }
      guard let first = names.first, let last = names.last else { return }
      if first == "new" || first == "old" {
        result.insert(names.count == 1 || last == "*" ? .wholeRow : .own(Identifier(last)))
      } else if let held = variables[first] {
        result.formUnion(held)
      } else {
        let meant = names.count > 1 ? tables.filter { $0.alias == names[names.count - 2] } : tables
        if !meant.isEmpty { result.insert(.column(Identifier(last), of: meant.map(\.relation))) }
      }
    }
  }
}
