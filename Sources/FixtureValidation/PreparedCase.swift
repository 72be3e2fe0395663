internal import BundleFormat
internal import DatabaseCatalog
internal import Diagnostics
internal import Executor
internal import ExternalPrograms
internal import Foundation
internal import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax
internal import Verifier

/// One case on a scratch server: a database that is masked, and a copy of what it was.
struct PreparedCase {
  let validation: Validation
  let compiled: CompiledBundle
  let fixture: FixtureCase
  let installation: PostgresInstallation
  private let server: ServerAddress
  private let masked: ServerAddress
  private let original: ServerAddress

  init(
    validation: Validation, compiled: CompiledBundle, fixture: FixtureCase, installation: PostgresInstallation,
    server: ServerAddress
  ) {
    self.validation = validation
    self.compiled = compiled
    self.fixture = fixture
    self.installation = installation
    self.server = server
    let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
    masked = server.database("understudy_masked_\(suffix)")
    original = server.database("understudy_original_\(suffix)")
  }

  private var bundle: MaskingBundle { compiled.bundle }
  private var administration: Psql { Psql.ours(installation, server) }
  private var target: ConnectionTarget { ConnectionTarget(masked.connectionString) }
  private var originalTarget: ConnectionTarget { ConnectionTarget(original.connectionString) }
  private var parameters: [String: String] { validation.parameters(of: bundle) }

  func drop() async throws {
    for name in [masked.database, original.database] {
      try await administration.run("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE);")
    }
  }

  /// Loads, adopts, copies, masks.
  func mask() async throws {
    let psql = Psql.ours(installation, masked)
    try await administration.run("CREATE DATABASE \"\(masked.database)\";", messages: .shown)
    try await psql.loadSchema(file: validation.schema)
    try await fixture.load(into: target, psql: psql)
    _ = try await Adoption(
      application: bundle.manifest.application, run: "validate", confirm: masked.database,
      source: "fixtures \(fixture.name)", asOf: FixtureCase.asOf
    ).adopt(target, key: FixtureCase.key)
    try await copy()
    _ = try await BundleRun(bundle: bundle, target: target, key: FixtureCase.key, parameters: parameters).run()
  }

  /// Sessions that have just ended may still be there for a moment, and a template must have none.
  private func copy() async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      let waiting = try await administration.query(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(masked.database)' AND backend_type = 'client backend';"
      )
      if waiting.trimmingCharacters(in: .whitespacesAndNewlines) == "0" { break }
      guard ContinuousClock.now < deadline else { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    try await administration.run(
      "CREATE DATABASE \"\(original.database)\" TEMPLATE \"\(masked.database)\";", messages: .shown)
    // Conditions of the rules are read here too, and may call it; in the masked database the bundle makes it.
    let psql = Psql.ours(installation, original)
    try await psql.run(
      """
      CREATE OR REPLACE FUNCTION understudy.as_of() RETURNS timestamptz
      LANGUAGE sql STABLE RETURN (SELECT mark.as_of FROM understudy.mark AS mark);
      """, messages: .shown)
  }

  // MARK: The report

  /// Holds the masked rows against the expectations, then has the verifier look at them.
  func report() async throws -> ValidationReport.Case {
    let (results, refusals, files) = try await expectations()
    return ValidationReport.Case(
      name: fixture.name, expectations: results, refusals: refusals, findings: try await findings(), files: files)
  }

  private func expectations() async throws -> ([ExpectationResult], [Diagnostic], [SourceFile]) {
    do {
      let (document, plan) = try await plan()
      let results = try await TableRows.withConnections(to: originalTarget, target) { before, after in
        let check = ExpectationCheck(plan: plan, before: before, after: after, folder: fixture.path)
        if validation.recordsGoldens { try await check.recordGoldens() }
        return try await check.run()
      }
      return (results, [], (document.map { [$0.file] } ?? []) + compiled.files)
    } catch let error as DiagnosticsError {
      return ([], error.diagnostics, error.files)
    }
  }

  private func plan() async throws -> (ExpectationsDocument?, ExpectationPlan) {
    let document = try fixture.readExpectations()
    let plan = try ExpectationPlan(
      document, declared: compiled.declared, rules: validation.rules, catalog: try await catalog(),
      plan: bundle.manifest.verification)
    return (document, plan)
  }

  private func catalog() async throws -> Catalog {
    let connection = try await TableRows.connection(to: originalTarget)
    do {
      let catalog = try await CatalogReader.read(connection, hasLedger: true)
      await connection.close()
      return catalog
    } catch {
      await connection.close()
      throw error
    }
  }

  private func findings() async throws -> [VerificationFinding] {
    do {
      _ = try await Verification(
        bundle: bundle, target: target, key: FixtureCase.key, parameters: parameters
      ).run()
      return []
    } catch VerificationError.failed(let findings) {
      return findings
    }
  }

  // MARK: Mutants

  /// The case, ready to have mutants tried on it.
  func trial() async throws -> TrialCase {
    let (_, plan) = try await plan()
    var settings = ["understudy.key": FixtureCase.key.hex]
    for (name, value) in parameters { settings["understudy.parameter.\(name)"] = value }
    let source = try await Connection.open(originalTarget, settings: settings, applicationName: "understudy validate")
    let trial = TrialCase(
      name: fixture.name, folder: fixture.path, catalog: try await catalog(), plan: plan.written, keys: plan.keys,
      source: source, before: try await TableRows.connection(to: originalTarget),
      after: try await TableRows.connection(to: target))
    try await trial.prepare(compiled.rehearsal)
    return trial
  }
}
