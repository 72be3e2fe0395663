internal import PostgresClient
internal import PostgresSyntax

/// Foreign keys, checks, unique and exclusion constraints hold, and what is not validated is named.
///
/// `convalidated` alone proves nothing: rows written in replica mode never met the constraint. So each foreign key was either
/// added again by the run, which reads every row, or is read here; checks are evaluated here.
struct ConstraintProof: Sendable {
  let connection: Connection
  let ledger: VerifiedLedger

  func add(to report: inout ProofReport) async throws {
    try await addForeignKeys(to: &report)
    try await addChecks(to: &report)
    try await addIndexes(to: &report)
    let open = try await connection.query(Self.notValidated).rows.compactMap { $0[0] }
    report.leaveOut("not-validated", "constraints that are not validated or not enforced", objects: open)
  }

  // MARK: Foreign keys

  private func addForeignKeys(to report: inout ProofReport) async throws {
    var (added, read) = (0, 0)
    for row in try await connection.query(Self.foreignKeys).rows {
      guard let key = ForeignKeyRow(row) else { continue }
      guard !ledger.provenForeignKeys.contains("\(key.table).\(key.name)") else {
        added += 1
        continue
      }
      read += 1
      let orphans = try await connection.query(key.orphans).scalar.flatMap { Int($0) } ?? 0
      if orphans > 0 {
        report.fail(
          VerificationFinding(check: "foreign-key", relation: key.relation, object: key.name, count: orphans))
      }
    }
    report.check(
      "foreign-key", "\(added) foreign keys were proven when they were added again, \(read) by reading every row")
  }

  private struct ForeignKeyRow {
    let relation: QualifiedName
    /// As the ledger writes it.
    let table: String
    let name: String
    let referencing: String
    let referenced: String
    /// SQL over the aliases `s` and `p`.
    let match: String
    /// SQL over `s`: the row speaks of another one.
    let isSet: String

    init?(_ row: [String?]) {
      let texts = row.compactMap { $0 }
      guard texts.count == 8 else { return nil }
      relation = QualifiedName(Identifier(texts[0]), Identifier(texts[1]))
      (table, name, referencing, referenced) = (texts[2], texts[3], texts[4], texts[5])
      (match, isSet) = (texts[6], texts[7])
    }

    var orphans: SQL {
      """
      SELECT pg_catalog.count(*) FROM \(raw: referencing) AS s
      WHERE (\(raw: isSet)) AND NOT EXISTS (SELECT FROM \(raw: referenced) AS p WHERE \(raw: match))
      """
    }
  }

  /// One row for each foreign key at its root, rendered by the server: its operators, collations and names.
  ///
  /// MATCH FULL: a row with some NULLs is a violation too. Temporal keys (18) match by containment, which this does not know.
  private static let foreignKeys: SQL = """
    SELECT n.nspname, c.relname, c.oid::regclass::text, k.conname,
      CASE c.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || c.oid::regclass::text,
      CASE f.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || f.oid::regclass::text,
      pg_catalog.string_agg(pg_catalog.format('p.%I OPERATOR(%I.%s) s.%I%s', pa.attname, opn.nspname, op.oprname, sa.attname,
        CASE WHEN pa.attcollation <> sa.attcollation AND pa.attcollation <> 0 THEN pg_catalog.format(' COLLATE %I.%I',
          (SELECT cn.nspname FROM pg_catalog.pg_collation AS co JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
            WHERE co.oid = pa.attcollation),
          (SELECT co.collname FROM pg_catalog.pg_collation AS co WHERE co.oid = pa.attcollation)) ELSE '' END),
        ' AND ' ORDER BY pair.place),
      pg_catalog.string_agg(pg_catalog.format('s.%I IS NOT NULL', sa.attname),
        CASE k.confmatchtype WHEN 'f' THEN ' OR ' ELSE ' AND ' END ORDER BY pair.place)
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
    CROSS JOIN LATERAL ROWS FROM (
      pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey), pg_catalog.unnest(k.conpfeqop)
    ) WITH ORDINALITY AS pair(referencing, referenced, operator, place)
    JOIN pg_catalog.pg_attribute AS sa ON sa.attrelid = k.conrelid AND sa.attnum = pair.referencing
    JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = k.confrelid AND pa.attnum = pair.referenced
    JOIN pg_catalog.pg_operator AS op ON op.oid = pair.operator
    JOIN pg_catalog.pg_namespace AS opn ON opn.oid = op.oprnamespace
    WHERE k.contype = 'f' AND k.conparentid = 0 AND k.convalidated
      AND coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true)
      AND NOT coalesce((pg_catalog.to_jsonb(k) ->> 'conperiod')::boolean, false)
      AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'understudy')
    GROUP BY n.nspname, c.relname, c.oid, c.relkind, k.conname, k.confmatchtype, f.oid, f.relkind
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"
    """

  // MARK: Checks

  private func addChecks(to report: inout ProofReport) async throws {
    let rows = try await connection.query(Self.checks).rows.map { $0.map { $0 ?? "" } }
    for (table, checks) in Dictionary(grouping: rows, by: { $0[2] }).sorted(by: { $0.key < $1.key }) {
      let counts = checks.map { "pg_catalog.count(*) FILTER (WHERE (\(raw: $0[4])) IS FALSE)" as SQL }
      let answer = try await connection.query("SELECT \(counts.joined()) FROM ONLY \(raw: table)")
      for (check, count) in zip(checks, answer.rows.first ?? []) {
        guard let broken = count.flatMap({ Int($0) }), broken > 0 else { continue }
        report.fail(
          VerificationFinding(
            check: "check-constraint", relation: QualifiedName(Identifier(check[0]), Identifier(check[1])),
            object: check[3], count: broken))
      }
    }
    report.check(
      "check-constraint", "\(rows.count) check constraints of tables with rows, each evaluated for every row")
  }

  /// The checks of every relation with rows of its own.
  private static let checks: SQL = """
    SELECT n.nspname, c.relname, c.oid::regclass::text, k.conname, pg_catalog.pg_get_expr(k.conbin, k.conrelid)
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid AND c.relkind = 'r'
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE k.contype = 'c' AND k.convalidated AND c.relpersistence <> 't'
      AND coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true)
      AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'understudy')
    ORDER BY c.oid::regclass::text COLLATE "C", k.conname COLLATE "C"
    """

  // MARK: Indexes

  private func addIndexes(to report: inout ProofReport) async throws {
    let rows = try await connection.query(Self.indexes).rows.map { $0.map { $0 ?? "" } }
    // A partitioned index holds nothing itself: one that lacks a partition's was like that before.
    let incomplete = rows.filter { $0[5] == "I" && $0[3] != "t" }.map { "\($0[0]).\($0[2])" }
    report.leaveOut("index-incomplete", "partitioned indexes that some partition has no part of", objects: incomplete)
    for row in rows where row[3] != "t" && row[5] != "I" {
      report.fail(
        VerificationFinding(
          check: "index-valid", relation: QualifiedName(Identifier(row[0]), Identifier(row[1])), object: row[2],
          count: 1))
    }
    let unique = rows.count { $0[4] == "t" }
    report.check(
      "index-valid",
      "\(rows.count - incomplete.count) indexes are valid; \(unique) of them enforce a primary key, unique or exclusion constraint"
    )
  }

  private static let indexes: SQL = """
    SELECT n.nspname, c.relname, ic.relname, i.indisvalid AND i.indisready AND i.indislive, i.indisunique OR i.indisexclusion,
      ic.relkind
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid AND c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'understudy')
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", ic.relname COLLATE "C"
    """

  /// Foreign keys, checks and (18) NOT NULL constraints that say nothing about the rows that are there.
  private static let notValidated: SQL = """
    SELECT pg_catalog.format('%s.%I', c.oid::regclass, k.conname)
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE k.conparentid = 0 AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'understudy')
      AND (NOT k.convalidated OR NOT coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true)
        OR coalesce((pg_catalog.to_jsonb(k) ->> 'conperiod')::boolean, false) AND k.contype = 'f')
    """
}
