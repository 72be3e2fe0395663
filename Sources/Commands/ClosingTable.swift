internal import MaskingJob

/// What `run` prints at its end: one line for each application, then where the failed ones stopped and why.
enum ClosingTable {
  static func text(_ reports: [RunReport]) -> String {
    let heading = ["application", "run", "outcome", "rows", "batches", "skipped", "duration", "attestation"]
    let rows = reports.map { report in
      [
        report.application, report.run,
        report.failure.map { "failed at \($0.stage.rawValue)" } ?? "published", Wording.count(report.rows),
        Wording.count(report.batches), Wording.count(report.skippedBatches), Wording.seconds(report.seconds),
        report.attestation.map { String($0.prefix(16)) } ?? "none",
      ]
    }
    var text = Wording.table([heading] + rows, right: [3, 4, 5, 6])
    for report in reports {
      if let snapshot = report.snapshot { text += "\n\(report.application): snapshot in \(snapshot)\n" }
      guard let failure = report.failure else { continue }
      text += "\n\(report.application) failed at \(failure.stage.rawValue): \(failure.reason.what)\n"
      if let why = failure.reason.why { text += "  why: \(why.replacing("\n", with: "\n    "))\n" }
      if let help = failure.reason.help { text += "  help: \(help)\n" }
    }
    return text
  }
}
