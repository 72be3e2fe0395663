internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax
internal import Synchronization

/// A case on which mutants are tried: its originals, and what the rules as they are made of them.
struct TrialCase {
  enum Outcome {
    case killed
    /// No masked row differs.
    case unseen
    /// Nothing noticed; what would, if that was asked for.
    case survived(String?)
  }

  let name: String
  let folder: String
  let catalog: Catalog
  /// Only what somebody wrote: what rules say by themselves changes with them.
  let plan: ExpectationPlan
  /// Keys that masking keeps.
  let keys: [QualifiedName: [Identifier]]
  /// On the originals, with the key and the parameters.
  let source: Connection
  /// On the originals too.
  let before: Connection
  /// On the masked database.
  let after: Connection

  /// Makes the functions that mutants share with the rules as they are.
  func prepare(_ base: Rehearsal) async throws {
    for statement in base.functions { try await source.query(statement) }
  }

  /// How large its originals are, in bytes on the server's disk.
  func size() async throws -> Int {
    try await source.query("SELECT pg_catalog.pg_database_size(pg_catalog.current_database())").scalar.flatMap {
      Int($0)
    }
      ?? 0
  }

  func close() async {
    for connection in [source, before, after] { await connection.close() }
  }

  /// - Parameter suggests: whether expectations are tried that nobody has written; on many rows that takes long.
  func `try`(
    _ mutant: Rehearsal, _ change: RehearsalChange, _ base: Rehearsal, suggests: Bool
  ) async throws -> Outcome {
    // Statements that run afterwards need the whole of what they write as it was before them.
    let writtenAfter = Set((base.statements + mutant.statements).filter(\.isAfter).flatMap(\.written))
    let runsAfter = change.statementsAfterDiffer || !change.tables.isDisjoint(with: writtenAfter)
    let whole = Set((base.queries + mutant.queries).map(\.relation).filter { kind(of: $0) == .partitionedTable })
    let named = runsAfter ? change.tables.union(writtenAfter) : change.tables
    let tables = Set(named.flatMap { heaps($0, whole) }).sorted()
    let rows: [QualifiedName: [UInt8]]
    do { rows = try await masked(tables, mutant, base) } catch let error as PostgresError where !error.connectionIsLost
    {
      await source.rollBack()
      return .killed
    }
    let statements = runsAfter ? mutant.statements.filter(\.isAfter) : []
    for stage in suggests ? ExpectationSuggestion.stages : [[]] {
      switch try await judgement(of: tables, rows, statements, stage) {
      case .killed: return .killed
      case .unseen: return .unseen
      case .survived(let suggestion, let failing):
        if failing.isEmpty { continue }
        let holding = Set(try await suggestion.candidates(failing: false, check))
        if let noticing = failing.first(where: holding.contains) { return .survived(noticing.words) }
      }
    }
    return .survived(suggests ? "expect the whole rows: `golden:`" : nil)
  }

  /// Exchanges the rows, looks, and takes all of it back.
  private func judgement(
    of tables: [QualifiedName], _ rows: [QualifiedName: [UInt8]], _ statements: [Rehearsal.Statement],
    _ stage: [Expectation]
  ) async throws -> Judgement {
    try await after.query("BEGIN")
    do {
      let judgement = try await judge(tables, rows, statements, stage)
      await after.rollBack()
      return judgement
    } catch let error as PostgresError where !error.connectionIsLost {
      // The run would stop: the masked rows break what the schema asks for.
      await after.rollBack()
      return .killed
    }
  }

  private enum Judgement {
    case killed, unseen
    case survived(ExpectationSuggestion, failing: [ExpectationSuggestion.Candidate])
  }

  private func check(_ plan: ExpectationPlan) async throws -> [ExpectationResult] {
    try await ExpectationCheck(plan: plan, before: before, after: after, folder: folder).run()
  }

  private func kind(of name: QualifiedName) -> Relation.Kind? { catalog.relation(name)?.kind }

  /// What is exchanged: a table, the leaves of a partitioned one, or all of it where it is masked as a whole.
  private func heaps(_ name: QualifiedName, _ whole: Set<QualifiedName>) -> [QualifiedName] {
    guard let relation = catalog.relation(name) else { return [name] }
    let root = catalog.root(of: relation).name
    return whole.contains(root) ? [root] : catalog.leaves(of: relation).map(\.name)
  }

  /// As FROM calls its own rows.
  private func source(_ name: QualifiedName) -> SQL { kind(of: name) == .partitionedTable ? "\(name)" : "ONLY \(name)" }

  // MARK: The masked rows

  /// The rows of each table as the mutant makes them, in the text form of COPY.
  private func masked(
    _ tables: [QualifiedName], _ mutant: Rehearsal, _ base: Rehearsal
  ) async throws -> [QualifiedName: [UInt8]] {
    let known = Set(base.functions)
    try await source.query("BEGIN")
    try await source.query("SET LOCAL session_replication_role = replica")
    for statement in mutant.functions where !known.contains(statement) { try await source.query(statement) }
    for statement in mutant.session { try await source.query(statement) }
    for statement in mutant.statements where !statement.isAfter { try await run(statement, on: source) }
    var rows: [QualifiedName: [UInt8]] = [:]
    for table in tables {
      let list = columns(of: table).map { SQL("\($0)") }.joined()
      let selected = mutant.query(table).map { "(\($0.rows(where: "true"))) AS q" as SQL } ?? source(table)
      rows[table] = try await bytes("COPY (SELECT \(list) FROM \(selected)) TO STDOUT")
    }
    await source.rollBack()
    return rows
  }

  private func bytes(_ copy: SQL) async throws -> [UInt8] {
    let collected = Mutex<[UInt8]>([])
    try await source.copyOut(copy) { line in collected.withLock { $0.append(contentsOf: line) } }
    return collected.withLock { $0 }
  }

  /// The columns that can be written.
  private func columns(of table: QualifiedName) -> [Identifier] {
    catalog.relation(table)?.columns.filter { $0.generatedExpression == nil }.map(\.name) ?? []
  }

  private func run(_ statement: Rehearsal.Statement, on connection: Connection) async throws {
    let path = statement.searchPath.map { Identifier($0).quoted }.joined(separator: ", ")
    try await connection.query("SELECT pg_catalog.set_config('search_path', \(literal: path), true)")
    try await connection.query(statement.sql)
    try await connection.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)")
  }

  // MARK: The verdict

  private func judge(
    _ tables: [QualifiedName], _ rows: [QualifiedName: [UInt8]], _ statements: [Rehearsal.Statement],
    _ stage: [Expectation]
  ) async throws -> Judgement {
    // No trigger, no rule and no foreign key acts: only the rows are exchanged.
    try await after.query("SET LOCAL session_replication_role = replica")
    var differ = !statements.isEmpty
    for table in tables {
      let list = columns(of: table).map { SQL("\($0)") }.joined()
      let old = Mutex<[UInt8]>([])
      try await after.copyOut("COPY (SELECT \(list) FROM \(source(table))) TO STDOUT") { line in
        old.withLock { $0.append(contentsOf: line) }
      }
      let new = rows[table] ?? []
      if Self.digest(old.withLock { $0 }) == Self.digest(new) { continue }
      differ = true
      try await after.query("DELETE FROM \(source(table))")
      try await after.copyIn("COPY \(table) (\(list)) FROM STDIN", new)
    }
    guard differ else { return .unseen }
    for statement in statements { try await run(statement, on: after) }
    for view in refreshed { try await after.query("REFRESH MATERIALIZED VIEW \(view)") }
    let roots = Set(tables.compactMap { catalog.relation($0).map { catalog.root(of: $0).name } }).union(tables)
    let results = try await ExpectationCheck(plan: plan, before: before, after: after, folder: folder).run(of: roots)
    guard results.allSatisfy(\.holds) else { return .killed }
    let suggestion = ExpectationSuggestion(
      stage, of: roots.filter { catalog.relation($0)?.partitionParent == nil }.sorted(), catalog: catalog, keys: keys,
      searchPath: plan.searchPath)
    return .survived(suggestion, failing: stage.isEmpty ? [] : try await suggestion.candidates(failing: true, check))
  }

  /// What two bags of lines have in common only if they are equal, but for a chance of one in 2^64: a rewrite keeps no order.
  private static func digest(_ bytes: [UInt8]) -> [Int] {
    var (count, sum) = (0, 0)
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let end = rest.firstIndex(of: 0x0A) {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: rest[..<end]))
        count += 1
        sum &+= hasher.finalize()
        rest = rest[(end + 1)...]
      }
    }
    return [count, sum]
  }

  /// Materialised views that expectations speak of.
  private var refreshed: [QualifiedName] {
    plan.tables.map(\.relation).filter { catalog.relation($0)?.kind == .materializedView }
  }
}
