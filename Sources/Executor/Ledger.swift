internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// What the ledger says has happened. Read again after every loss of a connection; never remembered instead.
struct Ledger: Sendable, Equatable {
  struct StepRow: Sendable, Equatable {
    var state: TableRewriteMachine.LedgerState
    var relation: String?
    var rowsInserted: Int?
  }

  var steps: [String: StepRow] = [:]
  /// Numbers of the committed units and batches of each step.
  var committed: [String: Set<Int>] = [:]

  /// Reads all of it, or what it says of one step.
  static func read(_ connection: Connection, step: Step? = nil) async throws -> Ledger {
    var ledger = Ledger()
    let condition: SQL = step.map { "step = \(literal: $0.id)" } ?? "true"
    for row in try await connection.query(
      "SELECT step, state, relation, rows_inserted FROM understudy.step WHERE \(condition)"
    ).rows {
      guard let step = row[0], let state = row[1].flatMap({ TableRewriteMachine.LedgerState(rawValue: $0) }) else {
        continue
      }
      ledger.steps[step] = StepRow(state: state, relation: row[2], rowsInserted: row[3].flatMap { Int($0) })
    }
    for row in try await connection.query(
      "SELECT step, batch FROM understudy.batch WHERE state = 'committed' AND \(condition)"
    ).rows {
      guard let step = row[0], let batch = row[1].flatMap({ Int($0) }) else { continue }
      ledger.committed[step, default: []].insert(batch)
    }
    return ledger
  }

  func state(of step: Step) -> TableRewriteMachine.LedgerState { steps[step.id]?.state ?? .absent }

  /// Whether a step needs nothing more.
  func isDone(_ step: Step) -> Bool {
    if step.kind == .table { return state(of: step) == .done }
    let ledgered = step.units.filter { $0.batch > 0 }.map(\.batch)
    return step.units.isEmpty || (!ledgered.isEmpty && committed[step.id, default: []].isSuperset(of: ledgered))
  }

  /// Units and batches that have committed, in all steps.
  var committedCount: Int { committed.values.reduce(0) { $0 + $1.count } }
}

extension Step {
  /// Whether the ledger keeps rows of it; the others run each time and leave nothing to resume.
  var isLedgered: Bool {
    switch kind {
    case .session, .preflight, .functions, .seal: false
    case .detach, .statements, .table, .foreignKeys, .statementsAfter, .finish: true
    }
  }
}
