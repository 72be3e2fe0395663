internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `scheduled-job`: jobs of the copied database run in the copy.
enum ScheduledJobCheck: Check {
  /// Where schedulers keep their jobs.
  private static let tables: [QualifiedName] = [
    QualifiedName("cron", "job"), QualifiedName("pgagent", "pga_job"), QualifiedName("timetable", "chain"),
  ]
  private static let extensions = ["extension pg_cron", "extension pgagent", "extension pg_timetable"]

  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    let catalog = application.catalog
    let subjects =
      catalog.definitions.filter { $0.kind == .extension && extensions.contains($0.object) }.map(\.object)
      + catalog.relations.map(\.name).filter { tables.contains($0) }.map { "table \($0)" }
    return subjects.map { subject in
      Diagnostic(
        "scheduled-job", "jobs may be scheduled in this database (\(subject)), and would run in the copy",
        severity: .warning, at: application.document.application.span,
        help: "a copy with active jobs of pg_cron is refused: unschedule them there, then accept this at `\(subject)`",
        subject: subject)
    }
  }
}
