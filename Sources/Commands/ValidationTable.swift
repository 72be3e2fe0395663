internal import FixtureValidation
internal import Verifier

/// What `validate` prints: a line for each case, then what the verifier found and how well mutants are noticed.
enum ValidationTable {
  static func text(_ reports: [ValidationReport]) -> String {
    let heading = ["application", "case", "outcome", "expectations", "failed", "findings"]
    let rows = reports.flatMap { report -> [[String]] in
      if report.isRefused { return [[report.application, "", "the rules are refused"]] }
      return report.cases.map { run in
        [
          report.application, run.name, outcome(run), Wording.count(run.expectations.count { !$0.isDeclared }),
          Wording.count(run.expectations.count { !$0.holds }), Wording.count(run.findings.count),
        ]
      }
    }
    var text = Wording.table([heading] + rows, right: [3, 4, 5])
    for report in reports {
      for run in report.cases {
        for finding in run.findings { text += "\n\(report.application) \(run.name): \(finding.words)\n" }
      }
      if let mutation = report.mutation { text += "\n" + words(mutation, report.application) }
    }
    return text
  }

  private static func outcome(_ run: ValidationReport.Case) -> String {
    if !run.refusals.isEmpty { return "expectations.yaml is refused" }
    return run.holds ? "holds" : "does not hold"
  }

  private static func words(_ mutation: MutationReport, _ application: String) -> String {
    """
    \(application) mutants: \(mutation.killed) of \(mutation.mutants) noticed (\(mutation.percent)), \
    \(mutation.refused) refused by the compiler, \(mutation.equivalent) without effect, in \
    \(Wording.seconds(mutation.seconds))

    """
  }
}
