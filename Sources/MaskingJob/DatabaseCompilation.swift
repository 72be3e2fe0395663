public import ExternalPrograms
internal import FixtureValidation
public import MaskingCompiler
public import PostgresClient

/// Compiles an application of the job against the schema of a running database, which `pg_dump` reads.
public struct DatabaseCompilation: Sendable {
  private let compilation: SourceCompilation

  public init(_ application: Job.Application, target: ConnectionTarget) {
    compilation = SourceCompilation(application: application, source: DatabaseSource(target: target))
  }

  /// - Throws: `DiagnosticsError`, `PostgresError`, `ExternalProgramError`.
  public func compile(programs: ProgramFinder) async throws -> CompiledBundle {
    try await compilation.compileSource(programs)
  }
}
