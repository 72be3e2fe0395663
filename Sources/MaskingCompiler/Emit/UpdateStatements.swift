internal import PostgresSyntax

/// The SQL of a table that is masked in place, by ranges of a key that stays as it is.
struct UpdateStatements {
  let plan: TablePlan
  /// The columns of the key.
  let key: [Identifier]

  private var names: InnerNames { plan.names }

  /// Fingerprints of the originals that a batch replaces; nil where nothing is searched for.
  var fingerprint: SQL? { FingerprintStatement(plan: plan, condition: range("s")).text }

  /// One batch: the rows of a range are masked, and the ledger's word about them, in one statement. Rows that are left alone are
  /// not written.
  var batch: SQL {
    let changed = plan.columns.filter { if case .masked = $0.treatment { true } else { $0.isDerived } }
    let keyColumns = plan.columns.filter { key.contains($0.name) }
    var condition = range("s")
    if let except = plan.except { condition = "\(condition)\n      AND (\(except)) IS NOT TRUE" }
    let query = MaskedQuery(
      plan: plan, condition: condition, returned: keyColumns + changed, equality: .flags, returnsKeptRows: false)
    let counts = BatchCounts(plan: plan, equal: "c.\(names.equal)") { "c.\($0)" }
    let returned = plan.maskedColumns.map { "u.\($0.column.name)" as SQL } + ["m.\(names.equal)"]
    return """
      WITH changed AS (
        UPDATE ONLY \(plan.relation) AS u
        SET \(changed.map { "\($0.name) = m.\($0.name)" as SQL }.joined(separator: ",\n      "))
        FROM (
      \(query.text)
        ) AS m
        WHERE \(key.map { "u.\($0) = m.\($0)" as SQL }.joined(separator: " AND "))
          AND \(range("u"))
        RETURNING \(returned.joined())
      )
      UPDATE understudy.batch
      SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM ONLY \(plan.relation) AS s WHERE \(range("s"))),
        committed_at = pg_catalog.clock_timestamp(), xid = pg_catalog.pg_current_xact_id(),
        \(counts.assignment(from: "changed AS c"))
      WHERE step = \(literal: plan.step) AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned'
      """
  }

  /// The batch's range: from its first key to its last.
  private func range(_ alias: SQL) -> SQL {
    let columns = key.map { "\(alias).\($0)" as SQL }
    func bound(_ setting: String) -> [SQL] {
      key.enumerated().map { index, name in
        let type = plan.columns.first { $0.name == name }?.type ?? "text"
        return "(pg_catalog.current_setting(\(literal: setting))::text[])[\(index + 1)]::\(type)"
      }
    }
    func row(_ items: [SQL]) -> SQL { items.count == 1 ? items.joined() : "ROW(\(items.joined()))" }
    return """
      \(row(columns)) >= \(row(bound("understudy.lo"))) AND \(row(columns)) <= \(row(bound("understudy.hi")))
      """
  }
}

extension ColumnPlan {
  /// Whether it is computed again from masked values.
  var isDerived: Bool { if case .derived = treatment { true } else { false } }
}
