internal import BundleFormat
internal import PostgresSyntax

/// Puts the attestation together from what was proven.
struct AttestationWriter {
  let manifest: Manifest
  let bundle: String
  let mark: MarkedCopy
  let ledger: VerifiedLedger

  func attestation(_ report: ProofReport, _ tallies: [RelationTally], _ contents: [Attestation.Content]) -> Attestation
  {
    let byName = Dictionary(tallies.map { ($0.relation, $0) }) { first, _ in first }
    return Attestation(
      application: manifest.application, run: mark.run, bundle: bundle, catalog: manifest.catalog.digest,
      source: mark.source, asOf: mark.asOf,
      tables: manifest.verification.tables.sorted { $0.relation < $1.relation }.map { table in
        let tallies = table.heaps.compactMap { byName[$0] }
        return Attestation.Table(
          relation: table.relation, treatment: table.treatment, rows: tallies.reduce(0) { $0 + $1.rows },
          keptRows: tallies.reduce(0) { $0 + $1.keptRows },
          columns: table.columns.map { column in
            let counts = table.step.flatMap { ledger.columnCounts[$0]?[column.name.name] }
            return Attestation.Column(
              name: column.name, mask: column.mask, values: counts?.values ?? 0, equal: counts?.equal ?? 0)
          })
      },
      contents: contents, survivorsInKeptRows: report.survivorsInKeptRows, checked: report.checked,
      notChecked: report.notChecked)
  }
}
