internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// Names what the role may not do, before the first write: a privilege that is missed after a swap would leave a table without
/// its indexes.
struct PrivilegeCheck: Sendable {
  let bundle: MaskingBundle

  /// - Returns: one finding that names everything, or none.
  func findings(_ connection: Connection) async throws -> [Finding] {
    guard
      try await connection.query("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user").scalar != "t"
    else { return [] }
    let rewritten = bundle.manifest.steps(of: .table).compactMap { $0.relation?.quoted } + leaves
    let missing = try await connection.query(
      """
      WITH RECURSIVE rewritten AS (
        SELECT DISTINCT pg_catalog.to_regclass(name) AS oid FROM \(Self.values(rewritten)) AS t (name)
      ), maintained AS (
        SELECT DISTINCT pg_catalog.to_regclass(name) AS oid FROM \(Self.values(maintained)) AS t (name)
      ), keys AS (
        SELECT k.conrelid, k.confrelid FROM pg_catalog.pg_constraint AS k
        WHERE k.contype = 'f'
          AND (k.conrelid IN (SELECT oid FROM rewritten) OR k.confrelid IN (SELECT oid FROM rewritten))
      ), above AS (
        SELECT oid FROM rewritten
        UNION SELECT h.inhparent FROM above JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = above.oid
      ), unchecked AS (
        -- A constraint that is NOT VALID is dropped with what tables below have inherited of it.
        SELECT k.conrelid AS oid FROM pg_catalog.pg_constraint AS k
        WHERE k.conrelid IN (SELECT oid FROM above) AND k.contype IN ('c', 'n') AND NOT k.convalidated
        UNION SELECT h.inhrelid FROM unchecked JOIN pg_catalog.pg_inherits AS h ON h.inhparent = unchecked.oid
      )
      SELECT 'ownership of ' || c.oid::regclass FROM pg_catalog.pg_class AS c
      WHERE NOT pg_catalog.pg_has_role(c.relowner, 'USAGE') AND c.oid IN (
        SELECT oid FROM rewritten UNION SELECT oid FROM maintained UNION SELECT conrelid FROM keys
        UNION SELECT oid FROM unchecked)
      UNION
      SELECT 'REFERENCES on ' || k.confrelid::regclass FROM keys AS k
      WHERE NOT pg_catalog.has_table_privilege(k.confrelid, 'REFERENCES')
      UNION
      SELECT 'CREATE on schema ' || n.nspname FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.oid IN (SELECT oid FROM rewritten) AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
        AND (EXISTS (SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid)
          -- The swap forgets missing values by an index of its own.
          OR EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.atthasmissing))
      UNION
      SELECT 'ownership of schema understudy' FROM pg_catalog.pg_namespace AS n
      WHERE n.nspname = 'understudy' AND NOT pg_catalog.pg_has_role(n.nspowner, 'USAGE')
      ORDER BY 1
      """
    ).rows.compactMap { $0.first ?? nil }
    return missing.isEmpty ? [] : [Finding(.privilege, missing)]
  }

  /// The partitions of tables that are rewritten as a whole.
  private var leaves: [String] { bundle.manifest.verification.tables.flatMap { ($0.leaves ?? []).map(\.quoted) } }

  /// What named statements write with its triggers off, and what is refreshed or vacuumed in the end.
  var maintained: [String] {
    let steps = bundle.manifest.steps.filter { [.statements, .statementsAfter, .finish].contains($0.kind) }
    let statements = steps.flatMap { step in step.units.flatMap { bundle.statements(of: $0, in: step) } }
    return statements.compactMap { statement in
      let vacuum = "VACUUM (FULL) "
      if statement.hasPrefix(vacuum) { return String(statement.dropFirst(vacuum.count)) }
      guard
        let call = statement.wholeMatch(
          of: /SELECT understudy\.(?:refresh_view\(|disable_triggers\('[0-9]+', )'((?:[^']|'')*)'\)/)
      else { return nil }
      return call.output.1.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'")
    }.filter { !$0.hasPrefix("pg_catalog.") }
  }

  private static func values(_ names: [String]) -> SQL {
    // A row that names nothing keeps an empty list valid.
    let rows = ([""] + names).map { name in name.isEmpty ? "(NULL::text)" as SQL : "(\(literal: name))" }
    return "(VALUES \(rows.joined()))"
  }
}
