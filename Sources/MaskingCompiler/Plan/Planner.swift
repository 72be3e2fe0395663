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

  private let family: RelationFamily

  init(application: ResolvedApplication, questions: ExpressionQuestions, answers: [Int: SQL], origins: Origins) {
    self.application = application
    self.questions = questions
    self.answers = answers
    self.origins = origins
    family = RelationFamily(application.catalog)
  }

  func plan() -> MaskingPlan {
    let parts = parts()
    let numbers = StepNumbers(tables: parts.count)
    let tables = tablePlans(parts, numbers)
    let statements = statementPlans()
    let obstacles = Obstacles(catalog: application.catalog, family: family, tables: tables)
    let writtenAfter = family.withDescendants(statements.filter(\.isAfter).flatMap(\.written))
    return MaskingPlan(
      application: application.document.application.value, numbers: numbers, tables: tables,
      foreignKeys: obstacles.foreignKeys, notValid: obstacles.notValid,
      forcedRowSecurity: obstacles.forcedRowSecurity(alsoOf: writtenAfter),
      statements: statements, writtenAfter: tablesOnly(writtenAfter), materializedViews: refreshOrder(),
      links: Set(tables.flatMap(\.columns).flatMap(\.links)).sorted(),
      parameters: application.document.parameters.map(\.name.value).sorted())
  }

  // MARK: Tables

  /// A table's part that is rewritten by itself.
  private struct Part {
    let table: ResolvedTable
    let relation: Relation
    /// Its partitions, where it is rewritten as a whole.
    let leaves: [Relation]?
  }

  private func parts() -> [Part] {
    application.tables.flatMap { parts(of: $0.relation, in: $0) }.sorted { $0.relation.name < $1.relation.name }
  }

  /// Partitions one by one; but rows move between those of a table whose key is masked.
  private func parts(of relation: Relation, in table: ResolvedTable) -> [Part] {
    guard relation.kind == .partitionedTable else { return [Part(table: table, relation: relation, leaves: nil)] }
    if table.masks(relation.partitionKeyColumns) {
      return [Part(table: table, relation: relation, leaves: application.catalog.leaves(of: relation))]
    }
    return application.catalog.partitions(of: relation).flatMap { parts(of: $0, in: table) }
  }

  private func tablePlans(_ parts: [Part], _ numbers: StepNumbers) -> [TablePlan] {
    let writtenBefore = family.withDescendants(
      application.statements.filter { !$0.rule.isAfter }.flatMap(\.written).map(\.relation.name))
    return parts.enumerated().map { index, part in
      tablePlan(part, step: numbers.table(index)) { writtenBefore.contains($0) }
    }
  }

  private func tablePlan(_ part: Part, step: String, isWritten: (QualifiedName) -> Bool) -> TablePlan {
    let (table, relation) = (part.table, part.relation)
    let changing = relation.columns.filter { table.column($0.name)?.isKept == false && $0.generatedExpression == nil }
    let names = InnerNames(columns: relation.columns.map(\.name), masked: changing.count)
    let columns = relation.columns.enumerated().map { number, column in
      plan(column, of: table, names, step: step, number: number + 1)
    }
    let keepRows = question(table, .keepRows).flatMap { answers[$0] }
    let isMasked = table.treatment == .columns && (!changing.isEmpty || keepRows != nil)
    let isTouched = ([relation] + (part.leaves ?? [])).contains { isWritten($0.name) }
    return TablePlan(
      step: step, relation: relation.name, leaves: part.leaves?.map(\.name),
      strategy: isMasked ? strategy(of: table, relation) : .rewrite,
      treatment: treatment(table, isMasked: isMasked),
      isRewritten: isMasked || table.treatment == .truncate || isTouched, columns: columns, names: names,
      except: question(table, .except).flatMap { answers[$0] }, keepRows: keepRows,
      hasIdentityColumn: relation.columns.contains { $0.identity != .none }, origin: origin(of: table))
  }

  private func strategy(of table: ResolvedTable, _ relation: Relation) -> TablePlan.Strategy {
    guard table.rule?.strategy.value == .update else { return .rewrite }
    return .update(key: UpdateKey.of(relation, in: table)?.columns ?? [])
  }

  private func treatment(_ table: ResolvedTable, isMasked: Bool) -> VerifiedTable.Treatment {
    switch table.treatment {
    case .keep: .keep
    case .truncate: .truncate
    case .columns: isMasked ? .columns : .keep
    }
  }

  private func origin(of table: ResolvedTable) -> [String] { table.span.map { [origins.text($0)] } ?? ["patterns"] }

  private func question(_ table: ResolvedTable, _ site: ExpressionQuestions.Site) -> Int? {
    questions.index[ExpressionQuestions.Key(table: table.relation.name, site: site)]
  }

  // MARK: Columns

  private func plan(
    _ column: Column, of table: ResolvedTable, _ names: InnerNames, step: String, number: Int
  ) -> ColumnPlan {
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
      let draw = drawPlan(mask, column: column, of: table, names, step: step, number: number)
      links = draw.links + MaskLinks.nested(in: mask.function)
      treatment = .masked(
        maskPlan(
          mask, column: column, of: table, draw: draw, defaultExpression: resolved?.column.defaultExpression))
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
    _ mask: ResolvedMask, column: Column, of table: ResolvedTable, draw: PlannedDraw, defaultExpression: String?
  ) -> MaskPlan {
    let (function, type) = (mask.function, column.type)
    let keepsBlanks = type.isText && (mask.keepsBlanks || isUnique(column, of: table))
    let context = MaskContext(
      value: "s.\(column.name)", type: type, draw: draw.draw, defaultExpression: defaultExpression,
      keepsBlanks: keepsBlanks)
    return MaskPlan(
      title: mask.title, expression: "(\(function.sql(context)))::\(castType(type))", draws: draw.plans,
      neverReturnsOriginal: function.neverReturnsOriginal,
      leavesAlone: { original in
        let blank: SQL? =
          keepsBlanks ? "pg_catalog.btrim(\(original)::text COLLATE \"C\", E' \\t\\n\\r') = ''" : nil
        let conditions = [function.leavesAlone(original, type: type), blank].compactMap(\.self)
        return conditions.isEmpty ? nil : conditions.joined(separator: " OR ")
      }, poolSize: function.poolSize,
      fingerprints: MaskFingerprints.sources(of: function, column: column), draw: draw.title)
  }

  /// Whether a key tells rows apart by the column, in the table or one of its partitions.
  private func isUnique(_ column: Column, of table: ResolvedTable) -> Bool {
    application.members(of: table).contains { $0.uniqueKeys.contains { $0.columns.contains(column.name) } }
  }

  // MARK: Draws

  private struct PlannedDraw {
    let draw: Draw
    let plans: [DrawPlan]
    let title: String
    let links: [String]
  }

  private func drawPlan(
    _ mask: ResolvedMask, column: Column, of table: ResolvedTable, _ names: InnerNames, step: String, number: Int
  ) -> PlannedDraw {
    guard mask.function.draw != .none else {
      return PlannedDraw(
        draw: Draw(bits: "NULL::bigint", digest: "NULL::bytea", key: "NULL::bytea"), plans: [], title: "", links: [])
    }
    switch mask.seed {
    case .link(let link, let fold):
      let setting = Draws.setting(link: link)
      let (plan, draw) = keyedDraw(
        mask, names, number, Draws.link(link, value: "s.\(column.name)", fold: fold), setting, PRF.Label.link(link))
      return PlannedDraw(draw: draw, plans: [plan], title: "link \(link)", links: [link])
    case .row(let by):
      let identity = by.map { [$0] } ?? table.identity
      let text = Draws.identity(
        identity, mayBeNull: identity.contains { table.relation.column($0)?.isNotNull != true })
      let isPublic = by.map { table.column($0)?.isKept == true } ?? table.isIdentityKept
      let setting = Draws.setting(step: step, column: number)
      let label = PRF.Label.draw(
        "\(table.relation.name.schema.quoted).\(table.relation.name.name.quoted).\(column.name.quoted)")
      let isFast = mask.function.draw == .bits && mask.function.knowledge == .nothing && isPublic
      let seed = by.map { " by \($0)" } ?? ""
      guard isFast else {
        let (plan, draw) = keyedDraw(mask, names, number, Draws.row(setting, identity: text), setting, label)
        let title = mask.function.draw == .key ? "the original, by the key" : "PRF draw" + seed
        return PlannedDraw(draw: draw, plans: [plan], title: title, links: [])
      }
      let plan = DrawPlan(
        number: number, isBits: true, expression: Draws.fast(setting, identity: text), setting: setting, label: label)
      return PlannedDraw(
        draw: Draw(bits: names.draw(number, isBits: true), digest: "NULL::bytea", key: Draws.key(setting)),
        plans: [plan], title: "fast draw" + seed, links: [])
    }
  }

  /// A draw under a key, computed once a row: the key itself, 64 bits where no more is asked for, or the digest.
  private func keyedDraw(
    _ mask: ResolvedMask, _ names: InnerNames, _ number: Int, _ digest: SQL, _ setting: String, _ label: String
  ) -> (DrawPlan, Draw) {
    // What is inside a value draws from the digest.
    let isBits = mask.function.draw == .bits && !(mask.function is any DocumentFunction) && !(mask.function is Each)
    let reference = names.draw(number, isBits: isBits)
    let key = Draws.key(setting)
    if mask.function.draw == .key {
      return (
        DrawPlan(number: number, isBits: false, expression: key, setting: setting, label: label),
        Draw(bits: "NULL::bigint", digest: "NULL::bytea", key: reference)
      )
    }
    return (
      DrawPlan(
        number: number, isBits: isBits, expression: isBits ? Draws.bits(of: digest) : digest, setting: setting,
        label: label),
      isBits
        ? Draw(bits: reference, digest: "NULL::bytea", key: key)
        : Draw(bits: Draws.bits(of: reference), digest: reference, key: key)
    )
  }

  // MARK: The rest

  private func tablesOnly(_ names: Set<QualifiedName>) -> [QualifiedName] {
    application.catalog.relations.filter { $0.kind == .table && names.contains($0.name) }.map(\.name)
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
