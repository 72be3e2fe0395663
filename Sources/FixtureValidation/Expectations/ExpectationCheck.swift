internal import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax

/// Holds expectations against a masked database and a copy of what it was.
struct ExpectationCheck {
  let plan: ExpectationPlan
  /// The database before masking, adopted: conditions may call `as_of()`.
  let original: ConnectionTarget
  let masked: ConnectionTarget

  /// The results in the order of the file.
  func run() async throws -> [ExpectationResult] {
    let before = try await TableRows.connection(to: original)
    let after: Connection
    do {
      after = try await TableRows.connection(to: masked)
    } catch {
      await before.close()
      throw error
    }
    var results: [ExpectationResult] = []
    do {
      for table in plan.tables { results += try await check(table, before, after) }
    } catch {
      await before.close()
      await after.close()
      throw error
    }
    await before.close()
    await after.close()
    return results
  }

  private func check(
    _ table: ExpectationPlan.Table, _ before: Connection, _ after: Connection
  ) async throws -> [ExpectationResult] {
    let columns = (table.key ?? []) + table.columns.map(\.name)
    let masked = try await TableRows.read(table.relation, columns, marking: nil, on: after)
    let originals =
      table.key == nil
      ? nil : try await TableRows.read(table.relation, columns, marking: table.except, on: before)
    let comparison = TableComparison(table: table, masked: masked.rows, originals: originals?.rows ?? [])
    return comparison.results()
  }
}

/// The rows of one table before and after, side by side.
struct TableComparison {
  private let table: ExpectationPlan.Table
  private let masked: [TableRows.Row]
  /// By key; several rows may share a declared key, and are then told apart by nothing: they are compared as a bag.
  private let originals: [[String?]: [TableRows.Row]]
  private let keyWidth: Int

  init(table: ExpectationPlan.Table, masked: [TableRows.Row], originals: [TableRows.Row]) {
    self.table = table
    self.masked = masked
    let keyWidth = table.key?.count ?? 0
    self.keyWidth = keyWidth
    self.originals = Dictionary(grouping: originals) { Array($0.values.prefix(keyWidth)) }
  }

  func results() -> [ExpectationResult] {
    table.columns.enumerated().flatMap { index, column in
      column.expectations.map { result(of: $0, column.name, at: keyWidth + index) }
    }
  }

  private func result(of expectation: Spanned<Expectation>, _ column: Identifier, at place: Int) -> ExpectationResult {
    var tally = Tally()
    switch expectation.value {
    case .changed, .unchanged: compare(at: place, isChanged: expectation.value == .changed, &tally)
    case .unique: findRepeated(at: place, &tally)
    case .matches(let pattern): match(pattern, at: place, &tally)
    }
    if masked.isEmpty { tally.obstacle = "no row is left to check" }
    return ExpectationResult(
      relation: table.relation, column: column, expectation: expectation.value, span: expectation.span,
      checked: tally.checked, failed: tally.failed, examples: tally.examples, obstacle: tally.obstacle)
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

  private func compare(at place: Int, isChanged: Bool, _ tally: inout Tally) {
    var isMet = false
    for row in masked {
      // Rows that the named statements inserted have no original.
      guard let before = originals[key(of: row)] else { continue }
      isMet = true
      if isChanged, before.allSatisfy({ $0.isMarked || Self.isBlank($0.values[place]) }) { continue }
      tally.checked += 1
      let isOriginal = before.contains { $0.values[place] == row.values[place] && (!isChanged || !$0.isMarked) }
      if isOriginal == isChanged, !(isChanged && Self.isBlank(row.values[place])) {
        tally.fail(failure(row, place))
      }
    }
    if !isMet { tally.obstacle = "no row has the key of one before masking" }
  }

  private func findRepeated(at place: Int, _ tally: inout Tally) {
    var seen: Set<String> = []
    for row in masked {
      guard let value = row.values[place] else { continue }
      tally.checked += 1
      if !seen.insert(value).inserted { tally.fail(failure(row, place)) }
    }
  }

  private func match(_ pattern: String, at place: Int, _ tally: inout Tally) {
    guard let expression = try? Regex(pattern) else {
      tally.obstacle = "the pattern is no regular expression"
      return
    }
    for row in masked {
      guard let value = row.values[place] else { continue }
      tally.checked += 1
      if (try? expression.firstMatch(in: value)) == nil { tally.fail(failure(row, place)) }
    }
  }

  private func key(of row: TableRows.Row) -> [String?] { Array(row.values.prefix(keyWidth)) }

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
