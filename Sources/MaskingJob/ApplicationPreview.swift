public import ExternalPrograms
public import FixtureValidation
public import PostgresClient

/// Shows what an application's rules make of some rows of a database.
public struct ApplicationPreview: Sendable {
  public let application: Job.Application
  public let target: ConnectionTarget

  public init(_ application: Job.Application, target: ConnectionTarget) {
    self.application = application
    self.target = target
  }

  /// Compiles against the database's own schema; then rows are masked there, in a transaction that is rolled back.
  ///
  /// - Throws: `DiagnosticsError`, `PostgresError`, `ExternalProgramError`.
  public func run(
    programs: ProgramFinder, rows: Int, reveals: Bool, protected: [String]
  ) async throws -> [Preview.Table] {
    let compiled = try await DatabaseCompilation(application, target: target).compile(programs: programs)
    return try await Preview(
      compiled: compiled, target: target, rows: rows, reveals: reveals, protected: protected
    ).tables()
  }
}
