internal import BundleFormat
internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Says what a plan does in the words of the rules, for the person who reviews it.
struct Reviewer {
  let application: ResolvedApplication
  let origins: Origins
  private let plan: MaskingPlan
  /// The plans by the relations that hold the rows.
  private let plans: [QualifiedName: TablePlan]

  init(_ application: ResolvedApplication, plan: MaskingPlan, origins: Origins) {
    self.application = application
    self.plan = plan
    self.origins = origins
    plans = Dictionary(plan.tables.flatMap { table in table.heaps.map { ($0, table) } }) { first, _ in first }
  }

  func review(accepted: Acceptance, warnings: [Diagnostic]) -> Review {
    let relations = application.catalog.relations
    return Review(
      rules: application.document.files.first.map { origins.path($0.path) } ?? "",
      coverage: application.document.coverage.rawValue, tables: application.tables.map(table), links: links(),
      statements: plan.statements.map { statement in
        ReviewedStatement(
          name: statement.name, sql: statement.sql.text, isAfter: statement.isAfter, writes: statement.written,
          origin: statement.origin)
      },
      parameters: application.document.parameters.map {
        ReviewedParameter(name: $0.name.value, source: $0.source.words)
      }.sorted { $0.name < $1.name },
      acceptances: accepted.used.map { ReviewedAcceptance(id: $0.id, at: $0.subject, reason: $0.reason) },
      warnings: warnings.map {
        ReviewedWarning(id: $0.id, message: $0.message, origin: $0.span.map(origins.text) ?? "")
      }, materializedViews: plan.materializedViews,
      foreignTables: relations.filter { $0.kind == .foreignTable }.map(\.name),
      extensionTables: relations.filter { $0.isOwnedByExtension && $0.kind != .view }.map(\.name))
  }

  // MARK: Tables

  private func table(_ table: ResolvedTable) -> ReviewedTable {
    let leaves = application.catalog.leaves(of: table.relation).map(\.name)
    let heap = leaves.first.flatMap { plans[$0] }
    let place = table.span.map(origins.text) ?? ""
    var updateKey: [Identifier]?
    if case .update(let key)? = heap?.strategy { updateKey = key }
    return ReviewedTable(
      relation: table.relation.name, name: application.subject(table.relation),
      treatment: heap?.treatment ?? table.declaredTreatment,
      origin: table.rule == nil && !place.isEmpty ? "pattern, \(place)" : place,
      partitions: table.relation.kind == .partitionedTable ? leaves : [], except: table.rule?.except?.words,
      keepRows: table.rule?.keepRows?.words, identity: table.identity,
      updateKey: updateKey, columns: columns(of: table, heap))
  }

  private func columns(of table: ResolvedTable, _ heap: TablePlan?) -> [ReviewedColumn] {
    switch table.treatment {
    case .truncate: []
    case .keep:
      table.relation.columns.map { ReviewedColumn(name: $0.name, decision: "keep", reveals: .everything) }
    case .columns:
      table.columns.map { column in
        let planned = heap?.columns.first { $0.name == column.column.name }
        var draw = ""
        if case .masked(let mask)? = planned?.treatment { draw = mask.draw }
        return ReviewedColumn(
          name: column.column.name, decision: column.words, reveals: column.disclosure, draw: draw,
          origin: column.span.map(origins.text) ?? "", via: column.via.isEmpty ? nil : column.via,
          inside: column.inside)
      }
    }
  }

  // MARK: Links

  private func links() -> [ReviewedLink] {
    var columns: [String: [String]] = [:]
    var implied: [String: (words: String, fold: [LinkRule.Fold])] = [:]
    for table in application.tables {
      for column in table.columns {
        guard case .mask(let mask) = column.decision else { continue }
        let name = "\(application.subject(table.relation)).\(column.column.name)"
        if case .link(let link, let fold) = mask.seed {
          columns[link, default: []].append(name)
          implied[link] = (column.words, fold)
        }
        for link in Set(MaskLinks.nested(in: mask.function)) { columns[link, default: []].append("\(name) (inside)") }
      }
    }
    return columns.keys.sorted().map { name in
      let rule = application.document.links.first { $0.name.value == name }
      return ReviewedLink(
        name: name, decision: rule?.mask.words ?? implied[name]?.words ?? "",
        fold: (rule?.fold.map(\.value) ?? implied[name]?.fold ?? []).map(\.rawValue),
        columns: columns[name, default: []].sorted())
    }
  }
}

extension ResolvedTable {
  /// What the rules say, for a table that has no heap of its own.
  fileprivate var declaredTreatment: VerifiedTable.Treatment {
    switch treatment {
    case .keep: .keep
    case .truncate: .truncate
    case .columns: .columns
    }
  }
}

extension ResolvedColumn {
  fileprivate var words: String {
    switch decision {
    case .generated: "generated"
    case .keep: "keep"
    case .mask, .expression, .derived: rule?.words ?? "keep"
    }
  }

  fileprivate var disclosure: Disclosure {
    switch decision {
    case .keep: .everything
    case .generated, .derived: .sources
    case .expression: .expression
    case .mask(let mask): mask.disclosure
    }
  }

  /// The masks inside a document.
  fileprivate var inside: [ReviewedPath] {
    guard case .mask(let mask) = decision, let document = mask.function as? any DocumentFunction else { return [] }
    let (rules, rest): ([PathRule], MaskReference)
    switch rule {
    case .json(let paths, let otherwise)?, .hstore(let paths, let otherwise)?: (rules, rest) = (paths, otherwise)
    // As the function takes them: exact paths come first.
    case .xml(let paths, let otherwise)?:
      let isExact = paths.map { XMLPattern($0.path.value)?.isExact == true }
      let inOrder = zip(paths, isExact).filter(\.1) + zip(paths, isExact).filter { !$0.1 }
      (rules, rest) = (inOrder.map(\.0), otherwise)
    default: return []
    }
    return zip(rules, document.pathMasks).map { rule, mask in
      ReviewedPath(path: rule.path.value, decision: rule.decision.words, reveals: mask.disclosure)
    } + [ReviewedPath(path: "otherwise", decision: rest.words, reveals: document.otherwise.disclosure)]
  }
}

extension ResolvedMask {
  /// A linked fake knows nothing of the original but whether it is equal to another; a document, what the masks inside know.
  fileprivate var disclosure: Disclosure {
    if let each = function as? Each { return each.element.disclosure }
    if let document = function as? any DocumentFunction {
      return document.pathMasks.map(\.disclosure).reduce(document.otherwise.disclosure, max)
    }
    if case .link = seed { return Disclosure(function, isLinked: true) }
    return Disclosure(function, isLinked: false)
  }
}

extension Otherwise {
  fileprivate var disclosure: Disclosure {
    switch self {
    case .keep: .everything
    case .remove, .null: .nothing
    case .mask(let mask): mask.disclosure
    }
  }
}

extension NestedMask {
  fileprivate var disclosure: Disclosure { Disclosure(function, isLinked: link != nil) }
}

extension Disclosure {
  fileprivate init(_ function: any MaskingFunction, isLinked: Bool) {
    self =
      switch function.knowledge {
      case .nothing: isLinked && function.draw != .none ? .frequency : .nothing
      case .keyedDigest: .frequency
      case .part: .part
      case .all: .everything
      }
  }
}
