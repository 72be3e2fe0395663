internal import DatabaseCatalog
internal import Diagnostics
public import ExternalPrograms
public import FixtureValidation
public import Foundation
public import PostgresClient
internal import RuleSyntax

/// Proposes rules for a database, and writes what the rules on disk do not decide yet.
public struct ApplicationDiscovery: Sendable {
  public let application: String
  /// The rule file, which may be there or not.
  public let rules: URL
  public let target: ConnectionTarget

  public init(application: String, rules: URL, target: ConnectionTarget) {
    self.application = application
    self.rules = rules
    self.target = target
  }

  /// Looks at the database, which nothing is written to, and writes the rule file.
  ///
  /// - Parameter schema: where `pg_dump --schema-only` of the database goes too; nil: nowhere.
  /// - Throws: `PostgresError`, `ExternalProgramError`, `DiagnosticsError` for rules that are there and do not compile,
  ///   `JobError`.
  public func run(programs: ProgramFinder, schema: URL?) async throws -> Discovery.Outcome {
    let discovery = try await Discovery.look(at: target)
    let folder = try PrivateFolder()
    let dumped = folder.url.appendingPathComponent("schema.sql")
    try await DatabaseSource(target: target).writeSchema(to: dumped, programs)
    let path = RuleFiles.shortPath(rules)
    let isThere = FileManager.default.fileExists(atPath: rules.path)
    let existing = isThere ? (document: try RuleFiles.read(rules), file: try RuleFiles.file(at: rules)) : nil
    let outcome = try await ScratchServer.with(programs.server(major: discovery.catalog.postgresMajor)) { server in
      try await discovery.rules(
        of: application, schema: dumped.path, existing: existing,
        read: { draft in try RuleFiles.read(SourceFile(path: path, text: draft.text)) }, on: server.address,
        installation: server.installation)
    }
    if !isThere || existing?.file.text != outcome.text { try write(Data(outcome.text.utf8), to: rules) }
    if let schema, let bytes = try? Data(contentsOf: dumped) { try write(bytes, to: schema) }
    return outcome
  }

  private func write(_ bytes: Data, to url: URL) throws {
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try bytes.write(to: url, options: .atomic)
    } catch is CocoaError { throw JobError.fileUnwritable(RuleFiles.shortPath(url)) }
  }
}
