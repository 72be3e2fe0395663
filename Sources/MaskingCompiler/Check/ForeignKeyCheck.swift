internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `foreign-key-broken`: a referencing column has to get what the column gets that it references.
enum ForeignKeyCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for table in application.tables where table.treatment != .truncate {
      let members = application.members(of: table)
      for key in members.flatMap(\.foreignKeys) {
        guard let parent = application.decidingTable(of: key.referencedRelation), parent.treatment != .truncate else {
          continue
        }
        for (own, target) in zip(key.columns, key.referencedColumns) {
          let problem = problem(
            Reference(key: key, table: table, own: own, parent: parent, target: target), application)
          if let problem, !found.contains(problem) { found.append(problem) }
        }
      }
    }
    return found
  }

  /// One column of a foreign key.
  private struct Reference {
    let key: ForeignKey
    let table: ResolvedTable
    let own: Identifier
    let parent: ResolvedTable
    let target: Identifier

    var name: String { "\(table.relation.name).\(own)" }
    var targetName: String { "\(parent.relation.name).\(target)" }
  }

  private static func problem(_ reference: Reference, _ application: ResolvedApplication) -> Diagnostic? {
    let (table, parent) = (reference.table, reference.parent)
    if table.isKept(reference.own), parent.isKept(reference.target) { return nil }
    if table.column(reference.own)?.becomesNull == true { return nil }
    guard let target = parent.column(reference.target), !target.isKept else {
      return Diagnostic(
        "foreign-key-broken",
        "\(reference.name) references \(reference.targetName), which is kept, and is masked itself (\(reference.key.name))",
        at: table.column(reference.own)?.span ?? table.span, notes: note(parent.span),
        help: "keep \(reference.own), or mask \(reference.targetName)")
    }
    if let reason = reasonNotByValue(target) {
      return Diagnostic(
        "foreign-key-broken", "\(reference.targetName) is referenced by \(reference.name), and \(reason)",
        at: target.span ?? parent.span,
        help: "mask it by a function that can be linked, such as token or email, or keep it")
    }
    guard let own = table.column(reference.own) else {
      return Diagnostic(
        "foreign-key-broken",
        "\(table.relation.name) is kept whole, and its \(reference.own) references \(reference.targetName), which is masked",
        at: table.span, notes: note(target.span),
        help: "write `columns:` for \(table.relation.name.name); \(reference.own) follows by itself")
    }
    guard !isSame(own, target) else { return nil }
    return Diagnostic(
      "foreign-key-broken",
      "\(reference.name) references \(reference.targetName) (\(reference.key.name)), and does not get what that gets",
      at: own.span ?? table.span, notes: note(target.span),
      help: "decide \(reference.targetName) and what else \(reference.own) references alike")
  }

  private static func note(_ span: SourceSpan?) -> [Diagnostic.Note] {
    span.map { [Diagnostic.Note("the referenced column is decided here", at: $0)] } ?? []
  }

  /// Why a value in another table cannot be made as this one is.
  private static func reasonNotByValue(_ column: ResolvedColumn) -> String? {
    switch column.decision {
    case .keep: return nil
    case .expression, .derived: return "its SQL is about its own row"
    case .generated: return "is computed from columns that are masked"
    case .mask(let mask):
      if case .row = mask.seed, mask.function.draw != .none {
        return "\(mask.title) draws from the row, not from the value"
      }
      return nil
    }
  }

  private static func isSame(_ left: ResolvedColumn, _ right: ResolvedColumn) -> Bool {
    guard let mask = left.mask, let other = right.mask, mask.seed == other.seed else { return false }
    return text(mask, of: left.column) == text(other, of: right.column)
  }

  /// What a function makes, whatever the column's type.
  private static func text(_ mask: ResolvedMask, of column: Column) -> String {
    mask.function.sql(
      MaskContext(
        value: "v", type: .plainText, draw: Draw(bits: "bits", digest: "digest", key: "key"),
        defaultExpression: column.defaultExpression)
    ).text
  }
}
