internal import BundleFormat
internal import Diagnostics
public import ExternalPrograms
internal import MaskingCompiler
public import RuleSyntax

/// Tries an application's rules on its fixtures: compile, and for each case load, adopt, apply, check the
/// expectations, verify. Everything happens on one scratch server, which is gone afterwards.
public struct Validation: Sendable {
  public var rules: RuleDocument
  /// The path of `schema.sql`.
  public var schema: String
  public var cases: [FixtureCase]
  /// The major version of the server; nil takes the first that is found.
  public var major: Int?
  /// Values of the parameters that the rules name; others get a stand-in, so that CI needs no secret.
  public var parameters: [String: String]
  public var programs: ProgramFinder
  /// Whether goldens are written from what comes out, instead of compared with it.
  public var recordsGoldens: Bool
  /// Whether each rule is spoilt in turn, where every case holds.
  public var mutates: Bool

  public init(
    rules: RuleDocument, schema: String, cases: [FixtureCase], major: Int?, parameters: [String: String] = [:],
    programs: ProgramFinder = ProgramFinder(), recordsGoldens: Bool = false, mutates: Bool = false
  ) {
    self.rules = rules
    self.schema = schema
    self.cases = cases
    self.major = major
    self.parameters = parameters
    self.programs = programs
    self.recordsGoldens = recordsGoldens
    self.mutates = mutates
  }

  /// Validates on a server of its own.
  ///
  /// - Throws: `FixtureError`, `ExternalProgramError`, `ExecutorError`, `PostgresError`; what the user wrote wrong is in
  ///   the report.
  public func run() async throws -> ValidationReport {
    try await ScratchServer.with(programs.server(major: major)) { server in
      try await run(on: server.address, installation: server.installation)
    }
  }

  /// Validates on a running scratch server, in databases that are dropped afterwards.
  public func run(on server: ServerAddress, installation: PostgresInstallation) async throws -> ValidationReport {
    let compiled: CompiledBundle
    do {
      compiled = try await ScratchCompilation.compile(rules, schema: schema, on: server, installation: installation)
    } catch let error as DiagnosticsError {
      return ValidationReport(
        application: rules.application.value, isRefused: true, diagnostics: error.diagnostics, files: error.files,
        cases: [])
    }
    var prepared: [PreparedCase] = []
    do {
      for fixture in cases {
        let next = PreparedCase(
          validation: self, compiled: compiled, fixture: fixture, installation: installation, server: server)
        prepared.append(next)
        try await next.mask()
      }
      let report = try await report(compiled, prepared)
      for one in prepared { try await one.drop() }
      return report
    } catch {
      for one in prepared { try? await one.drop() }
      throw error
    }
  }

  private func report(_ compiled: CompiledBundle, _ prepared: [PreparedCase]) async throws -> ValidationReport {
    var reports: [ValidationReport.Case] = []
    for one in prepared { reports.append(try await one.report()) }
    var report = ValidationReport(
      application: rules.application.value, isRefused: false, diagnostics: compiled.warnings, files: compiled.files,
      cases: reports)
    if mutates, report.holds { report.mutation = try await mutate(compiled, prepared) }
    return report
  }

  private func mutate(_ compiled: CompiledBundle, _ prepared: [PreparedCase]) async throws -> MutationReport {
    var trials: [TrialCase] = []
    do {
      for one in prepared { trials.append(try await one.trial()) }
      let report = try await MutationTrial(rules: rules, base: compiled.rehearsal, cases: trials).run()
      for trial in trials { await trial.close() }
      return report
    } catch {
      for trial in trials { await trial.close() }
      throw error
    }
  }

  /// Values for every parameter of a bundle.
  func parameters(of bundle: MaskingBundle) -> [String: String] {
    bundle.manifest.parameters.reduce(into: [:]) { $0[$1] = parameters[$1] ?? "stand-in-for-\($1)" }
  }
}
