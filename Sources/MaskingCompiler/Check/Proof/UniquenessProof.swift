internal import DatabaseCatalog
internal import Diagnostics
internal import Foundation
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Whether the rows of a key still differ after masking, because of how each of its parts behaves.
struct UniquenessProof {
  enum Verdict {
    case holds
    /// Values of a column repeat: its rule is wrong.
    case repeats(ResolvedColumn, String)
    /// A column's values have so many random bits, and that is not enough for so many rows.
    case collides(ResolvedColumn, bits: Double, rows: Double)
    /// It may hold, but not because of anything that is known of this column.
    case unknown(ResolvedColumn)
  }

  /// The probability of any collision among the declared rows that is accepted.
  static let acceptedProbability = 1e-6

  let table: ResolvedTable
  /// The table or the partition that has the key.
  let relation: Relation
  let key: UniqueKey
  let application: ResolvedApplication

  var verdict: Verdict {
    let parts = key.parts.map { PartBehaviour($0, of: table, in: relation, columns: key.columns) }
    let changed = parts.compactMap(\.column)
    guard !changed.isEmpty || !changedOfPredicate.isEmpty else { return .holds }
    if isHeldByKeptKey || isEmptied || (parts.contains(where: \.isNull) && !key.nullsAreEqual) { return .holds }
    if parts.contains(where: isCertainlyDistinct) { return .holds }
    if let column = parts.first(where: \.isUnknown)?.column { return .unknown(column) }
    for part in parts {
      guard let column = part.column else { continue }
      switch part.values {
      case .repeating(let reason): return .repeats(column, reason)
      case .null: return .repeats(column, "null repeats values")
      case .preserved(let bits), .distinct(let bits):
        let rows = originals(of: column)
        if collides(bits, rows) { return .collides(column, bits: bits, rows: rows) }
      case .same, .unknown: continue
      }
    }
    return changedOfPredicate.first.map { keepsPredicate ? .holds : .unknown($0) } ?? .holds
  }

  // MARK: Parts

  private func collides(_ bits: Double, _ rows: Double) -> Bool {
    rows * rows / 2 / pow(2, bits) > Self.acceptedProbability
  }

  /// How many different originals there can be: a foreign key's columns have no more than the table they refer to has rows.
  private func originals(of column: ResolvedColumn) -> Double {
    (table.relation.foreignKeys + relation.foreignKeys).filter { $0.columns.contains(column.column.name) }
      .compactMap { application.decidingTable(of: $0.referencedRelation)?.rows }.reduce(table.rows, min)
  }

  /// Whether no two rows have it equal, also where originals are NULL or blank: then nothing else matters.
  private func isCertainlyDistinct(_ part: PartBehaviour) -> Bool {
    guard case .distinct(let bits) = part.values, let resolved = part.column,
      !collides(bits, originals(of: resolved))
    else { return false }
    let column = resolved.column
    return (column.isNotNull || !key.nullsAreEqual) && (!column.type.isText || isFilled(column))
  }

  /// Whether a CHECK says that the column is not empty.
  private func isFilled(_ column: Column) -> Bool {
    let checks = relation.checks.filter { $0.columns == [column.name] }.map(\.definition) + column.type.domainChecks
    return checks.contains { $0.contains("<> ''") }
  }

  /// Kept columns that are unique by themselves keep a wider key unique.
  var isHeldByKeptKey: Bool {
    let plain = Set(key.parts.compactMap(\.column))
    return !key.nullsAreEqual
      && relation.uniqueKeys.contains { other in
        !other.isPartial && !other.hasExpressions && other.name != key.name
          && Set(other.columns).isSubset(of: plain) && other.columns.allSatisfy { table.column($0)?.isKept == true }
      }
  }

  // MARK: Predicates

  private var predicate: ExpressionTree? { key.predicate.flatMap { ExpressionTree($0) } }

  private var changedOfPredicate: [ResolvedColumn] {
    guard let text = key.predicate else { return [] }
    let names = predicate?.columns ?? Set(relation.columns.map(\.name.name).filter { text.contains($0) })
    return names.sorted().compactMap { table.column(Identifier($0)) }.filter { !$0.isKept }
  }

  /// Whether the same rows are in the index as before.
  private var keepsPredicate: Bool {
    guard let predicate else { return false }
    return Invariance(changedOfPredicate.map { ColumnBehaviour($0, of: table, in: relation) }).holds(for: predicate)
  }

  /// Whether no row is in the index any more.
  private var isEmptied: Bool {
    guard let predicate else { return false }
    let nulls = changedOfPredicate.filter(\.becomesNull).map(\.column.name.name)
    return !nulls.isEmpty && !ThreeValued(nulls: Set(nulls)).values(of: predicate).contains(.true)
  }
}
