internal import DatabaseCatalog
internal import Diagnostics
internal import Foundation
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `not-unique`, `collision-probability`, `fold-coarser-than-index`: a unique key has to stay unique.
enum UniquenessCheck: Check {
  /// The probability of any collision among the declared rows that is accepted.
  static let acceptedProbability = 1e-6

  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.filter { $0.treatment == .columns }.flatMap { table in
      table.relation.uniqueKeys.compactMap { problem(of: $0, in: table, application) }
    }
  }

  private static func problem(of key: UniqueKey, in table: ResolvedTable, _ application: ResolvedApplication)
    -> Diagnostic?
  {
    let columns = key.columns.compactMap(table.column)
    let masked = columns.filter { !$0.isKept }
    guard !masked.isEmpty, !isHeldByKeptKey(key, in: table) else { return nil }
    var reasons: [(column: ResolvedColumn, reason: Reason)] = []
    for column in masked {
      guard let reason = reason(column, key, table, application) else { return nil }
      reasons.append((column, reason))
    }
    guard let first = reasons.first, let span = first.column.span else { return nil }
    let place = "\(table.relation.name).\(first.column.column.name)"
    return Diagnostic(
      first.reason.id, "\(place) belongs to the unique \(key.name), and \(first.reason.message)", at: span,
      help: first.reason.help, subject: "\(application.subject(table.relation)).\(first.column.column.name)")
  }

  /// Kept columns that are unique by themselves keep a wider key unique.
  private static func isHeldByKeptKey(_ key: UniqueKey, in table: ResolvedTable) -> Bool {
    table.relation.uniqueKeys.contains { other in
      !other.isPartial && !other.hasExpressions && other.name != key.name
        && Set(other.columns).isSubset(of: key.columns)
        && other.columns.allSatisfy { table.column($0)?.isKept == true }
    }
  }

  private struct Reason {
    let id: String
    let message: String
    let help: String
  }

  /// Why a masked column cannot carry the key's uniqueness; nil where it does.
  private static func reason(
    _ column: ResolvedColumn, _ key: UniqueKey, _ table: ResolvedTable, _ application: ResolvedApplication
  ) -> Reason? {
    switch column.decision {
    case .keep: return nil
    case .generated, .derived, .expression:
      return nil
    case .mask(let mask):
      if mask.title == "null" { return nil }
      if case .link(_, let fold) = mask.seed, let missing = missingFold(fold, key, table) {
        return Reason(
          id: "fold-coarser-than-index", message: "its link folds \(missing), which the index tells apart",
          help: "index lower(btrim(…)) or add a CHECK, or drop the fold")
      }
      if case .row(let by?) = mask.seed {
        return Reason(
          id: "not-unique", message: "rows with one \(by) draw the same value", help: "draw from the row: remove `by`")
      }
      return reason(mask.function, column.column.type, rows: originals(of: column, table, application))
    }
  }

  /// How many different originals there can be: a foreign key's columns have no more than the table they refer to has rows.
  private static func originals(
    of column: ResolvedColumn, _ table: ResolvedTable, _ application: ResolvedApplication
  ) -> Double {
    table.relation.foreignKeys.filter { $0.columns.contains(column.column.name) }
      .compactMap { application.table($0.referencedRelation)?.rows }.reduce(table.rows, min)
  }

  private static func reason(_ function: any MaskingFunction, _ type: ColumnType, rows: Double) -> Reason? {
    switch function.uniqueness(for: type) {
    case .bijective: return nil
    case .lossy:
      return Reason(
        id: "not-unique", message: "\(function.name) repeats values",
        help: "use email, token, uuid, random_token or hash there")
    case .collision(let bits):
      let probability = rows * rows / 2 / pow(2, bits)
      guard probability > acceptedProbability else { return nil }
      let needed = Int((log2(rows * rows / 2 / acceptedProbability)).rounded(.up))
      return Reason(
        id: "collision-probability",
        message: "\(function.name) has \(Int(bits)) random bits: two of \(Int(rows)) rows may collide",
        help: "\(needed) bits would do: widen the value, or declare `rows:` if the table is smaller")
    }
  }

  /// A fold that neither the index nor a CHECK on the column makes.
  private static func missingFold(_ fold: [LinkRule.Fold], _ key: UniqueKey, _ table: ResolvedTable) -> String? {
    let checks = table.relation.checks.filter { !Set($0.columns).isDisjoint(with: key.columns) }.map(\.definition)
    let domains = key.columns.compactMap { table.relation.column($0) }.flatMap(\.type.domainChecks)
    let texts = ([key.definition] + checks + domains).map { $0.lowercased() }
    let isCitext = key.columns.contains { table.relation.column($0)?.type.baseName == "citext" }
    for one in fold {
      switch one {
      case .case where !isCitext && !texts.contains { $0.contains("lower(") || $0.contains("upper(") }: return "case"
      case .blanks where !texts.contains { $0.contains("btrim(") || $0.contains("trim(") }: return "blanks"
      case .case, .blanks: continue
      }
    }
    return nil
  }
}
