internal import PostgresSyntax
internal import RuleSyntax

/// The rows of one table before and after, side by side.
struct TableComparison {
  private let table: ExpectationPlan.Table
  private let masked: [TableRows.Row]
  /// By key; several rows may share a declared key, and are then told apart by nothing: they are compared as a bag.
  private let originals: [[String?]: [TableRows.Row]]
  private let keyWidth: Int
  private let ranges: [RangeCondition]
  private let replacements: [Int: [String: Set<String>]]

  /// - Parameters:
  ///   - masked: marked by the conditions of `ranges`.
  ///   - originals: marked where the rules leave a row alone.
  ///   - replacements: of originals in another column, by the place of the expectation that names it.
  init(
    table: ExpectationPlan.Table, masked: [TableRows.Row], originals: [TableRows.Row], ranges: [RangeCondition] = [],
    replacements: [Int: [String: Set<String>]] = [:]
  ) {
    self.table = table
    self.masked = masked
    let keyWidth = table.key?.count ?? 0
    self.keyWidth = keyWidth
    self.ranges = ranges
    self.replacements = replacements
    self.originals = Dictionary(grouping: originals) { Array($0.values.prefix(keyWidth)) }
  }

  func results() -> [ExpectationResult] {
    table.columns.enumerated().flatMap { index, column in
      column.expectations.map { result(of: $0, column.name, at: keyWidth + index) }
    }
  }

  private func result(
    of expected: ExpectationPlan.Expected, _ column: Identifier, at place: Int
  ) -> ExpectationResult {
    var tally = Tally()
    switch expected.expectation {
    case .changed, .unchanged: compare(at: place, isChanged: expected.expectation == .changed, &tally)
    case .null: each(at: place, &tally) { $0 == nil }
    case .unique: findRepeated(at: place, &tally)
    case .matches(let pattern): match(pattern, at: place, &tally)
    case .oneOf(let texts): each(at: place, &tally) { $0.map(texts.contains) }
    case .valid(let form): each(at: place, &tally) { Self.isBlank($0) ? nil : $0.map { form.accepts($0) } }
    case .sameAs: compareReplacements(expected, at: place, &tally)
    case .range: checkRange(expected, at: place, &tally)
    case .distinctAtLeast(let number):
      tally.checked = Set(masked.compactMap { $0.values[place] }).count
      tally.failed = max(0, number - tally.checked)
    case .frequencyHidden: compareFrequencies(at: place, &tally)
    case .rows, .rowsUnchanged, .empty, .joins, .golden, .assertion: tally.obstacle = "it is no expectation of a column"
    }
    if masked.isEmpty { tally.obstacle = "no row is left to check" }
    return ExpectationResult(
      relation: table.relation, column: column, expectation: expected.expectation, span: expected.span,
      isDeclared: expected.isDeclared, checked: tally.checked, failed: tally.failed, examples: tally.examples,
      obstacle: tally.obstacle)
  }

  private struct Tally {
    var checked = 0
    var failed = 0
    var examples: [ExpectationResult.Failure] = []
    var obstacle: String?

    mutating func fail(_ failure: @autoclosure () -> ExpectationResult.Failure) {
      failed += 1
      if examples.count < ExpectationResult.mostExamples { examples.append(failure()) }
    }
  }

  /// Asks of each value; nil where it is none that the expectation speaks of.
  private func each(at place: Int, _ tally: inout Tally, _ holds: (String?) -> Bool?) {
    for row in masked {
      guard let holds = holds(row.values[place]) else { continue }
      tally.checked += 1
      if !holds { tally.fail(failure(row, place)) }
    }
  }

  private func compare(at place: Int, isChanged: Bool, _ tally: inout Tally) {
    var isMet = false
    for row in masked {
      // Rows that the named statements inserted have no original.
      guard let before = originals[key(of: row)] else { continue }
      isMet = true
      if isChanged, before.allSatisfy({ Self.isMarked($0) || Self.isBlank($0.values[place]) }) { continue }
      tally.checked += 1
      let isOriginal = before.contains { $0.values[place] == row.values[place] && (!isChanged || !Self.isMarked($0)) }
      if isOriginal == isChanged, !(isChanged && Self.isBlank(row.values[place])) {
        tally.fail(failure(row, place))
      }
    }
    if !isMet { tally.obstacle = "no row has the key of one before masking" }
  }

  private func findRepeated(at place: Int, _ tally: inout Tally) {
    var seen: Set<String> = []
    each(at: place, &tally) { $0.map { seen.insert($0).inserted } }
  }

  private func match(_ pattern: String, at place: Int, _ tally: inout Tally) {
    guard let expression = try? Regex(pattern) else {
      tally.obstacle = "the pattern is no regular expression"
      return
    }
    each(at: place, &tally) { $0.map { (try? expression.firstMatch(in: $0)) != nil } }
  }

  private func compareReplacements(_ expected: ExpectationPlan.Expected, at place: Int, _ tally: inout Tally) {
    let known = replacements[expected.place] ?? [:]
    for row in masked {
      guard let before = originals[key(of: row)] else { continue }
      let expected = before.compactMap { $0.values[place] }.filter { !Self.isBlank($0) }.compactMap { known[$0] }
      guard !expected.isEmpty else { continue }
      tally.checked += 1
      if !expected.contains(where: { $0.contains(row.values[place] ?? "") }) { tally.fail(failure(row, place)) }
    }
    if tally.checked == 0 { tally.obstacle = "no original is in both columns" }
  }

  private func checkRange(_ expected: ExpectationPlan.Expected, at place: Int, _ tally: inout Tally) {
    guard let mark = ranges.firstIndex(where: { $0.place == expected.place }), ranges[mark].condition != nil
    else {
      tally.obstacle = "a bound is no value of the column's type"
      return
    }
    for row in masked where row.values[place] != nil {
      tally.checked += 1
      if !row.marks[mark] { tally.fail(failure(row, place)) }
    }
  }

  /// An original's frequency shows where all its rows have one replacement, which no other original's rows have. By chance that
  /// may be so for a few.
  private func compareFrequencies(at place: Int, _ tally: inout Tally) {
    var replacements: [String: (values: Set<String?>, rows: Int)] = [:]
    for row in masked {
      guard let original = originals[key(of: row)]?.first(where: { !Self.isMarked($0) })?.values[place],
        !Self.isBlank(original)
      else { continue }
      replacements[original, default: ([], 0)].values.insert(row.values[place])
      replacements[original, default: ([], 0)].rows += 1
    }
    let owners = replacements.values.reduce(into: [String?: Int]()) { counts, next in
      for value in next.values { counts[value, default: 0] += 1 }
    }
    let repeated = replacements.values.filter { $0.rows > 1 }
    tally.checked = repeated.count
    let shown = repeated.count { group in group.values.count == 1 && group.values.allSatisfy { owners[$0] == 1 } }
    if shown * 2 > repeated.count { tally.failed = shown }
    if repeated.isEmpty { tally.obstacle = "no original comes several times" }
  }

  private func key(of row: TableRows.Row) -> [String?] { Array(row.values.prefix(keyWidth)) }

  private static func isMarked(_ row: TableRows.Row) -> Bool { row.marks.first == true }

  private static func isBlank(_ value: String?) -> Bool { value?.allSatisfy(\.isWhitespace) ?? true }

  /// A value is shown only where it is known not to be an original of its row.
  private func failure(_ row: TableRows.Row, _ place: Int) -> ExpectationResult.Failure {
    let before = keyWidth == 0 ? nil : originals[key(of: row)]
    let value = row.values[place]
    let mayBeShown = before?.contains { $0.values[place] == value } == false
    return ExpectationResult.Failure(
      key: zip(table.key ?? [], row.values).map { ExpectationResult.KeyValue(column: $0.0.name, value: $0.1) },
      maskedValue: mayBeShown ? value : nil)
  }
}
