public import Diagnostics
internal import RuleSyntax
internal import SnapshotStage

/// `table-claimed-twice`: two applications of one job that are copied from one source both mask a table. Each would publish
/// rows of it, masked in its own way.
enum ClaimedTables {
  static func check(_ job: Job) throws(DiagnosticsError) {
    var documents: [(application: Job.Application, document: RuleDocument)] = []
    for application in job.applications where job.applications.contains(where: { $0.sharesSource(with: application) }) {
      // What is wrong with a file is told when its application is compiled.
      if let document = try? RuleFiles.read(application.rules) { documents.append((application, document)) }
    }
    var found: [Diagnostic] = []
    for (index, later) in documents.enumerated() {
      for earlier in documents.prefix(index) where earlier.application.sharesSource(with: later.application) {
        found += claims(of: later.document, also: earlier.document)
      }
    }
    if !found.isEmpty { throw DiagnosticsError(found, files: documents.flatMap(\.document.files)) }
  }

  private static func claims(of later: RuleDocument, also earlier: RuleDocument) -> [Diagnostic] {
    let taken = Dictionary(masked(earlier).map { ($0.key, $0.rule) }) { first, _ in first }
    return masked(later).compactMap { key, rule in
      taken[key].map { other in
        Diagnostic(
          "table-claimed-twice",
          "\(key) is masked by \(later.application.value) and by \(earlier.application.value), from one source",
          at: rule.name.span, notes: [Diagnostic.Note("the other rule is here", at: other.name.span)],
          help: "let one application mask it, and `truncate` it in the other")
      }
    }
  }

  /// Tables whose columns a document decides, with their schemas.
  private static func masked(_ document: RuleDocument) -> [(key: String, rule: TableRule)] {
    document.tables.compactMap { rule in
      guard case .columns = rule.decision else { return nil }
      let name = rule.name.value
      return (name.contains(".") ? name : "\(document.searchPath.first?.value ?? "public").\(name)", rule)
    }
  }
}

extension Job {
  /// Looks for tables that two of the applications mask.
  ///
  /// - Throws: `DiagnosticsError` where there are any.
  public func checkClaims() throws(DiagnosticsError) { try ClaimedTables.check(self) }
}

extension Job.Application {
  fileprivate func sharesSource(with other: Job.Application) -> Bool {
    guard other.name != name else { return false }
    switch (source, other.source) {
    case (.fixtures(let one, _), .fixtures(let two, _)): return one == two
    case (.dump, .dump), (.database, .database): return source == other.source
    case (.aws(let one), .aws(let two)): return one.source == two.source && one.database == two.database
    case (.fixtures, _), (.dump, _), (.database, _), (.aws, _): return false
    }
  }
}
