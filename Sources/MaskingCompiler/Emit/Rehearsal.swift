internal import BundleFormat
internal import MaskingFunctions
public import PostgresSyntax

/// A plan's SQL for whoever wants to see masked rows without writing them: no steps, no ledger.
public struct Rehearsal: Sendable {
  /// A named statement, and what it writes.
  public struct Statement: Sendable, Equatable {
    public let name: String
    public let isAfter: Bool
    public let sql: SQL
    public let searchPath: [String]
    public let written: [QualifiedName]
  }

  /// One for each table that is masked or emptied.
  public let queries: [MaskQuery]
  /// What a connection runs first; it carries the key and the parameters as settings.
  public let session: [SQL]
  /// The functions that the queries call, in schema `understudy`; without `as_of()`.
  public let functions: [SQL]
  /// In their order.
  public let statements: [Statement]

  public func query(_ relation: QualifiedName) -> MaskQuery? { queries.first { $0.relation == relation } }
}

/// The masked rows of one table.
public struct MaskQuery: Sendable {
  private let plan: TablePlan

  init(_ plan: TablePlan) { self.plan = plan }

  /// A plain table or a leaf partition; a partitioned table where it is masked as a whole.
  public var relation: QualifiedName { plan.relation }
  /// What is selected, in its order; one more column follows.
  public var columns: [Identifier] { plan.storedColumns.map(\.name) }
  /// Of these, those that a mask or a derived expression makes.
  public var masked: [Identifier] {
    plan.storedColumns.filter { column in
      switch column.treatment {
      case .masked, .derived: true
      case .copied, .generated: false
      }
    }.map(\.name)
  }
  /// Whether no row stays.
  public var isEmptied: Bool { plan.treatment == .truncate }

  /// The rows as the bundle makes them, of those that stay.
  ///
  /// - Parameter condition: over the alias `s`, of the originals.
  public func rows(where condition: SQL) -> SQL {
    MaskedQuery(
      plan: plan,
      condition: isEmptied ? "false" : plan.keepRows.map { "(\(condition)) AND (\($0)) IS TRUE" } ?? condition,
      returned: plan.storedColumns, equality: .flags, returnsKeptRows: true
    ).text
  }
}

extension MaskingPlan {
  func rehearsal(_ masks: MaskTexts) -> Rehearsal {
    let called: Set<String> = ["prf", "folded"]
    let mechanism = SQLTemplate.statements(of: PackageResources.mechanism_sql).filter { statement in
      called.contains { statement.text.contains("CREATE OR REPLACE FUNCTION understudy.\($0)(") }
    }
    return Rehearsal(
      queries: tables.filter(\.isRewritten).map { MaskQuery($0) }, session: sessionStatements,
      functions: mechanism + masks.definitions,
      statements: statements.map {
        Rehearsal.Statement(
          name: $0.name, isAfter: $0.isAfter, sql: $0.sql, searchPath: $0.searchPath, written: $0.written)
      })
  }

  /// What every connection of a run starts with: its settings, and the keys of links and draws.
  var sessionStatements: [SQL] {
    SQLTemplate.statements(of: PackageResources.session_sql) + (keyStatement.map { [$0] } ?? [])
  }

  /// Derives the keys; nil where there are none.
  var keyStatement: SQL? {
    let draws = tables.flatMap(\.columns).flatMap { column -> [DrawPlan] in
      if case .masked(let mask) = column.treatment { mask.draws } else { [] }
    }
    let keys = Dictionary(
      draws.map { ($0.setting, $0.label) } + links.map { (Draws.setting(link: $0), PRF.Label.link($0)) }
    ) { first, _ in first }
    guard !keys.isEmpty else { return nil }
    let rows = keys.sorted { $0.key < $1.key }.map { "    (\(literal: $0.key), \(literal: $0.value))" as SQL }
    return """
      SELECT pg_catalog.count(pg_catalog.set_config(k.setting, pg_catalog.encode(pg_catalog.sha256(
        pg_catalog.decode(pg_catalog.current_setting('understudy.key'), 'hex') || pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex')
        || pg_catalog.int4send(pg_catalog.octet_length(k.label)) || pg_catalog.convert_to(k.label, 'UTF8')), 'hex'), false))
      FROM (VALUES
      \(rows.joined(separator: ",\n"))
      ) AS k(setting, label)
      """
  }
}
