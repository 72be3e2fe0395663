internal import BundleFormat
internal import DatabaseCatalog
internal import Executor
public import ExternalPrograms
public import MaskingCompiler
internal import PostgresClient
public import RuleSyntax

/// Compiles rules with the help of a scratch server: the schema is loaded there, its catalog read, the user's expressions
/// judged, and the bundle executed once on the empty tables before anybody sees it.
///
/// The compiler itself does no I/O; here is what it asks for.
public enum ScratchCompilation {
  private static let database = "understudy_compile"
  private static let application = "understudy compile"

  /// Compiles on a server of its own.
  ///
  /// - Parameters:
  ///   - document: the rules.
  ///   - schema: the path of `schema.sql`.
  ///   - major: the major version of the server; nil takes the first that is found.
  /// - Throws: `DiagnosticsError` for the rules, `ExternalProgramError` for servers and programs.
  public static func compile(
    _ document: RuleDocument, schema: String, major: Int?, programs: ProgramFinder = ProgramFinder()
  ) async throws -> CompiledBundle {
    try await ScratchServer.with(programs.server(major: major)) { server in
      try await compile(document, schema: schema, on: server.address, installation: server.installation)
    }
  }

  /// Compiles on a running scratch server, in a database that is dropped afterwards.
  public static func compile(
    _ document: RuleDocument, schema: String, on server: ServerAddress, installation: PostgresInstallation
  ) async throws -> CompiledBundle {
    let administration = Psql.ours(installation, server)
    let name = database + "_" + String(UInt32.random(in: .min ... .max), radix: 36)
    try await administration.run("CREATE DATABASE \"\(name)\";", messages: .shown)
    let address = server.database(name)
    do {
      try await Psql.ours(installation, address).loadSchema(file: schema)
      let compiled = try await compile(document, in: ConnectionTarget(address.connectionString), name: name)
      try await administration.run("DROP DATABASE \"\(name)\" WITH (FORCE);")
      return compiled
    } catch {
      try? await administration.run("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE);")
      throw error
    }
  }

  private static func compile(
    _ document: RuleDocument, in target: ConnectionTarget, name: String
  ) async throws -> CompiledBundle {
    let key = MaskingKey.random()
    // The ledger's schema has `as_of()`, which expressions may call.
    _ = try await Adoption(
      application: document.application.value, run: application, confirm: name, source: "an empty schema"
    ).adopt(target, key: key)
    let (pipeline, verdicts) = try await ask(document, target)
    let compiled = try pipeline.finish(verdicts: verdicts)
    let parameters = Dictionary(
      uniqueKeysWithValues: compiled.bundle.manifest.parameters.map { ($0, "rehearsal") })
    _ = try await BundleRun(bundle: compiled.bundle, target: target, key: key, parameters: parameters, workers: 1).run()
    return compiled
  }

  private static func ask(
    _ document: RuleDocument, _ target: ConnectionTarget
  ) async throws -> (Pipeline, [Int: ExpressionVerdict]) {
    let connection = try await Connection.open(target, applicationName: application)
    do {
      let pipeline = Pipeline(document: document, catalog: try await CatalogReader.read(connection))
      let verdicts = try await ExpressionJudge(connection: connection).verdicts(pipeline.questions)
      await connection.close()
      return (pipeline, verdicts)
    } catch {
      await connection.close()
      throw error
    }
  }
}

extension Psql {
  /// A psql whose session is known as ours: it may still be there for a moment after the program has ended, and a database
  /// that strangers are connected to is refused.
  public static func ours(_ installation: PostgresInstallation, _ address: ServerAddress) -> Psql {
    Psql(
      path: installation.path(of: .psql),
      environment: address.environment.merging(["PGAPPNAME": "understudy psql"]) { _, ours in ours })
  }
}
