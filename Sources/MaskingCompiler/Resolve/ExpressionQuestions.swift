internal import DatabaseCatalog
public import Diagnostics
public import PostgresSyntax
internal import RuleSyntax

/// An expression that the server has to qualify: the caller asks, and feeds the verdict back.
public struct ExpressionQuestion: Sendable {
  public let id: Int
  /// The table whose row, under the alias `s`, the expression may name.
  public let relation: QualifiedName
  /// The user's text: one expression, as the parser has checked.
  public let text: String
  /// Schemas under which the user's names are read, `understudy` last.
  public let searchPath: [String]
  /// Whether it has to be true or false.
  public let isCondition: Bool
  public let span: SourceSpan
}

/// What the server says of an expression.
public enum ExpressionVerdict: Sendable {
  /// Its text as the server's deparser prints it under the pinned path.
  case qualified(String)
  /// Refused, with the SQLSTATE and the position in characters, from 1, inside the user's text.
  case refused(sqlstate: String?, position: Int?)
  /// Its deparsed text means something else under the pinned path.
  case changesMeaning
  /// A condition that is no truth value; the type that it has.
  case notACondition(type: String)
}

/// The expressions of an application, in a stable order.
struct ExpressionQuestions {
  enum Site: Hashable {
    case except, keepRows
    case column(Identifier)
  }

  struct Key: Hashable {
    let table: QualifiedName
    let site: Site
  }

  private(set) var all: [ExpressionQuestion] = []
  private(set) var nodes: [Int: RuleNode] = [:]
  private(set) var index: [Key: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ application: ResolvedApplication) {
    for table in application.tables where table.treatment == .columns {
      if let except = table.rule?.except { ask(except, table, .except, application) }
      if let keepRows = table.rule?.keepRows { ask(keepRows, table, .keepRows, application) }
      for column in table.columns {
        switch column.decision {
        case .expression(let sql), .derived(let sql): ask(sql, table, .column(column.column.name), application)
        case .keep, .mask, .generated: continue
        }
      }
    }
  }

  private mutating func ask(_ node: RuleNode, _ table: ResolvedTable, _ site: Site, _ application: ResolvedApplication)
  {
    guard case .scalar(let text, _) = node.content else { return }
    switch SQLParser.parseExpression(text) {
    case .failure(let error):
      diagnostics.append(
        Diagnostic(
          "expression-syntax", "this is not one SQL expression", at: node.span(ofCharacter: error.position),
          help: error.reason))
    case .success(let parsed):
      for name in parsed.functionNames where VolatileFunctions.contains(name) {
        diagnostics.append(
          Diagnostic(
            "volatile-expression", "\(name) gives other values each time, or reaches outside", at: node.span,
            help: "as_of() is the copy's time; batches and resumes have to agree"))
      }
      let id = all.count
      all.append(
        ExpressionQuestion(
          id: id, relation: table.relation.name, text: text,
          searchPath: application.searchPath.map(\.name) + ["understudy"],
          isCondition: site == .except || site == .keepRows, span: node.span))
      nodes[id] = node
      index[Key(table: table.relation.name, site: site)] = id
    }
  }

  /// What is wrong with a verdict, in the user's terms.
  func problem(_ verdict: ExpressionVerdict, of question: ExpressionQuestion) -> Diagnostic? {
    let node = nodes[question.id]
    switch verdict {
    case .qualified: return nil
    case .refused(let sqlstate, let position):
      return Diagnostic(
        "expression-refused",
        "the server refuses this expression for \(question.relation)\(sqlstate.map { " (SQLSTATE \($0))" } ?? "")",
        at: position.flatMap { node?.span(ofCharacter: $0) } ?? question.span,
        help: "it may name the columns of \(question.relation) and functions on the search path")
    case .changesMeaning:
      return Diagnostic(
        "expression-changes-meaning", "this expression means something else under the pinned search path",
        at: question.span,
        help: "write `=` instead of IS DISTINCT FROM, NULLIF or CASE x WHEN, whose operator cannot name its schema")
    case .notACondition(let type):
      return Diagnostic(
        "expression-type", "this has to be true or false, and is \(type)", at: question.span, help: "write a comparison"
      )
    }
  }
}
