internal import Executor
internal import ExternalPrograms
internal import Foundation
internal import PostgresClient
internal import PostgresSyntax

/// The server that an application's temporary database is on, and the database's name there: a server of ours, which holds
/// nothing else, or any server by its connection string.
struct CopyServer: Sendable {
  /// The temporary database's name.
  let database: String
  /// `psql`, `pg_dump` and `pg_restore` of the server's version, or newer.
  let clients: PostgresInstallation
  private let server: ConnectionTarget
  private let embedded: TemporaryServer?
  /// On a server that is not ours: holds the lock of this run.
  private let lock: Maintenance?

  var target: ConnectionTarget { server.database(database) }
  /// Where a copy is made, before it is whole and gets its name; no application's name has a full stop.
  var loadingDatabase: String { database + ".loading" }
  var isOurs: Bool { embedded != nil }

  // MARK: Opening

  static func open(
    _ application: Job.Application, _ facts: SourceFacts, _ surroundings: JobSurroundings, protected: [String]
  ) async throws -> CopyServer {
    switch application.place {
    case .embedded: try await embedded(application, facts, surroundings.programs)
    case .server(let secret): try await given(application, secret, facts, surroundings, protected)
    }
  }

  /// What is there already: a server of ours is started if it is down, and never made.
  static func find(
    _ application: Job.Application, _ surroundings: JobSurroundings, protected: [String]
  ) async throws -> CopyServer {
    guard application.place == .embedded, let found = try await TemporaryServer.find(folder: application.temporary.path)
    else { return try await open(application, SourceFacts(asOf: ""), surroundings, protected: protected) }
    return CopyServer(
      database: application.name, clients: found.installation,
      server: ConnectionTarget(found.address.connectionString), embedded: found, lock: nil)
  }

  private static func embedded(
    _ application: Job.Application, _ facts: SourceFacts, _ programs: ProgramFinder
  ) async throws -> CopyServer {
    let installation =
      facts.isExact
      ? try await programs.server(major: facts.major) : try await programs.server(forCopyOf: facts.major ?? 0)
    let server = try await TemporaryServer.open(folder: application.temporary.path, installation: installation)
    return CopyServer(
      database: application.name, clients: try await programs.clients(forServer: installation.major),
      server: ConnectionTarget(server.address.connectionString), embedded: server, lock: nil)
  }

  private static func given(
    _ application: Job.Application, _ secret: Job.SecretSource, _ facts: SourceFacts, _ surroundings: JobSurroundings,
    _ protected: [String]
  ) async throws -> CopyServer {
    let target = try surroundings.secrets.connection(secret)
    // What a run keeps between its attempts.
    do {
      try FileManager.default.createDirectory(at: application.temporary, withIntermediateDirectories: true)
    } catch { throw JobError.fileUnwritable(RuleFiles.shortPath(application.temporary)) }
    let server = try await Maintenance.open(target)
    do {
      try Interlock(protected: protected).refuseProtected(server.connection)
      if let major = facts.major, server.major < major {
        throw JobError.serverTooOld(application: application.name, server: server.major, source: major)
      }
      let name = databaseName(of: application)
      // Held until the connection ends, however it ends.
      guard try await server.tryLock(name) else { throw JobError.alreadyRunning(application: application.name) }
      return CopyServer(
        database: name, clients: try await surroundings.programs.clients(forServer: server.major), server: target,
        embedded: nil, lock: server)
    } catch {
      await server.close()
      throw error
    }
  }

  /// The temporary database's name on a server that holds others too.
  static func databaseName(of application: Job.Application) -> String {
    application.place == .embedded ? application.name : "understudy_\(application.name)"
  }

  // MARK: Databases

  func withMaintenance<Result: Sendable>(
    _ body: @Sendable (Maintenance) async throws -> Result
  ) async throws -> Result {
    if let lock { return try await body(lock) }
    let maintenance = try await Maintenance.open(server)
    do {
      let result = try await body(maintenance)
      await maintenance.close()
      return result
    } catch {
      await maintenance.close()
      throw error
    }
  }

  /// Removes the temporary database: a server of ours with all in it, elsewhere the database alone. This value is of no use
  /// afterwards.
  func remove() async throws {
    if let embedded { return try await embedded.destroy() }
    try await withMaintenance { try await $0.drop(database) }
    await lock?.close()
  }
}

extension Maintenance {
  /// Whether the run that asks has the temporary database of that name to itself; until its connection ends.
  func tryLock(_ name: String) async throws -> Bool {
    try await connection.query(
      "SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtext('understudy'), pg_catalog.hashtext(\(literal: name)))"
    ).scalar == "t"
  }
}
