internal import Foundation
internal import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax

/// Has a server qualify an expression: a view under the user's search path, read back under the pinned one.
///
/// `IS DISTINCT FROM`, `NULLIF` and `CASE x WHEN` lose the schema of their operator on the way, so the text that came back
/// is made a view again; unless both mean the same, the expression is refused.
struct ExpressionTrial {
  let question: ExpressionQuestion

  private static let alias = "understudy_value"
  private static let view: SQL = "understudy.understudy_trial"
  private static let pinned = "pg_catalog, pg_temp"

  /// - Throws: `PostgresError` where the connection is lost; what the server refuses is a verdict.
  func verdict(_ connection: Connection) async throws -> ExpressionVerdict {
    try await connection.query("BEGIN")
    do {
      let verdict = try await attempt(connection)
      await connection.rollBack()
      return verdict
    } catch let error as PostgresError where error.sqlstate != nil && !error.connectionIsLost {
      await connection.rollBack()
      return .refused(sqlstate: error.sqlstate, position: position(error))
    }
  }

  private func attempt(_ connection: Connection) async throws -> ExpressionVerdict {
    let path = question.searchPath.map { Identifier($0).quoted }.joined(separator: ", ")
    try await setPath(path, connection)
    try await connection.query(create(question.text))
    try await setPath(Self.pinned, connection)
    let original = try await meaning(connection)
    if question.isCondition, original.type != "boolean" { return .notACondition(type: original.type) }
    guard let qualified = expression(in: original.definition) else { return .changesMeaning }
    try await connection.query("DROP VIEW \(Self.view)")
    do { try await connection.query(create(qualified)) } catch let error as PostgresError where error.sqlstate != nil {
      return .changesMeaning
    }
    let again = try await meaning(connection)
    return again.tree == original.tree ? .qualified(qualified) : .changesMeaning
  }

  private func setPath(_ path: String, _ connection: Connection) async throws {
    try await connection.query("SELECT pg_catalog.set_config('search_path', $1, true)", [path])
  }

  private var head: String { "CREATE VIEW \(Self.view.text) AS SELECT (" }

  /// The text was parsed as exactly one expression; a comment at its end ends with its line.
  private func create(_ text: String) -> SQL {
    SQL(raw: "\(head)\(text)\n) AS \(Self.alias) FROM ONLY \(question.relation.quoted) AS s")
  }

  private func position(_ error: PostgresError) -> Int? {
    guard let position = error.position, position > head.unicodeScalars.count else { return nil }
    return position - head.unicodeScalars.count
  }

  private struct Meaning {
    let definition: String
    let type: String
    let tree: String
  }

  private func meaning(_ connection: Connection) async throws -> Meaning {
    let answer = try await connection.query(
      """
      SELECT pg_catalog.pg_get_viewdef(c.oid), pg_catalog.format_type(a.atttypid, a.atttypmod), r.ev_action::text
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = 1
      JOIN pg_catalog.pg_rewrite AS r ON r.ev_class = c.oid
      WHERE c.oid = 'understudy.understudy_trial'::pg_catalog.regclass
      """)
    guard let row = answer.rows.first, row.count == 3, let definition = row[0], let type = row[1], let tree = row[2]
    else {
      throw PostgresError(sqlstate: "42P01")
    }
    let view = try await connection.query("SELECT 'understudy.understudy_trial'::pg_catalog.regclass::pg_catalog.oid")
      .scalar
    let plain = tree.replacing(#/:(location|stmt_location|stmt_len) -?\d+/#, with: "")
      .replacing(":relid \(view ?? "")", with: ":relid")
    return Meaning(definition: definition, type: type, tree: plain)
  }

  /// The expression inside ` SELECT … AS understudy_value\n FROM …`.
  private func expression(in definition: String) -> String? {
    guard let start = definition.range(of: "SELECT "),
      let end = definition.range(of: " AS \(Self.alias)\n", options: .backwards), start.upperBound <= end.lowerBound
    else { return nil }
    return String(definition[start.upperBound..<end.lowerBound])
  }
}
