internal import Foundation
internal import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax

/// Holds expectations against a masked database and a copy of what it was.
struct ExpectationCheck {
  let plan: ExpectationPlan
  /// The database before masking, adopted: conditions may call `as_of()`.
  let before: Connection
  let after: Connection
  /// Where the paths of goldens begin.
  let folder: String

  /// The results in the order of the file; of what nobody wrote, only those that had something to look at.
  ///
  /// - Parameter relations: only expectations of these tables, and of columns that others are compared with there; nil: all.
  func run(of relations: Set<QualifiedName>? = nil) async throws -> [ExpectationResult] {
    var results: [ExpectationResult] = []
    for table in plan.tables where relations.map({ Self.concerns(table, $0) }) ?? true {
      results += try await check(table)
    }
    for assertion in plan.assertions {
      results.append(try await AssertionCheck(searchPath: plan.searchPath, connection: after).result(of: assertion))
    }
    return results.filter { !$0.isDeclared || ($0.checked > 0 && $0.obstacle == nil) || $0.expectation == .empty }
  }

  /// Writes the goldens from the masked rows.
  ///
  /// - Throws: `FixtureError.unwritable`, `PostgresError`.
  func recordGoldens() async throws {
    for table in plan.tables {
      for expected in table.expectations {
        guard case .golden(let path) = expected.expectation else { continue }
        try await GoldenCheck(file: folder + "/" + path, table: table, expected: expected).record(on: after)
      }
    }
  }

  /// Whether a table, or what it is compared with, is among those that have changed; what is computed from tables always is.
  private static func concerns(_ table: ExpectationPlan.Table, _ relations: Set<QualifiedName>) -> Bool {
    let expected = table.expectations + table.columns.flatMap(\.expectations)
    return !table.isStored || relations.contains(table.relation)
      || expected.contains { $0.other.map { relations.contains($0.relation) } ?? false }
  }

  private func check(_ table: ExpectationPlan.Table) async throws -> [ExpectationResult] {
    var results: [ExpectationResult] = []
    for expected in table.expectations { results.append(try await check(expected, of: table)) }
    guard !table.columns.isEmpty else { return results }
    let columns = (table.key ?? []) + table.columns.map(\.name)
    var ranges: [RangeCondition] = []
    for column in table.columns {
      for expected in column.expectations {
        if let range = try await RangeCondition(expected, column.name, of: table.relation, on: after) {
          ranges.append(range)
        }
      }
    }
    let masked = try await TableRows.read(
      table.relation, columns, marking: ranges.map { $0.condition ?? "true" }, on: after)
    let originals =
      table.key == nil
      ? nil : try await TableRows.read(table.relation, columns, marking: [table.except ?? "false"], on: before)
    let comparison = TableComparison(
      table: table, masked: masked.rows, originals: originals?.rows ?? [], ranges: ranges,
      replacements: try await replacements(for: table))
    return results + comparison.results()
  }

  // MARK: What other columns say

  /// Replacements of the originals in columns that `same_as` names, by the expectation's place.
  private func replacements(for table: ExpectationPlan.Table) async throws -> [Int: [String: Set<String>]] {
    var found: [Int: [String: Set<String>]] = [:]
    for expected in table.columns.flatMap(\.expectations) {
      guard case .sameAs = expected.expectation, let other = expected.other, let key = other.key else { continue }
      let columns = key + [other.column]
      let originals = try await TableRows.read(other.relation, columns, marking: [], on: before).rows
      let masked = try await TableRows.read(other.relation, columns, marking: [], on: after).rows
      let byKey = Dictionary(grouping: masked) { Array($0.values.prefix(key.count)) }
      var replacements: [String: Set<String>] = [:]
      for row in originals {
        guard let original = row.values[key.count] else { continue }
        let made = byKey[Array(row.values.prefix(key.count))] ?? []
        replacements[original, default: []].formUnion(made.compactMap { $0.values[key.count] })
      }
      found[expected.place] = replacements
    }
    return found
  }

  // MARK: A table as a whole

  private func check(
    _ expected: ExpectationPlan.Expected, of table: ExpectationPlan.Table
  ) async throws -> ExpectationResult {
    switch expected.expectation {
    case .rows(let number):
      let rows = try await count(of: table, on: after)
      return result(expected, table, checked: rows, failed: abs(rows - number))
    case .rowsUnchanged:
      let rows = try await count(of: table, on: after)
      return result(expected, table, checked: rows, failed: abs(rows - (try await count(of: table, on: before))))
    case .empty:
      let rows = try await count(of: table, on: after)
      return result(expected, table, checked: rows, failed: rows)
    case .joins(let column, _):
      guard let other = expected.other else { break }
      let join = JoinCheck(
        relation: table.relation, column: Identifier(column), other: other, searchPath: plan.searchPath)
      let (joined, dangling) = try await join.count(on: after)
      let danglingBefore = try await join.count(on: before).dangling
      return result(
        expected, table, checked: joined, failed: max(0, dangling - danglingBefore),
        obstacle: joined == 0 ? "no value of \(column) finds a row" : nil)
    case .golden(let path):
      return try await GoldenCheck(file: folder + "/" + path, table: table, expected: expected).result(on: after)
    case .changed, .unchanged, .null, .unique, .matches, .oneOf, .sameAs, .valid, .range, .distinctAtLeast,
      .frequencyHidden, .assertion:
      break
    }
    return result(expected, table, checked: 0, failed: 0, obstacle: "it is no expectation of a table")
  }

  private func count(of table: ExpectationPlan.Table, on connection: Connection) async throws -> Int {
    let answer = try await connection.query("SELECT pg_catalog.count(*) FROM \(table.relation)").scalar
    return answer.flatMap { Int($0) } ?? 0
  }

  private func result(
    _ expected: ExpectationPlan.Expected, _ table: ExpectationPlan.Table, checked: Int, failed: Int,
    obstacle: String? = nil
  ) -> ExpectationResult {
    ExpectationResult(
      relation: table.relation, column: nil, expectation: expected.expectation, span: expected.span,
      isDeclared: expected.isDeclared, checked: checked, failed: failed, examples: [], obstacle: obstacle)
  }
}

/// Values of a column that find a row by another column, under the user's own operators.
private struct JoinCheck {
  let relation: QualifiedName
  let column: Identifier
  let other: ExpectationPlan.Reference
  let searchPath: [Identifier]

  func count(on connection: Connection) async throws -> (joined: Int, dangling: Int) {
    let row = try await connection.under(searchPath) {
      try await connection.query(
        """
        SELECT pg_catalog.count(*) FILTER (WHERE f.is_found), pg_catalog.count(*) FILTER (WHERE NOT f.is_found)
        FROM (SELECT EXISTS (SELECT FROM \(other.relation) AS o WHERE o.\(other.column) = s.\(column)) AS is_found
          FROM \(relation) AS s WHERE s.\(column) IS NOT NULL) AS f
        """
      ).rows.first
    }
    return (row?[0].flatMap { Int($0) } ?? 0, row?[1].flatMap { Int($0) } ?? 0)
  }
}

/// A query that finds what must not be.
private struct AssertionCheck {
  let searchPath: [Identifier]
  let connection: Connection

  func result(of assertion: ExpectationsDocument.Assertion) async throws -> ExpectationResult {
    var failed = 0
    var obstacle: String?
    // A query that is refused must not end the transaction around it.
    let savepoint = await connection.isInTransaction
    do {
      if savepoint { try await connection.query("SAVEPOINT understudy_assertion") }
      let sql = assertion.sql.value.trimmingCharacters(in: CharacterSet(charactersIn: "; \t\r\n"))
      failed = try await connection.under(searchPath) {
        // One query, of which nothing but the number of rows is read.
        try await connection.query("SELECT pg_catalog.count(*) FROM (\n\(raw: sql)\n) AS understudy_assertion", [])
          .scalar.flatMap { Int($0) } ?? 0
      }
      if savepoint { try await connection.query("RELEASE SAVEPOINT understudy_assertion") }
    } catch let error as PostgresError where !error.connectionIsLost {
      if savepoint { try await connection.query("ROLLBACK TO SAVEPOINT understudy_assertion") }
      obstacle = "the server refuses the query, SQLSTATE \(error.sqlstate ?? "unknown")"
    }
    return ExpectationResult(
      relation: nil, column: nil, expectation: .assertion(assertion.name.value), span: assertion.name.span, checked: 1,
      failed: failed, examples: [], obstacle: obstacle)
  }
}

/// The bounds of a `range`, which the column's own type reads.
struct RangeCondition {
  let place: Int
  /// Over the alias `s`; nil where a bound is no value of the type.
  let condition: SQL?

  /// Nil for any other expectation.
  init?(
    _ expected: ExpectationPlan.Expected, _ column: Identifier, of relation: QualifiedName, on connection: Connection
  ) async throws {
    guard case .range(let least, let greatest) = expected.expectation else { return nil }
    place = expected.place
    let type = try await connection.query(
      """
      SELECT pg_catalog.format_type(atttypid, NULL) FROM pg_catalog.pg_attribute
      WHERE attrelid = \(literal: relation.quoted)::pg_catalog.regclass AND attname = \(literal: column.name)
      """
    ).scalar
    func bound(_ value: String) -> SQL { "\(literal: value)::\(raw: type ?? "text")" }
    let terms =
      [least.map { "s.\(column) >= \(bound($0))" as SQL }, greatest.map { "s.\(column) <= \(bound($0))" as SQL }]
      .compactMap(\.self)
    let condition: SQL = "s.\(column) IS NULL OR (\(terms.joined(separator: " AND ")))"
    let savepoint = await connection.isInTransaction
    do {
      if savepoint { try await connection.query("SAVEPOINT understudy_range") }
      try await connection.query("SELECT FROM \(relation) AS s WHERE \(condition) LIMIT 0")
      if savepoint { try await connection.query("RELEASE SAVEPOINT understudy_range") }
      self.condition = condition
    } catch let error as PostgresError where !error.connectionIsLost {
      if savepoint { try await connection.query("ROLLBACK TO SAVEPOINT understudy_range") }
      self.condition = nil
    }
  }
}

extension Connection {
  /// Works with names looked up in these schemas; afterwards they are pinned again.
  nonisolated func under<Value: Sendable>(
    _ searchPath: [Identifier], _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    func set(_ path: String) async throws {
      try await query("SELECT pg_catalog.set_config('search_path', \(literal: path), false)")
    }
    try await set((searchPath.map(\.quoted) + ["understudy"]).joined(separator: ", "))
    do {
      let value = try await body()
      try await set("pg_catalog, pg_temp")
      return value
    } catch {
      // In a failed transaction the setting goes with it.
      try? await set("pg_catalog, pg_temp")
      throw error
    }
  }
}
