internal import BundleFormat
internal import PostgresSyntax

/// The SQL of one table's rewrite: staging table, batch, swap.
struct StageStatements {
  let plan: TablePlan

  private var stage: QualifiedName { QualifiedName("understudy", Identifier("stage_\(plan.step)")) }
  private var stored: [ColumnPlan] {
    plan.columns.filter { if case .generated = $0.treatment { false } else { true } }
  }
  private var masked: [(column: ColumnPlan, mask: MaskPlan)] {
    plan.columns.compactMap { column in
      if case .masked(let mask) = column.treatment { (column, mask) } else { nil }
    }
  }

  /// The columns' bits in `understudy_equal`, from 0.
  var equalBits: [Identifier: Int] {
    Dictionary(uniqueKeysWithValues: masked.enumerated().map { ($0.element.column.name, $0.offset) })
  }

  /// Masked columns that one bigint has room for.
  static let maximumMaskedColumns = 62

  // MARK: Statements

  var createStage: SQL {
    let columns = stored.map { column -> SQL in
      column.isNotNull ? "  \(column.name) \(column.type) NOT NULL" : "  \(column.name) \(column.type)"
    }
    return """
      CREATE UNLOGGED TABLE IF NOT EXISTS \(stage) (
      \((columns + ["  understudy_equal bigint"]).joined(separator: ",\n"))
      )
      """
  }

  /// Fingerprints of the originals that a batch replaces; nil where nothing is searched for.
  var fingerprint: SQL? {
    let sources = masked.flatMap(\.mask.fingerprints).map { source -> SQL in
      "SELECT \(source.category.rawValue), v\(source.category.rawValue).value FROM (\(source.query)) AS v\(source.category.rawValue)(value)"
    }
    guard !sources.isEmpty else { return nil }
    return """
      INSERT INTO understudy.fingerprint (step, batch, category, digest)
      SELECT DISTINCT \(literal: plan.step), pg_catalog.current_setting('understudy.batch')::integer, f.category, f.digest
      FROM (
        SELECT o.category::smallint AS category, understudy.fingerprint_of(o.category, o.value) AS digest
        FROM ONLY \(plan.relation) AS s
        CROSS JOIN LATERAL (
          \(sources.joined(separator: "\n    UNION ALL "))
        ) AS o(category, value)
        WHERE \(bounds)\(exceptCondition)
          AND pg_catalog.length(o.value) >= 3
      ) AS f
      WHERE f.digest IS NOT NULL
      """
  }

  /// One batch: the masked rows into staging and the ledger's word about them, in one statement.
  var batch: SQL {
    """
    WITH staged AS (
      INSERT INTO \(stage) (\((stored.map { "\($0.name)" as SQL } + ["understudy_equal"]).joined()))
    \(outerSelect)
      RETURNING 1
    )
    UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
    WHERE step = \(literal: plan.step) AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned'
    """
  }

  /// Counts of masked values, and of those that are equal to their original, for the attestation.
  var columnCounts: SQL? {
    guard !masked.isEmpty else { return nil }
    let bits = equalBits
    var counts = masked.map { column, _ -> SQL in
      let bit = bits[column.name] ?? 0
      return """
        pg_catalog.count(\(column.name)) AS values_\(bit), \
        pg_catalog.count(*) FILTER (WHERE understudy_equal & \(1 << bit) <> 0) AS equal_\(bit)
        """
    }
    var rows = masked.map { column, _ -> SQL in
      let bit = bits[column.name] ?? 0
      return "(\(literal: column.name.name), t.values_\(bit), t.equal_\(bit))"
    }
    if plan.except != nil {
      // Without a column's name: how many rows were masked. The verifier knows kept rows by the condition alone, and masked
      // values may meet it.
      counts.append("pg_catalog.count(*) AS masked_rows")
      rows.append("('', t.masked_rows, 0)")
    }
    return """
      INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
      SELECT \(literal: plan.step), c.column_name, c.masked_values, c.equal_values
      FROM (
        SELECT \(counts.joined(separator: ",\n    "))
        FROM \(stage) WHERE understudy_equal IS NOT NULL
      ) AS t
      CROSS JOIN LATERAL (VALUES
        \(rows.joined(separator: ",\n    "))
      ) AS c(column_name, masked_values, equal_values)
      """
  }

  var swapIn: SQL {
    let columns = stored.map { "\($0.name)" as SQL }.joined()
    let overriding: SQL = plan.hasIdentityColumn ? " OVERRIDING SYSTEM VALUE" : ""
    return "INSERT INTO \(plan.relation) (\(columns))\(overriding)\nSELECT \(columns) FROM \(stage)"
  }

  var dropStage: SQL { "DROP TABLE IF EXISTS \(stage)" }

  // MARK: The three levels of the query

  private var bounds: SQL {
    """
    s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid\
    \(plan.keepRows.map { "\n      AND (\($0)) IS TRUE" as SQL } ?? "")
    """
  }

  private var exceptCondition: SQL { plan.except.map { "\n      AND (\($0)) IS NOT TRUE" } ?? "" }

  /// Originals and draws, each draw computed once a row.
  private var innermost: SQL {
    var items = stored.map { "s.\($0.name)" as SQL }
    if let except = plan.except { items.append("(\(except)) IS TRUE AS understudy_kept") }
    items += masked.flatMap(\.mask.draws).map { "\($0.expression) AS \($0.column)" }
    return """
          SELECT \(items.joined(separator: ",\n        "))
          FROM ONLY \(plan.relation) AS s
          WHERE \(bounds)
          OFFSET 0
      """
  }

  /// Masked values beside the originals that equality asks for.
  private var middle: SQL {
    var items: [SQL] = []
    for column in stored {
      switch column.treatment {
      case .masked(let mask):
        let expression: SQL =
          plan.except == nil
          ? "\(mask.expression)" : "CASE WHEN s.understudy_kept THEN s.\(column.name) ELSE \(mask.expression) END"
        items.append("\(expression) AS \(column.name)")
        items.append("s.\(column.name) AS \(original(of: column.name))")
      case .copied: items.append("s.\(column.name)")
      case .derived where plan.except != nil: items.append("s.\(column.name) AS \(original(of: column.name))")
      case .derived, .generated: break
      }
    }
    if plan.except != nil { items.append("s.understudy_kept") }
    return """
          SELECT \(items.joined(separator: ",\n        "))
          FROM (
      \(innermost)
          ) AS s
          OFFSET 0
      """
  }

  private var outerSelect: SQL {
    var items = stored.map { column -> SQL in
      guard case .derived(let expression) = column.treatment else { return "s.\(column.name)" }
      return plan.except == nil
        ? "\(expression)"
        : "CASE WHEN s.understudy_kept THEN s.\(original(of: column.name)) ELSE \(expression) END"
    }
    items.append(equality)
    return """
        SELECT \(items.joined(separator: ",\n    "))
        FROM (
      \(middle)
        ) AS s
      """
  }

  /// The bits of the columns that came out as they went in; NULL for a row that was left alone. Byte by byte: the two sides may
  /// have different collations, or one under which different texts are equal.
  private var equality: SQL {
    let bits = equalBits
    let terms = masked.map { column, _ -> SQL in
      """
      CASE WHEN s.\(column.name)::text COLLATE "C" = s.\(original(of: column.name))::text COLLATE "C" \
      AND s.\(column.name)::text <> '' \
      THEN \(1 << (bits[column.name] ?? 0)) ELSE 0 END::bigint
      """
    }
    let sum: SQL = terms.isEmpty ? "0::bigint" : terms.joined(separator: "\n      | ")
    return plan.except == nil
      ? "\(sum) AS understudy_equal" : "CASE WHEN NOT s.understudy_kept THEN \(sum) END AS understudy_equal"
  }

  /// The alias of an original; by number, since a name of 63 bytes has no room for a suffix.
  private func original(of column: Identifier) -> Identifier {
    Identifier("understudy_o\((plan.columns.firstIndex { $0.name == column } ?? 0) + 1)")
  }
}
