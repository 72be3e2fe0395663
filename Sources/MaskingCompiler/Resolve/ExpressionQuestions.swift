internal import DatabaseCatalog
public import Diagnostics
internal import MaskingFunctions
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
  /// Whether it has literals such as 'now', which read the clock where they stand for a time.
  public let hasClockWords: Bool
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
  /// It calls a function that gives other values each time, or does things: its name without its schema.
  case volatile(function: String)
  /// One of its literals stands for another time each time.
  case readsClock
}

/// The expressions of an application, in a stable order.
struct ExpressionQuestions: Sendable {
  enum Site: Hashable, Sendable {
    case except, keepRows
    case column(Identifier)
  }

  struct Key: Hashable, Sendable {
    let table: QualifiedName
    let site: Site
  }

  private(set) var all: [ExpressionQuestion] = []
  private(set) var nodes: [Int: RuleNode] = [:]
  private var parsedTexts: [Int: ParsedExpression] = [:]
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
      diagnostics += parsed.functions.compactMap { Self.forbidden($0, in: node) }
      let id = all.count
      all.append(
        ExpressionQuestion(
          id: id, relation: table.relation.name, text: text,
          searchPath: application.searchPath.map(\.name) + ["understudy"],
          isCondition: site == .except || site == .keepRows, hasClockWords: !parsed.clockWords.isEmpty,
          span: node.span))
      nodes[id] = node
      parsedTexts[id] = parsed
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
    case .volatile(let function):
      let parsed = parsedTexts[question.id]?.functions.first { $0.name == function }
      // What the parser has named already is reported.
      guard parsed.map({ ForbiddenFunctions.reason($0.name) == nil }) ?? true else { return nil }
      return Self.forbidden(.changes, function, at: parsed.flatMap { node?.span(of: $0) } ?? question.span)
    case .readsClock:
      let word = parsedTexts[question.id]?.clockWords.first
      return Diagnostic(
        "volatile-expression", "this literal is another time each time",
        at: word.flatMap { node?.span(of: $0) } ?? question.span,
        help: "as_of() is the copy's time: compare with that")
    }
  }

  /// A function that no rule may call.
  static func forbidden(_ function: ParsedName, in node: RuleNode) -> Diagnostic? {
    ForbiddenFunctions.reason(function.name).map { forbidden($0, function.name, at: node.span(of: function)) }
  }

  private static func forbidden(_ reason: ForbiddenFunctions.Reason, _ name: String, at span: SourceSpan) -> Diagnostic
  {
    switch reason {
    case .changes:
      Diagnostic(
        "volatile-expression", "\(name) gives other values each time, or does more than giving one", at: span,
        help:
          "as_of() is the copy's time, and the key of a row tells it from others; batches and resumed runs have to agree"
      )
    case .session:
      Diagnostic(
        "volatile-expression", "\(name) gives what the session has, the masking key among it", at: span,
        help: "write the value itself")
    case .reachesOut:
      Diagnostic(
        "volatile-expression", "\(name) reaches outside of the table", at: span, help: "compute from the row alone")
    }
  }
}
