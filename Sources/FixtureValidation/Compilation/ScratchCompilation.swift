internal import BundleFormat
internal import DatabaseCatalog
internal import Executor
public import ExternalPrograms
public import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax
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
      let psql = Psql.ours(installation, address)
      try await psql.loadSchema(file: schema)
      try await psql.fillMaterializedViews()
      let compiled = try await compile(document, in: ConnectionTarget(address.connectionString), name: name)
      try await administration.run("DROP DATABASE \"\(name)\" WITH (FORCE);")
      return compiled
    } catch {
      try? await administration.run("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE);")
      throw error
    }
  }

  /// Works in a database that has the schema and nothing else, as the compiler's judge; it is dropped afterwards.
  static func withSchema<Value>(
    _ schema: String, on server: ServerAddress, installation: PostgresInstallation,
    _ body: (Catalog, Connection) async throws -> Value
  ) async throws -> Value {
    let administration = Psql.ours(installation, server)
    let name = database + "_" + String(UInt32.random(in: .min ... .max), radix: 36)
    try await administration.run("CREATE DATABASE \"\(name)\";", messages: .shown)
    let address = server.database(name)
    do {
      try await Psql.ours(installation, address).loadSchema(file: schema)
      let connection = try await Connection.open(
        ConnectionTarget(address.connectionString), applicationName: application)
      do {
        let value = try await body(try await CatalogReader.read(connection), connection)
        await connection.close()
        try await administration.run("DROP DATABASE \"\(name)\" WITH (FORCE);")
        return value
      } catch {
        await connection.close()
        throw error
      }
    } catch {
      try? await administration.run("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE);")
      throw error
    }
  }

  private static func compile(
    _ document: RuleDocument, in target: ConnectionTarget, name: String
  ) async throws -> CompiledBundle {
    let compiled = try await compile(document, at: target)
    let key = MaskingKey.random()
    _ = try await Adoption(
      application: document.application.value, run: application, confirm: name, source: "an empty schema"
    ).adopt(target, key: key)
    let parameters = Dictionary(
      uniqueKeysWithValues: compiled.bundle.manifest.parameters.map { ($0, "rehearsal") })
    _ = try await BundleRun(bundle: compiled.bundle, target: target, key: key, parameters: parameters, workers: 1).run()
    return compiled
  }

  /// Reads the catalog and has the rules judged: before the adoption, which refuses some of what the rules are warned of.
  private static func compile(_ document: RuleDocument, at target: ConnectionTarget) async throws -> CompiledBundle {
    let connection = try await Connection.open(target, applicationName: application)
    do {
      let catalog = try await CatalogReader.read(connection)
      try await silence(catalog, connection)
      let compiled = try await judged(Pipeline(document: document, catalog: catalog), connection)
      await connection.close()
      return compiled
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Asks the server what the pipeline wants to know, and finishes it.
  ///
  /// - Throws: `DiagnosticsError` for the rules, `PostgresError`.
  static func judged(_ pipeline: Pipeline, _ connection: Connection) async throws -> CompiledBundle {
    let verdicts = try await ExpressionJudge(connection: connection).verdicts(pipeline.questions)
    let samples = try await SampleJudge(connection: connection).verdicts(pipeline.samples)
    return try pipeline.finish(verdicts: verdicts, samples: samples)
  }

  /// What a copy has to be rid of before it is adopted, and what would keep this database from being dropped.
  private static func silence(_ catalog: Catalog, _ connection: Connection) async throws {
    for definition in catalog.definitions {
      // The server wrote the name, quoted where it has to be.
      let name = SQL(raw: String(definition.object.dropFirst(definition.kind == .eventTrigger ? 14 : 13)))
      switch definition.kind {
      case .eventTrigger: try await connection.query("ALTER EVENT TRIGGER \(name) DISABLE")
      case .subscription:
        try await connection.query("ALTER SUBSCRIPTION \(name) DISABLE")
        try await connection.query("ALTER SUBSCRIPTION \(name) SET (slot_name = NONE)")
        try await connection.query("DROP SUBSCRIPTION \(name)")
      case .comment, .enumLabel, .default, .check, .view, .rule, .function, .trigger, .index, .statistics,
        .partitionBound, .policy, .publicationFilter, .foreignServer, .userMapping, .extension:
        continue
      }
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
