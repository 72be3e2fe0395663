internal import BundleFormat
internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Turns resolved rules into a plan: leaf by leaf, with the draws that each column asks for.
struct Planner {
  let application: ResolvedApplication
  let questions: ExpressionQuestions
  /// The qualified text of each question.
  let answers: [Int: SQL]
  let origins: Origins

  func plan() -> MaskingPlan {
    let tables = tablePlans()
    let rewritten = Set(tables.filter(\.isRewritten).map(\.relation))
    let statements = statementPlans()
    return MaskingPlan(
      application: application.document.application.value, tables: tables, foreignKeys: foreignKeys(of: rewritten),
      forcedRowSecurity: application.catalog.relations.filter { $0.forcesRowSecurity && rewritten.contains($0.name) }
        .map(\.name),
      statements: statements, materializedViews: refreshOrder(),
      links: Set(tables.flatMap(\.columns).flatMap(\.links)).sorted(),
      parameters: application.document.parameters.map(\.name.value).sorted())
  }

  // MARK: Tables

  private func tablePlans() -> [TablePlan] {
    let writtenBefore = Set(
      application.statements.filter { !$0.rule.isAfter }.flatMap(\.written).map(\.relation.name))
    let leaves = application.tables.flatMap { table in
      application.catalog.leaves(of: table.relation).map { (table: table, leaf: $0) }
    }.sorted { $0.leaf.name < $1.leaf.name }
    return leaves.enumerated().map { index, pair in
      let step = Self.stepID(100 + index)
      let isTouched = writtenBefore.contains(pair.table.relation.name)
      let columns = pair.leaf.columns.enumerated().map { number, column in
        plan(column, of: pair.table, step: step, number: number + 1)
      }
      let changes = columns.contains {
        if case .copied = $0.treatment { false } else if case .generated = $0.treatment { false } else { true }
      }
      let keepRows = question(pair.table, .keepRows).flatMap { answers[$0] }
      let isMasked = pair.table.treatment == .columns && (changes || keepRows != nil)
      return TablePlan(
        step: step, relation: pair.leaf.name, treatment: treatment(pair.table, isMasked: isMasked),
        isRewritten: isMasked || pair.table.treatment == .truncate || isTouched, columns: columns,
        except: question(pair.table, .except).flatMap { answers[$0] }, keepRows: keepRows,
        hasIdentityColumn: pair.leaf.columns.contains { $0.identity != .none }, origin: origin(of: pair.table))
    }
  }

  private func treatment(_ table: ResolvedTable, isMasked: Bool) -> VerifiedTable.Treatment {
    switch table.treatment {
    case .keep: .keep
    case .truncate: .truncate
    case .columns: isMasked ? .columns : .keep
    }
  }

  private func origin(of table: ResolvedTable) -> [String] { table.span.map { [origins.text($0)] } ?? ["patterns"] }

  /// Four digits; more where a schema has more tables than these count.
  static func stepID(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func question(_ table: ResolvedTable, _ site: ExpressionQuestions.Site) -> Int? {
    questions.index[ExpressionQuestions.Key(table: table.relation.name, site: site)]
  }

  // MARK: Columns

  private func plan(_ column: Column, of table: ResolvedTable, step: String, number: Int) -> ColumnPlan {
    let resolved = table.column(column.name)
    var links: [String] = []
    let treatment: ColumnPlan.Treatment
    switch resolved?.decision {
    case nil: treatment = column.generatedExpression == nil ? .copied : .generated
    case .keep: treatment = .copied
    case .generated: treatment = .generated
    case .derived:
      let text = question(table, .column(column.name)).flatMap { answers[$0] } ?? "NULL"
      treatment = .derived("(\(text))::\(castType(column.type))")
    case .expression:
      let text = question(table, .column(column.name)).flatMap { answers[$0] } ?? "NULL"
      treatment = .masked(
        MaskPlan(
          title: "expression", expression: "(\(text))::\(castType(column.type))", draws: [],
          neverReturnsOriginal: false,
          poolSize: nil, fingerprints: [], draw: ""))
    case .mask(let mask):
      let draw = drawPlan(mask, column: column, of: table, step: step, number: number)
      links = draw.links + MaskLinks.nested(in: mask.function)
      treatment = .masked(
        maskPlan(mask, column: column, draw: draw, defaultExpression: resolved?.column.defaultExpression))
    }
    return ColumnPlan(
      name: column.name, type: SQL(raw: column.type.text), isNotNull: column.isNotNull, treatment: treatment,
      origin: origin(of: resolved), links: links)
  }

  private func origin(of column: ResolvedColumn?) -> String {
    guard let column else { return "" }
    let place = column.span.map(origins.text) ?? ""
    return column.via.isEmpty ? place : "\(column.via), \(place)"
  }

  /// Widths are not cast to, so that a value which is too long fails instead of being cut.
  private func castType(_ type: ColumnType) -> SQL { type.isText ? "text" : SQL(raw: type.text) }

  private func maskPlan(
    _ mask: ResolvedMask, column: Column, draw: PlannedDraw, defaultExpression: String?
  ) -> MaskPlan {
    let context = MaskContext(
      value: "s.\(column.name)", type: column.type, draw: draw.draw, defaultExpression: defaultExpression)
    return MaskPlan(
      title: mask.title, expression: "(\(mask.function.sql(context)))::\(castType(column.type))", draws: draw.plans,
      neverReturnsOriginal: mask.function.neverReturnsOriginal, poolSize: mask.function.poolSize,
      fingerprints: MaskFingerprints.sources(of: mask.function, column: column), draw: draw.title)
  }

  // MARK: Draws

  private struct PlannedDraw {
    let draw: Draw
    let plans: [DrawPlan]
    let title: String
    let links: [String]
  }

  private func drawPlan(
    _ mask: ResolvedMask, column: Column, of table: ResolvedTable, step: String, number: Int
  ) -> PlannedDraw {
    let name = Identifier("understudy_d\(number)")
    let reference: SQL = "s.\(name)"
    guard mask.function.draw != .none else {
      return PlannedDraw(
        draw: Draw(bits: "NULL::bigint", digest: "NULL::bytea", key: "NULL::bytea"), plans: [], title: "", links: [])
    }
    switch mask.seed {
    case .link(let link, let fold):
      let plan = DrawPlan(
        column: name,
        expression: mask.function.draw == .key
          ? Draws.key(Draws.setting(link: link)) : Draws.link(link, value: "s.\(column.name)", fold: fold),
        setting: Draws.setting(link: link), label: PRF.Label.link(link))
      return PlannedDraw(
        draw: draw(mask, reference, setting: plan.setting), plans: [plan], title: "link \(link)",
        links: [link])
    case .row(let by):
      let identity = by.map { [$0] } ?? table.identity
      let text = Draws.identity(
        identity, mayBeNull: identity.contains { table.relation.column($0)?.isNotNull != true })
      let isPublic = by.map { table.column($0)?.isKept == true } ?? table.isIdentityKept
      let setting = Draws.setting(step: step, column: number)
      let label = PRF.Label.draw(
        "\(table.relation.name.schema.quoted).\(table.relation.name.name.quoted).\(column.name.quoted)")
      let isFast = mask.function.draw == .bits && mask.function.knowledge == .nothing && isPublic
      guard mask.function.draw != .key else {
        let plan = DrawPlan(column: name, expression: Draws.key(setting), setting: setting, label: label)
        return PlannedDraw(
          draw: draw(mask, reference, setting: setting), plans: [plan], title: "the original, by the key", links: [])
      }
      let expression =
        isFast
        ? Draws.fast(setting, identity: text)
        : Draws.row(setting, identity: text)
      let plan = DrawPlan(column: name, expression: expression, setting: setting, label: label)
      let seed = by.map { " by \($0)" } ?? ""
      return PlannedDraw(
        draw: isFast
          ? Draw(bits: reference, digest: "NULL::bytea", key: Draws.key(setting))
          : draw(mask, reference, setting: setting),
        plans: [plan], title: (isFast ? "fast draw" : "PRF draw") + seed, links: [])
    }
  }

  /// References to a draw that is computed once a row.
  private func draw(_ mask: ResolvedMask, _ reference: SQL, setting: String) -> Draw {
    mask.function.draw == .key
      ? Draw(bits: "NULL::bigint", digest: "NULL::bytea", key: reference)
      : Draw(bits: Draws.bits(of: reference), digest: reference, key: Draws.key(setting))
  }

  // MARK: The rest

  private func foreignKeys(of rewritten: Set<QualifiedName>) -> [DetachedForeignKey] {
    let roots = Set(
      application.tables.filter { table in
        application.catalog.leaves(of: table.relation).contains { rewritten.contains($0.name) }
      }.map(\.relation.name)
    ).union(rewritten)
    return application.catalog.relations.flatMap { relation in
      relation.foreignKeys.filter { roots.contains(relation.name) || roots.contains($0.referencedRelation) }
        .map { DetachedForeignKey(relation: relation.name, name: $0.name) }
    }
  }

  private func statementPlans() -> [StatementPlan] {
    application.statements.map { statement in
      StatementPlan(
        name: statement.rule.name.value, sql: SQL(raw: statement.text), isAfter: statement.rule.isAfter,
        searchPath: application.searchPath.map(\.name) + ["understudy"],
        written: statement.written.map(\.relation.name),
        origin: origins.text(statement.rule.name.span))
    }
  }

  /// Materialised views so that each follows those it reads, also through views.
  private func refreshOrder() -> [QualifiedName] {
    var done: Set<QualifiedName> = []
    var order: [QualifiedName] = []
    func visit(_ name: QualifiedName) {
      guard !done.contains(name), let relation = application.catalog.relation(name) else { return }
      done.insert(name)
      relation.reads.forEach(visit)
      if relation.kind == .materializedView { order.append(name) }
    }
    application.catalog.relations.filter { $0.kind == .materializedView }.map(\.name).forEach(visit)
    return order
  }
}
