internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `check-violated` and `check-unproven`: new values have to satisfy the CHECKs of tables and domains.
///
/// Some hold whatever the values are, as those that ask for NULL alone. Where a function makes its values from nothing, a
/// server makes many, and the CHECK is asked about each. Of what is left nobody knows.
enum CheckConstraintCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    questions(in: application).compactMap { $0.certainProblem }
  }

  static func samples(in application: ResolvedApplication) -> [SampledProblem] {
    questions(in: application).compactMap { $0.sampled }
  }

  private static func questions(in application: ResolvedApplication) -> [CheckQuestion] {
    application.tables.filter { $0.treatment == .columns }.flatMap { table in
      application.members(of: table).flatMap { relation -> [CheckQuestion] in
        let isRoot = relation.name == table.relation.name
        let checks = relation.checks.filter { isRoot || !table.relation.checks.contains($0) }
        return checks.filter(isEnforced).compactMap {
          CheckQuestion($0, of: relation, table, application)
        } + (isRoot ? domains(of: table, application) : [])
      }
    }
  }

  private static func domains(of table: ResolvedTable, _ application: ResolvedApplication) -> [CheckQuestion] {
    table.changed.filter { !$0.isGenerated }.flatMap { column in
      column.column.type.domainChecks.map { CheckQuestion(domain: $0, of: column, table, application) }
    }
  }

  /// A check that is NOT VALID is away while its table is rewritten, and comes back as it was.
  private static func isEnforced(_ check: CheckConstraint) -> Bool {
    check.isValidated && !check.definition.hasSuffix(" NOT ENFORCED")
  }
}

/// One CHECK, and the columns of it that change.
private struct CheckQuestion {
  private let name: String
  private let changed: [ResolvedColumn]
  private let behaviours: [ColumnBehaviour]
  private let tree: ExpressionTree?
  private let definition: String
  private let isDomain: Bool
  /// All columns that it speaks of.
  private let columns: [Identifier]
  private let relation: Relation
  private let table: ResolvedTable
  private let application: ResolvedApplication

  /// Nil where nothing of it changes.
  init?(_ check: CheckConstraint, of relation: Relation, _ table: ResolvedTable, _ application: ResolvedApplication) {
    changed = check.columns.compactMap(table.column).filter { !$0.isKept && !Self.isOfKept($0, table) }
    guard !changed.isEmpty else { return nil }
    name = check.name.name
    behaviours = changed.map { ColumnBehaviour($0, of: table, in: relation) }
    tree = ExpressionTree(checkDefinition: check.definition)
    definition = check.definition
    isDomain = false
    columns = check.columns
    (self.relation, self.table, self.application) = (relation, table, application)
  }

  init(domain: String, of column: ResolvedColumn, _ table: ResolvedTable, _ application: ResolvedApplication) {
    name = "of \(column.column.type.domain?.description ?? column.column.type.text)"
    changed = [column]
    behaviours = [ColumnBehaviour(column, of: table, in: table.relation)]
    tree = ExpressionTree(checkDefinition: domain)
    definition = domain
    isDomain = true
    columns = [column.column.name]
    (self.relation, self.table, self.application) = (table.relation, table, application)
  }

  /// Whether a generated column is computed from columns that stay.
  private static func isOfKept(_ column: ResolvedColumn, _ table: ResolvedTable) -> Bool {
    guard column.isGenerated, let tree = column.column.generatedExpression.flatMap({ ExpressionTree($0) }) else {
      return false
    }
    return tree.columns.allSatisfy { table.column(Identifier($0))?.isKept == true }
  }

  // MARK: What is certain

  private enum Answer { case holds, violated, sample, unknown }

  private var answer: Answer {
    guard let tree else { return canBeSampled ? .sample : .unknown }
    let invariance = isDomain ? Invariance(value: behaviours[0]) : Invariance(behaviours)
    if invariance.holds(for: tree) { return .holds }
    if changed.allSatisfy(\.becomesNull) {
      if isDomain { return .holds }
      let values = ThreeValued(nulls: Set(changed.map(\.column.name.name))).values(of: tree)
      return !values.contains(.false) ? .holds : values == [.false] ? .violated : .unknown
    }
    return canBeSampled ? .sample : .unknown
  }

  var certainProblem: Diagnostic? {
    switch answer {
    case .holds, .sample: nil
    case .violated: violated
    case .unknown: unknown
    }
  }

  private var place: String { "\(relation.name).\(changed[0].column.name)" }
  private var subject: String { application.subject(table, changed[0].column.name) }

  private var violated: Diagnostic {
    Diagnostic(
      "check-violated", "\(place): \(changed[0].mask?.title ?? "its mask") makes values that the CHECK \(name) refuses",
      at: changed[0].span ?? table.span, help: "use a function or arguments whose values it accepts", subject: subject)
  }

  private var unknown: Diagnostic {
    Diagnostic(
      "check-unproven", "\(place): nothing proves that its new values satisfy the CHECK \(name)", severity: .warning,
      at: changed[0].span ?? table.span,
      help: "a value that does not ends the run; if all do, accept this at \(subject)", subject: subject)
  }

  // MARK: Samples

  /// Whether the one changed column is the only one asked about, and its values do not depend on its originals.
  private var canBeSampled: Bool {
    guard changed.count == 1, columns.count == 1, let mask = sampledMask else { return false }
    return [.nothing, .keyedDigest].contains(mask.function.knowledge)
      && !["parameter", "json", "xml", "hstore", "each"].contains(mask.function.name) && mask.type.probe != nil
  }

  /// The function that makes a value of the type that is checked: inside an array, the elements'.
  private var sampledMask: (function: any MaskingFunction, type: ColumnType)? {
    guard let function = changed[0].mask?.function else { return nil }
    let type = changed[0].column.type
    if isDomain, let each = function as? Each { return (each.element.function, type.element) }
    return (function, type)
  }

  var sampled: SampledProblem? {
    guard answer == .sample, let mask = sampledMask, let probe = mask.type.probe else { return nil }
    let name: Identifier = isDomain ? "value" : changed[0].column.name
    let context = MaskContext(
      value: "s.original", type: mask.type, draw: Draw(bits: "s.bits", digest: "s.digest", key: "s.digest"),
      defaultExpression: changed[0].column.defaultExpression)
    let suffix = " NO INHERIT"
    let condition = definition.dropFirst("CHECK ".count).dropLast(definition.hasSuffix(suffix) ? suffix.count : 0)
    return SampledProblem(
      functions: MaskTexts.inOrder(mask.function.supportFunctions).map(\.definition),
      query: """
        SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE NOT \(raw: String(condition)))
        FROM (
          SELECT (\(mask.function.sql(context)))::\(mask.type.castable) AS \(name)
          FROM (
            SELECT \(probe)::\(mask.type.castable) AS original, pg_catalog.hashint8extended(n, 1) AS bits,
              pg_catalog.sha256(pg_catalog.int8send(n)) AS digest
            FROM pg_catalog.generate_series(1::bigint, 2000) AS n
            OFFSET 0
          ) AS s
          OFFSET 0
        ) AS \(relation.name.name)
        """,
      refused: violated, unknown: unknown)
  }
}
