public import ExternalPrograms
public import FixtureValidation
internal import Foundation

/// Tries an application's rules on the cases of its fixtures.
public struct ApplicationValidation: Sendable {
  public let application: Job.Application

  public init(_ application: Job.Application) { self.application = application }

  /// Compiles the rules and masks every case on a scratch server of the schema's major version.
  ///
  /// - Throws: `JobError`, and what `Validation` throws; what the rules or expectations get wrong is in the report.
  ///
  /// - Parameters:
  ///   - recordsGoldens: whether goldens are written instead of compared.
  ///   - mutates: whether each rule is spoilt in turn.
  public func run(
    programs: ProgramFinder, recordsGoldens: Bool = false, mutates: Bool = false
  ) async throws -> ValidationReport {
    let compilation = try ApplicationCompilation(application)
    let (document, major) = try compilation.read()
    return try await Validation(
      rules: document, schema: compilation.schema.path, cases: cases(), major: major, programs: programs,
      recordsGoldens: recordsGoldens, mutates: mutates
    ).run()
  }

  private func cases() throws -> [FixtureCase] {
    switch application.source {
    case .fixtures(let folder, _): try FixtureCase.all(in: RuleFiles.shortPath(folder))
    case .dump, .database, .aws: throw JobError.noFixtures(application: application.name)
    }
  }
}
