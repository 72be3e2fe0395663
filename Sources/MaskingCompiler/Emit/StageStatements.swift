internal import BundleFormat
internal import PostgresSyntax

/// The SQL of one table's rewrite: staging table, batch, swap.
struct StageStatements {
  let plan: TablePlan

  private var stage: QualifiedName { QualifiedName("understudy", Identifier("stage_\(plan.step)")) }
  private var names: InnerNames { plan.names }
  private var masked: [(column: ColumnPlan, mask: MaskPlan)] { plan.maskedColumns }

  // MARK: Staging

  var createStage: SQL {
    var columns = plan.storedColumns.map { column -> SQL in
      column.isNotNull ? "  \(column.name) \(column.type) NOT NULL" : "  \(column.name) \(column.type)"
    }
    if !names.isWide { columns.append("  \(names.equal) bigint") }
    return """
      CREATE UNLOGGED TABLE IF NOT EXISTS \(stage) (
      \(columns.joined(separator: ",\n"))
      )
      """
  }

  /// Fingerprints of the originals that a batch replaces; nil where nothing is searched for.
  var fingerprint: SQL? { FingerprintStatement(plan: plan, condition: bounds).text }

  /// One batch: the masked rows into staging and the ledger's word about them, in one statement.
  var batch: SQL {
    names.isWide
      ? wideBatch
      : """
      WITH staged AS (
        INSERT INTO \(stage) (\((plan.storedColumns.map { "\($0.name)" as SQL } + ["\(names.equal)"]).joined()))
      \(query(.bits).text)
        RETURNING 1
      )
      UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
      WHERE step = \(literal: plan.step) AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned'
      """
  }

  /// The staging table has no room for more than the table's own columns: the batch counts.
  private var wideBatch: SQL {
    let columns = plan.storedColumns.map { "\($0.name)" as SQL }.joined()
    let counts = BatchCounts(plan: plan, equal: "s.\(names.equal)") { "s.\($0)" }
    return """
      WITH masked AS MATERIALIZED (
      \(query(.flags).text)
      ), staged AS (
        INSERT INTO \(stage) (\(columns))
        SELECT \(columns) FROM masked
        RETURNING 1
      )
      UPDATE understudy.batch
      SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp(),
        \(counts.assignment(from: "masked AS s WHERE s.\(names.equal) IS NOT NULL"))
      WHERE step = \(literal: plan.step) AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned'
      """
  }

  private func query(_ equality: MaskedQuery.Equality) -> MaskedQuery {
    MaskedQuery(
      plan: plan, condition: bounds, returned: plan.storedColumns, equality: equality, returnsKeptRows: true)
  }

  private var bounds: SQL {
    """
    s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid\
    \(plan.keepRows.map { "\n      AND (\($0)) IS TRUE" as SQL } ?? "")
    """
  }

  // MARK: Swap

  var swapIn: SQL {
    let columns = plan.storedColumns.map { "\($0.name)" as SQL }.joined()
    guard !plan.storedColumns.isEmpty else { return "INSERT INTO \(plan.relation)\nSELECT FROM \(stage)" }
    let overriding: SQL = plan.hasIdentityColumn ? " OVERRIDING SYSTEM VALUE" : ""
    return "INSERT INTO \(plan.relation) (\(columns))\(overriding)\nSELECT \(columns) FROM \(stage)"
  }

  /// Counts of masked values, and of those that are equal to their original, for the attestation.
  var columnCounts: SQL? {
    guard !masked.isEmpty else { return nil }
    guard !names.isWide else { return Mechanism.countColumns(plan) }
    var counts = masked.enumerated().map { bit, pair -> SQL in
      """
      pg_catalog.count(\(pair.column.name)) AS values_\(bit), \
      pg_catalog.count(*) FILTER (WHERE \(names.equal) & \(1 << bit) <> 0) AS equal_\(bit)
      """
    }
    var rows = masked.enumerated().map { bit, pair -> SQL in
      "(\(literal: pair.column.name.name), t.values_\(bit), t.equal_\(bit))"
    }
    if plan.except != nil {
      counts.append("pg_catalog.count(*) AS masked_rows")
      rows.append("('', t.masked_rows, 0)")
    }
    return """
      INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
      SELECT \(literal: plan.step), c.column_name, c.masked_values, c.equal_values
      FROM (
        SELECT \(counts.joined(separator: ",\n    "))
        FROM \(stage) WHERE \(names.equal) IS NOT NULL
      ) AS t
      CROSS JOIN LATERAL (VALUES
        \(rows.joined(separator: ",\n    "))
      ) AS c(column_name, masked_values, equal_values)
      """
  }

  var dropStage: SQL { "DROP TABLE IF EXISTS \(stage)" }
}

/// Keyed digests of the originals that a batch replaces, many in one row of `understudy.fingerprint`: a row for each would cost
/// as much as the digest itself.
struct FingerprintStatement {
  let plan: TablePlan
  /// SQL over the alias `s`: the batch's rows.
  let condition: SQL

  /// Nil where nothing is searched for.
  var text: SQL? {
    let sources = plan.maskedColumns.flatMap(\.mask.fingerprints)
    guard !sources.isEmpty else { return nil }
    return """
      INSERT INTO understudy.fingerprint (step, batch, category, digests)
      SELECT \(literal: plan.step), pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
      FROM (
        SELECT f.category, \(Draws.fingerprint(of: "f.message")) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
        FROM (
          \(sources.map(messages).joined(separator: "\n      UNION ALL "))
          OFFSET 0
        ) AS f
      ) AS d
      GROUP BY d.category, d.part
      """
  }

  /// The originals of one source, normalised. Names come again and again: each is looked at once, byte by byte, since a column's
  /// collation may take different names for equal.
  private func messages(of source: FingerprintSource) -> SQL {
    let value: SQL = source.category == .name ? "DISTINCT v.value COLLATE \"C\" AS value" : "v.value"
    return """
      SELECT \(source.category.rawValue)::smallint AS category, \
      pg_catalog.convert_to(understudy.fingerprint_text(\(source.category.rawValue), p.value), 'UTF8') AS message
            FROM (
              SELECT \(value)
              FROM \(plan.source) AS s CROSS JOIN LATERAL (\(source.values)) AS v(value)
              WHERE \(condition)\(plan.except.map { "\n          AND (\($0)) IS NOT TRUE" as SQL } ?? "")
            ) AS v CROSS JOIN LATERAL \(source.parts)(v.value) AS p(value)
            WHERE pg_catalog.length(p.value) >= 3
      """
  }
}

/// What a batch writes about itself into the ledger: values in masked rows, and those that are equal to their original.
struct BatchCounts {
  let plan: TablePlan
  /// The flags of equality, as the rows that are counted call them.
  let equal: SQL
  /// A column's masked value, as they call it.
  let value: (Identifier) -> SQL

  /// An assignment for `UPDATE understudy.batch`.
  func assignment(from rows: SQL) -> SQL {
    let columns = plan.maskedColumns.map(\.column.name)
    var values = columns.map { "pg_catalog.count(\(value($0)))" as SQL }
    var equals = columns.indices.map { "pg_catalog.count(*) FILTER (WHERE \(equal)[\($0 + 1)])" as SQL }
    if plan.except != nil {
      values.append("pg_catalog.count(*)")
      equals.append("0")
    }
    return """
      (masked_values, equal_values) = (
          SELECT ARRAY[\(values.joined())]::bigint[], ARRAY[\(equals.joined())]::bigint[]
          FROM \(rows))
      """
  }
}
