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

  /// What is tried, one list after another: most mutants are noticed by the first, and forms take long.
  static let stages: [[Expectation]] = [
    [.empty, .rowsUnchanged, .changed, .unchanged, .null],
    ValueForm.allCases.map(Expectation.valid) + [.unique, .frequencyHidden],
  ]

  /// - Parameters:
  ///   - stage: what is tried, of tables and of each of their columns.
  ///   - keys: of tables whose rows can be compared with what they were.
  init(
    _ stage: [Expectation], of tables: [QualifiedName], catalog: Catalog, keys: [QualifiedName: [Identifier]],
    searchPath: [Identifier]
  ) {
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
        expectations: stage.filter(Self.isOfTable).map(expected),
        columns: relation.columns.map { column in
          ExpectationPlan.Column(
            name: column.name,
            expectations: stage.filter { !Self.isOfTable($0) && (hasKey || !$0.needsOriginals) }.map(expected))
        })
    }
    plan = ExpectationPlan(tables: candidates, searchPath: searchPath)
  }

  private static func isOfTable(_ expectation: Expectation) -> Bool {
    switch expectation {
    case .empty, .rowsUnchanged: true
    default: false
    }
  }

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
