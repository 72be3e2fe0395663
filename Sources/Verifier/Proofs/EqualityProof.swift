internal import BundleFormat
internal import DatabaseCatalog
internal import Foundation
internal import PostgresSyntax

/// Masked columns came out other than they went in.
///
/// A function that never returns the original must not have done so once. A draw from a pool may meet the original by
/// chance: three times as often as the pool's size says, and 0.1 %; in a small table as often as luck has it in one
/// verification of a million.
struct EqualityProof {
  let plan: VerificationPlan
  let ledger: VerifiedLedger

  func add(to report: inout ProofReport) {
    var (changed, changedValues, drawn, drawnValues) = (0, 0, 0, 0)
    for table in plan.tables {
      guard let step = table.step, table.treatment == .columns else { continue }
      for column in table.columns where column.equalBit != nil {
        guard let counts = ledger.columnCounts[step]?[column.name.name] else {
          report.fail(
            VerificationFinding(check: "count-missing", relation: table.relation, column: column.name, count: 1))
          continue
        }
        if column.neverReturnsOriginal {
          changed += 1
          changedValues += counts.values
          if counts.equal > 0 { report.fail(finding("original-returned", table, column, counts)) }
        } else if let pool = column.poolSize {
          drawn += 1
          drawnValues += counts.values
          if Self.isMoreThanChance(counts, pool: pool) { report.fail(finding("equal-share", table, column, counts)) }
        }
      }
    }
    report.check(
      "original-returned",
      "\(changed) columns, \(changedValues) values: none that has something to mask is equal to its original")
    report.check(
      "equal-share",
      "\(drawn) columns drawn from pools, \(drawnValues) values: equal ones are at most 3 / pool size + 0.1 %, or few enough for chance"
    )
  }

  static func isMoreThanChance(_ counts: VerifiedLedger.Counts, pool: Int) -> Bool {
    let (chance, values) = (1 / Double(max(pool, 1)), Double(counts.values))
    let share = Double(counts.equal) / values
    guard counts.values > 0, share > 3 * chance + 0.001 else { return false }
    // Chernoff's bound: so many of independent draws are equal with a probability of e^(-values * divergence) at most.
    let divergence =
      share * log(share / chance) + (share < 1 ? (1 - share) * log((1 - share) / (1 - chance)) : 0)
    return values * divergence > log(1e6)
  }

  private func finding(
    _ check: String, _ table: VerifiedTable, _ column: VerifiedColumn, _ counts: VerifiedLedger.Counts
  ) -> VerificationFinding {
    VerificationFinding(
      check: check, relation: table.relation, column: column.name, count: counts.equal, total: counts.values)
  }
}

/// The logical catalog is the one that was reviewed, with everything back that was taken down.
struct CatalogProof {
  let manifest: Manifest
  let catalog: Catalog

  func add(to report: inout ProofReport) {
    for difference in manifest.drift(to: catalog.fingerprint).differences {
      report.fail(VerificationFinding(check: "catalog", object: difference.words, count: 1))
    }
    report.check("catalog", "\(manifest.catalog.objects.count) logical objects are as they were reviewed")
  }
}

/// Every row that was staged is there, and no other.
struct RowProof {
  let manifest: Manifest
  let ledger: VerifiedLedger
  let tallies: [RelationTally]

  func add(to report: inout ProofReport) {
    addKeptRows(to: &report)
    addRows(to: &report)
  }

  /// No more rows meet the condition of `except` now than were left alone: originals in the others would be taken for kept ones.
  private func addKeptRows(to report: inout ProofReport) {
    var tables = 0
    for table in manifest.verification.tables {
      guard table.exceptPredicate != nil, let step = table.step, table.treatment == .columns,
        let keptRows = sum(\.keptRows, of: table)
      else { continue }
      tables += 1
      guard let masked = ledger.columnCounts[step]?[""]?.values else {
        report.fail(VerificationFinding(check: "count-missing", relation: table.relation, count: 1))
        continue
      }
      let kept = max(0, (ledger.rowsInserted[step] ?? 0) - masked)
      if keptRows > kept {
        report.fail(
          VerificationFinding(check: "kept-rows", relation: table.relation, count: keptRows, total: kept))
      }
    }
    report.check("kept-rows", "\(tables) tables with `except`: no more rows meet it than were left alone")
  }

  private func addRows(to report: inout ProofReport) {
    // A named statement after the rewrite may add and remove rows.
    guard manifest.steps(of: .statementsAfter).isEmpty else {
      return report.leaveOut("row-counts", "numbers of rows: named statements ran after the rewrite")
    }
    let tables = manifest.verification.tables.filter { $0.step != nil }
    for table in tables {
      guard let step = table.step, let rows = sum(\.rows, of: table) else { continue }
      let expected = ledger.rowsInserted[step] ?? 0
      if rows != expected {
        report.fail(
          VerificationFinding(check: "row-counts", relation: table.relation, count: rows, total: expected))
      }
    }
    report.check("row-counts", "\(tables.count) masked tables hold the rows that were masked")
  }

  /// Over the relations that hold a table's rows; nil where one was not read.
  private func sum(_ count: KeyPath<RelationTally, Int>, of table: VerifiedTable) -> Int? {
    var sum = 0
    for heap in table.heaps {
      guard let tally = tallies.first(where: { $0.relation == heap }) else { return nil }
      sum += tally[keyPath: count]
    }
    return sum
  }
}
