internal import Foundation
internal import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax

/// Asks a scratch server what the user's expressions mean: each becomes a view under the declared search path, and the
/// server's own text of it is what the bundle holds.
///
/// That text is made a view again under the pinned path. Where the two views are not the same but for places and the way
/// casts are written, an operator has lost its schema on the way, and the expression is refused.
struct ExpressionJudge {
  let connection: Connection

  private static let view: SQL = "understudy.question"
  private static let pinnedPath = ["pg_catalog", "pg_temp"]

  /// The server's verdict for each question, by its id.
  func verdicts(_ questions: [ExpressionQuestion]) async throws -> [Int: ExpressionVerdict] {
    var verdicts: [Int: ExpressionVerdict] = [:]
    for question in questions { verdicts[question.id] = try await verdict(question) }
    return verdicts
  }

  private func verdict(_ question: ExpressionQuestion) async throws -> ExpressionVerdict {
    try await connection.query("BEGIN")
    do {
      let verdict = try await judged(question)
      await connection.rollBack()
      return verdict
    } catch {
      await connection.rollBack()
      throw error
    }
  }

  private func judged(_ question: ExpressionQuestion) async throws -> ExpressionVerdict {
    // Only its type matters here; the bundle brings its own.
    try await connection.query("CREATE SCHEMA IF NOT EXISTS understudy")
    try await connection.query(
      "CREATE OR REPLACE FUNCTION understudy.as_of() RETURNS timestamptz LANGUAGE sql STABLE RETURN NULL::timestamptz")
    let head = "CREATE VIEW \(Self.view.text) AS SELECT ("
    do {
      try await setPath(question.searchPath)
      try await create(question.text, head: head, of: question.relation)
    } catch let error as PostgresError where !error.connectionIsLost {
      let position = error.position.map { $0 - head.unicodeScalars.count }
      return .refused(
        sqlstate: error.sqlstate,
        position: position.flatMap { (1...max(1, question.text.unicodeScalars.count)).contains($0) ? $0 : nil })
    }
    try await setPath(Self.pinnedPath)
    let type = try await valueType()
    if question.isCondition, type != "boolean" { return .notACondition(type: type) }
    let meaning = try await meaning()
    if question.hasClockWords, meaning?.contains(/:consttype (?:1082|1083|1114|1184|1266)\b/) == true {
      return .readsClock
    }
    if let function = try await volatileFunction(in: meaning ?? "") { return .volatile(function: function) }
    guard let text = try await deparsed() else { return .changesMeaning }
    try await connection.query("DROP VIEW \(Self.view)")
    do { try await create(text, head: head, of: question.relation) } catch let error as PostgresError
      where !error.connectionIsLost
    {
      return .changesMeaning
    }
    return try await self.meaning() == meaning ? .qualified(text) : .changesMeaning
  }

  private func setPath(_ schemas: [String]) async throws {
    let path = schemas.map { Identifier($0).quoted }.joined(separator: ", ")
    try await connection.query("SELECT pg_catalog.set_config('search_path', \(literal: path), true)")
  }

  /// The second table makes the server name `s` wherever it means it.
  private func create(_ text: String, head: String, of relation: QualifiedName) async throws {
    let expression = SQL(raw: head + text)
    try await connection.query(
      """
      \(expression)
      ) AS understudy_value FROM ONLY \(relation) AS s
      CROSS JOIN (VALUES (0)) AS understudy_other (understudy_nothing)
      """)
  }

  private func valueType() async throws -> String {
    try await connection.query(
      """
      SELECT pg_catalog.format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute
      WHERE attrelid = \(literal: Self.view.text)::pg_catalog.regclass AND attnum = 1
      """
    ).scalar ?? ""
  }

  /// The expression as the server prints it; nil if the view is not printed in the way we know.
  private func deparsed() async throws -> String? {
    let definition = try await connection.query(
      "SELECT pg_catalog.pg_get_viewdef(\(literal: Self.view.text)::pg_catalog.regclass)"
    ).scalar
    // A line break follows where the expression itself takes several lines, as CASE does.
    guard let definition, let start = definition.firstRange(of: /SELECT\s+/),
      let end = definition.range(of: " AS understudy_value\n   FROM (ONLY ", options: .backwards),
      start.upperBound <= end.lowerBound
    else { return nil }
    return String(definition[start.upperBound..<end.lowerBound])
  }

  /// A function that gives other values each time: as it was declared, or because it reads the clock, as age() of one
  /// argument does.
  private func volatileFunction(in meaning: String) async throws -> String? {
    let ids = Set(meaning.matches(of: /:(?:funcid|opfuncid|aggfnoid|winfnoid) ([0-9]+)/).map { String($0.output.1) })
    guard !ids.isEmpty else { return nil }
    return try await connection.query(
      """
      SELECT p.proname FROM pg_catalog.pg_proc AS p
      WHERE p.oid = ANY (\(literal: "{" + ids.sorted().joined(separator: ",") + "}")::pg_catalog.oid[])
        AND (p.provolatile = 'v' OR (p.proname = 'age' AND p.pronargs = 1 AND p.pronamespace = 'pg_catalog'::regnamespace))
      ORDER BY p.proname LIMIT 1
      """
    ).scalar
  }

  /// The view's parsed query without what may differ: places in the text, the view's own oid, and whether a cast was
  /// written or implied.
  private func meaning() async throws -> String? {
    let row = try await connection.query(
      """
      SELECT ev_action, ev_class::text FROM pg_catalog.pg_rewrite
      WHERE ev_class = \(literal: Self.view.text)::pg_catalog.regclass
      """
    ).rows.first
    guard let row, let action = row[0], let oid = row[1] else { return nil }
    return Self.normalised(action, view: oid)
  }

  static func normalised(_ action: String, view: String) -> String {
    action.replacing(/:(?:[a-z_]*location|list_start|list_end|stmt_len) -?[0-9]+/, with: "")
      .replacing(/:[a-z]*format [0-9]+/, with: "")
      .split(separator: " ").map { $0 == view ? "view" : String($0) }.joined(separator: " ")
  }
}
