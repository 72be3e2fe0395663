internal import BundleFormat
internal import Executor
public import MaskingCompiler
public import PostgresClient
internal import PostgresSyntax

/// Some rows before and after masking, by the compiled SQL, in a transaction that is rolled back whatever happens.
public struct Preview: Sendable {
  /// A value that a rule makes.
  public struct Value: Sendable, Equatable, Encodable {
    public let column: String
    /// A path inside a document; nil for the whole value.
    public let path: String?
    /// Shapes, unless values were asked for; nil is NULL, or not there.
    public let before: String?
    public let after: String?
    public let isChanged: Bool
  }

  public struct Table: Sendable, Equatable, Encodable {
    public let table: String
    /// Whether the rules empty it: then no row is shown.
    public let isEmptied: Bool
    /// Row by row.
    public let rows: [[Value]]
    /// Columns that stay as they are.
    public let kept: [String]
  }

  public var compiled: CompiledBundle
  public var target: ConnectionTarget
  /// Of each table.
  public var rows: Int
  /// Whether values are shown, and not their shapes.
  public var reveals: Bool

  /// Globs of endpoints that are never written to: not even what is rolled back.
  public var protected: [String]

  public init(compiled: CompiledBundle, target: ConnectionTarget, rows: Int, reveals: Bool, protected: [String]) {
    self.compiled = compiled
    self.target = target
    self.rows = rows
    self.reveals = reveals
    self.protected = protected
  }

  /// - Throws: `ExecutorError` for a protected endpoint; `PostgresError`; 42501 where the role may not create a schema.
  public func tables() async throws -> [Table] {
    // A key of its own: what is shown here is nowhere else.
    var settings = ["understudy.key": MaskingKey.random().hex, "lock_timeout": "5s"]
    for name in compiled.bundle.manifest.parameters {
      settings["understudy.parameter.\(name)"] = "stand-in-for-\(name)"
    }
    let connection = try await Connection.open(target, settings: settings, applicationName: "understudy preview")
    do {
      try Interlock(protected: protected).refuseProtected(connection)
      let rehearsal = compiled.rehearsal
      for statement in rehearsal.session { try await connection.query(statement) }
      try await connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ")
      try await connection.query("SET LOCAL statement_timeout = '60s'")
      try await connection.query("CREATE SCHEMA IF NOT EXISTS understudy")
      try await connection.query(
        """
        CREATE OR REPLACE FUNCTION understudy.as_of() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
        RETURN pg_catalog.transaction_timestamp()
        """)
      for statement in rehearsal.functions { try await connection.query(statement) }
      var tables: [Table] = []
      for query in rehearsal.queries where !query.masked.isEmpty || query.isEmptied {
        tables.append(try await table(query, connection))
      }
      await connection.rollBack()
      await connection.close()
      return tables
    } catch {
      await connection.rollBack()
      await connection.close()
      throw error
    }
  }

  private func table(_ query: MaskQuery, _ connection: Connection) async throws -> Table {
    let kept = query.columns.filter { !query.masked.contains($0) }.map(\.name)
    func table(_ rows: [[Value]]) -> Table {
      Table(table: query.relation.description, isEmptied: query.isEmptied, rows: rows, kept: kept)
    }
    if query.isEmptied { return table([]) }
    let places = try await connection.query(
      "SELECT s.ctid::text, s.tableoid::text FROM \(query.relation) AS s LIMIT \(rows)"
    ).rows
    let list = query.masked.map { "q.\($0)::pg_catalog.text" as SQL }.joined()
    var found: [[Value]] = []
    for place in places {
      guard let row = place[0], let heap = place[1] else { continue }
      let condition: SQL = "s.ctid = \(literal: row)::tid AND s.tableoid = \(literal: heap)::oid"
      let before = try await connection.query(
        "SELECT \(list) FROM (SELECT s.* FROM \(query.relation) AS s WHERE \(condition)) AS q"
      ).rows.first
      // A row that does not stay has no after.
      let after = try await connection.query("SELECT \(list) FROM (\(query.rows(where: condition))) AS q").rows.first
      guard let before, let after else { continue }
      found.append(
        query.masked.enumerated().flatMap { values(of: $0.element.name, before[$0.offset], after[$0.offset]) })
    }
    return table(found)
  }

  private func values(of column: String, _ before: String?, _ after: String?) -> [Value] {
    if let before, let after, before.first == "{" || before.first == "[",
      let changes = DocumentDifference.changes(from: before, to: after)
    {
      return changes.map {
        Value(column: column, path: $0.path, before: shown($0.before), after: shown($0.after), isChanged: true)
      }
    }
    return [
      Value(column: column, path: nil, before: shown(before), after: shown(after), isChanged: before != after)
    ]
  }

  private func shown(_ value: String?) -> String? { reveals ? value : value.map(ValueShape.of) }
}
