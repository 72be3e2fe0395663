internal import BundleFormat
internal import DatabaseCatalog
internal import Diagnostics
internal import Executor
public import ExternalPrograms
internal import Foundation
internal import MaskingCompiler
internal import PostgresClient
public import RuleSyntax
internal import Verifier

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

  public init(
    rules: RuleDocument, schema: String, cases: [FixtureCase], major: Int?, parameters: [String: String] = [:],
    programs: ProgramFinder = ProgramFinder()
  ) {
    self.rules = rules
    self.schema = schema
    self.cases = cases
    self.major = major
    self.parameters = parameters
    self.programs = programs
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
    var reports: [ValidationReport.Case] = []
    for fixture in cases {
      let run = CaseRun(validation: self, bundle: compiled.bundle, fixture: fixture, installation: installation)
      reports.append(try await run.run(on: server))
    }
    return ValidationReport(
      application: rules.application.value, isRefused: false, diagnostics: compiled.warnings, files: compiled.files,
      cases: reports)
  }

  /// Values for every parameter of a bundle.
  func parameters(of bundle: MaskingBundle) -> [String: String] {
    bundle.manifest.parameters.reduce(into: [:]) { $0[$1] = parameters[$1] ?? "stand-in-for-\($1)" }
  }
}

/// One case on a scratch server.
private struct CaseRun {
  let validation: Validation
  let bundle: MaskingBundle
  let fixture: FixtureCase
  let installation: PostgresInstallation

  func run(on server: ServerAddress) async throws -> ValidationReport.Case {
    let administration = Psql.ours(installation, server)
    let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
    let masked = server.database("understudy_masked_\(suffix)")
    let original = server.database("understudy_original_\(suffix)")
    func drop() async throws {
      for name in [masked.database, original.database] {
        try await administration.run("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE);")
      }
    }
    do {
      let report = try await run(masked, original, administration)
      try await drop()
      return report
    } catch {
      try? await drop()
      throw error
    }
  }

  private func run(
    _ masked: ServerAddress, _ original: ServerAddress, _ administration: Psql
  ) async throws -> ValidationReport.Case {
    let psql = Psql.ours(installation, masked)
    let target = ConnectionTarget(masked.connectionString)
    try await administration.run("CREATE DATABASE \"\(masked.database)\";", messages: .shown)
    try await psql.loadSchema(file: validation.schema)
    try await fixture.load(into: target, psql: psql)
    let key = MaskingKey.random()
    _ = try await Adoption(
      application: bundle.manifest.application, run: "validate", confirm: masked.database,
      source: "fixtures \(fixture.name)", asOf: FixtureCase.asOf
    ).adopt(target, key: key)
    try await copy(masked.database, to: original.database, administration)
    let parameters = validation.parameters(of: bundle)
    _ = try await BundleRun(bundle: bundle, target: target, key: key, parameters: parameters).run()
    let (results, refusals, files) = try await expectations(
      masked: target, original: ConnectionTarget(original.connectionString))
    return ValidationReport.Case(
      name: fixture.name, expectations: results, refusals: refusals,
      findings: try await findings(target, key, parameters), files: files)
  }

  /// Sessions that have just ended may still be there for a moment, and a template must have none.
  private func copy(_ database: String, to copy: String, _ administration: Psql) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      let waiting = try await administration.query(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)' AND backend_type = 'client backend';")
      if waiting.trimmingCharacters(in: .whitespacesAndNewlines) == "0" { break }
      guard ContinuousClock.now < deadline else { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    try await administration.run("CREATE DATABASE \"\(copy)\" TEMPLATE \"\(database)\";", messages: .shown)
  }

  private func expectations(
    masked: ConnectionTarget, original: ConnectionTarget
  ) async throws -> ([ExpectationResult], [Diagnostic], [SourceFile]) {
    guard let path = fixture.expectations else { return ([], [], []) }
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { throw FixtureError.unreadable(path) }
    do {
      let document = try ExpectationsDocument.read(SourceFile(path: path, bytes: bytes))
      let plan = try ExpectationPlan(
        document, rules: validation.rules, catalog: try await catalog(original), plan: bundle.manifest.verification)
      let results = try await ExpectationCheck(plan: plan, original: original, masked: masked).run()
      return (results, [], [document.file])
    } catch let error as DiagnosticsError {
      return ([], error.diagnostics, error.files)
    }
  }

  private func catalog(_ target: ConnectionTarget) async throws -> Catalog {
    let connection = try await TableRows.connection(to: target)
    do {
      let catalog = try await CatalogReader.read(connection, hasLedger: true)
      await connection.close()
      return catalog
    } catch {
      await connection.close()
      throw error
    }
  }

  private func findings(
    _ target: ConnectionTarget, _ key: MaskingKey, _ parameters: [String: String]
  ) async throws -> [VerificationFinding] {
    do {
      _ = try await Verification(bundle: bundle, target: target, key: key, parameters: parameters).run()
      return []
    } catch VerificationError.failed(let findings) {
      return findings
    }
  }
}
