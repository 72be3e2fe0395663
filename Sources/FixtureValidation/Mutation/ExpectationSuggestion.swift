internal import DatabaseCatalog
internal import Diagnostics
internal import PostgresSyntax
internal import RuleSyntax

/// Expectations that nobody has written, to be tried on a mutant and on the rules as they are: one that fails on the first and
/// holds on the second would have noticed.
struct ExpectationSuggestion {
  /// What would have noticed, in the order in which it is worth writing.
  struct Candidate: Hashable {
    let relation: QualifiedName
    let column: Identifier?
    let expectation: Expectation

    /// As in `customers.email { changed: true }`.
    var words: String {
      let value =
        switch expectation {
        case .valid(let form): form.rawValue
        case .rowsUnchanged: "unchanged"
        default: "true"
        }
      return "expect \(relation)\(column.map { ".\($0)" } ?? "") { \(expectation.name): \(value) }"
    }
  }

  private let plan: ExpectationPlan

  /// - Parameter plan: whose tables' keys are known; the candidates are of these tables.
  init(tables: [QualifiedName], catalog: Catalog, keys: [QualifiedName: [Identifier]], searchPath: [Identifier]) {
    let span = SourceSpan(
      file: "", start: SourcePosition(offset: 0, line: 1, column: 1), end: SourcePosition(offset: 0, line: 1, column: 1)
    )
    func expected(_ expectation: Expectation) -> ExpectationPlan.Expected {
      ExpectationPlan.Expected(expectation: expectation, span: span, isDeclared: false)
    }
    let candidates = tables.compactMap { catalog.relation($0) }.map { relation in
      let hasKey = keys[relation.name] != nil
      return ExpectationPlan.Table(
        relation: relation.name, isStored: true, key: keys[relation.name], except: nil,
        expectations: [expected(.empty), expected(.rowsUnchanged)],
        columns: relation.columns.map { column in
          ExpectationPlan.Column(
            name: column.name,
            expectations: Self.columnCandidates.filter { hasKey || !$0.needsOriginals }.map(expected))
        })
    }
    plan = ExpectationPlan(tables: candidates, searchPath: searchPath)
  }

  private static let columnCandidates: [Expectation] =
    [.changed, .unchanged, .null] + ValueForm.allCases.map(Expectation.valid) + [.unique, .frequencyHidden]

  /// Which of the candidates fail, or hold, on a masked database.
  func candidates(failing: Bool, _ check: (ExpectationPlan) async throws -> [ExpectationResult]) async throws
    -> [Candidate]
  {
    try await check(plan).filter {
      $0.obstacle == nil && ($0.failed > 0) == failing && (failing || $0.checked > 0 || $0.expectation == .empty)
    }
    .compactMap { result in
      result.relation.map { Candidate(relation: $0, column: result.column, expectation: result.expectation) }
    }
  }
}
