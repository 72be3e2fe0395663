public import ExternalPrograms
internal import FixtureValidation
public import Foundation
public import MaskingCompiler
internal import RuleSyntax

/// Compiles an application of the job.
public struct ApplicationCompilation: Sendable {
  public let application: Job.Application
  /// What it is compiled against.
  public let schema: URL

  /// - Parameter schema: `pg_dump --schema-only`; nil takes the one that the job names, else the fixtures' own.
  /// - Throws: `JobError.schemaNotNamed`.
  public init(_ application: Job.Application, schema: URL? = nil) throws(JobError) {
    self.application = application
    guard let schema = schema ?? application.namedSchema else {
      throw .schemaNotNamed(application: application.name)
    }
    self.schema = schema
  }

  /// Compiles on a scratch server of the schema's major version.
  ///
  /// - Throws: `DiagnosticsError`, `JobError.fileUnreadable`, `ExternalProgramError`.
  public func compile(programs: ProgramFinder) async throws -> CompiledBundle {
    let (document, major) = try read()
    return try await ScratchCompilation.compile(document, schema: schema.path, major: major, programs: programs)
  }

  /// The rules, and the major version that the schema's header names.
  func read() throws -> (rules: RuleDocument, major: Int?) {
    let document = try RuleFiles.read(application.rules)
    guard document.application.value == application.name else {
      throw JobError.rulesOfAnother(
        application: application.name, file: RuleFiles.shortPath(application.rules), named: document.application.value)
    }
    guard let text = try? String(contentsOf: schema, encoding: .utf8) else {
      throw JobError.fileUnreadable(RuleFiles.shortPath(schema))
    }
    return (document, FixtureSource.major(ofDump: text))
  }
}
