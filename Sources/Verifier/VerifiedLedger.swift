internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// What the ledger says about a run that has ended.
struct VerifiedLedger: Sendable {
  struct Counts: Sendable, Equatable {
    let values: Int
    let equal: Int
  }

  /// Rows of the table after the swap, by step; only steps that are done.
  let rowsInserted: [String: Int]
  /// Steps that are done.
  let doneSteps: Set<String>
  /// Units of other steps that have committed.
  let committedUnits: [String: Set<Int>]
  /// By step and column.
  let columnCounts: [String: [String: Counts]]
  /// `relation.name` of foreign keys that the run added again, which proved them.
  let provenForeignKeys: Set<String>
  /// What is still taken down: foreign keys, constraints, indexes, triggers. Row security is the business of the last step, and then
  /// of the verification itself.
  let takenDown: [String]

  static func read(_ connection: Connection) async throws -> VerifiedLedger {
    let steps = try await connection.query(
      "SELECT step, rows_inserted FROM understudy.step WHERE state = 'done'"
    ).rows
    let units = try await connection.query(
      "SELECT step, batch FROM understudy.batch WHERE state = 'committed'"
    ).rows
    let counts = try await connection.query(
      "SELECT step, column_name, masked_values, equal_values FROM understudy.column_count"
    ).rows
    let keys = try await connection.query(
      """
      SELECT f.relation || '.' || f.name FROM understudy.foreign_key AS f WHERE f.state = 'attached' AND f.is_validated
      """
    ).rows
    let open = try await connection.query(
      """
      SELECT 'foreign key ' || f.relation || '.' || f.name FROM understudy.foreign_key AS f WHERE f.state <> 'attached'
      UNION ALL SELECT 'constraint ' || n.relation || '.' || n.name FROM understudy.not_valid_constraint AS n
        WHERE n.state <> 'attached'
      UNION ALL SELECT 'index ' || i.name FROM understudy.index_state AS i
      UNION ALL SELECT t.kind || ' ' || t.relation || '.' || t.name FROM understudy.trigger_state AS t
      ORDER BY 1
      """
    ).rows
    func number(_ text: String?) -> Int { text.flatMap { Int($0) } ?? 0 }
    return VerifiedLedger(
      rowsInserted: Dictionary(steps.map { ($0[0] ?? "", number($0[1])) }) { first, _ in first },
      doneSteps: Set(steps.compactMap { $0[0] }),
      committedUnits: Dictionary(grouping: units) { $0[0] ?? "" }.mapValues { Set($0.map { number($0[1]) }) },
      columnCounts: Dictionary(grouping: counts) { $0[0] ?? "" }.mapValues { rows in
        Dictionary(
          rows.map { ($0[1] ?? "", Counts(values: number($0[2]), equal: number($0[3]))) }
        ) { first, _ in first }
      },
      provenForeignKeys: Set(keys.compactMap { $0[0] }), takenDown: open.compactMap { $0[0] })
  }

  /// Refuses a run that has not come to its end.
  func requireFinished(_ manifest: Manifest) throws(VerificationError) {
    let open = manifest.steps.filter { step in
      switch step.kind {
      case .session, .preflight, .functions, .seal: false
      case .table: !doneSteps.contains(step.id)
      case .detach, .statements, .foreignKeys, .statementsAfter, .finish:
        step.units.contains { $0.batch > 0 && committedUnits[step.id]?.contains($0.batch) != true }
      }
    }
    guard open.isEmpty, takenDown.isEmpty else { throw .notFinished(open.map(\.id) + takenDown) }
  }
}
