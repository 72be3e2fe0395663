internal import ExternalPrograms
internal import Foundation
internal import PostgresClient
internal import PostgresSyntax

/// A running database, read by one `pg_dump` and never written.
struct DatabaseSource: CopySource {
  let target: ConnectionTarget

  /// Database and host: no user and no password.
  var title: String {
    let environment = target.programEnvironment
    let host = environment["PGHOST"].flatMap { $0.isEmpty ? nil : $0 } ?? "the local socket"
    return "database \(environment["PGDATABASE"] ?? "") at \(host):\(environment["PGPORT"] ?? "5432")"
  }

  func inspect(_ programs: ProgramFinder) async throws -> SourceFacts {
    let connection = try await Connection.open(
      target, settings: ["default_transaction_read_only": "on"], applicationName: "understudy run")
    do {
      let row = try await connection.query(
        """
        SELECT pg_catalog.pg_encoding_to_char(encoding),
          pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
        """
      ).rows.first
      await connection.close()
      return SourceFacts(
        major: connection.serverVersion / 10000, asOf: row?[1] ?? "", isOfThatTime: false,
        encoding: row?[0] ?? "UTF8")
    } catch {
      await connection.close()
      throw error
    }
  }

  /// The schema goes first, on its own: roles that it names and the copy's server lacks are created, NOLOGIN.
  func load(into copy: EmptyCopy) async throws {
    try await DumpedSchema.loadRoles(into: copy) { file in try await writeSchema(to: file, clients: copy.clients) }
    try await ProgramPipeline([
      dump(copy.clients, ["--format=custom", "--compress=0"]), copy.restore([], source: nil),
    ]).stream { _ in }
  }

  func writeSchema(to file: URL, _ programs: ProgramFinder) async throws {
    try await writeSchema(to: file, clients: programs.clients(forServer: inspect(programs).major ?? 0))
  }

  private func writeSchema(to file: URL, clients: PostgresInstallation) async throws {
    try await dump(clients, ["--schema-only", "--file", file.path]).run()
  }

  /// What pg_dump says may quote data: it is not shown.
  private func dump(_ clients: PostgresInstallation, _ options: [String]) -> ProgramCommand {
    ProgramCommand(
      clients.path(of: .pgDump), ["--no-password", "--lock-wait-timeout=60s"] + options,
      environment: target.programEnvironment.merging(["PGAPPNAME": "understudy dump"]) { _, ours in ours })
  }
}

/// A schema as `pg_dump` writes it, tried before the data comes.
enum DumpedSchema {
  /// Loads a schema into the copy's database and empties it again: what stays are the roles that it names.
  static func loadRoles(into copy: EmptyCopy, writing write: (URL) async throws -> Void) async throws {
    let folder = try PrivateFolder()
    let file = folder.url.appendingPathComponent("schema.sql")
    try await write(file)
    guard let name = copy.target.databaseName else { return }
    let server = try await Maintenance.open(copy.target)
    do {
      let trial = name + ".schema"
      guard try await server.makeWorking(trial, onOurServer: copy.isOnOurServer) else {
        throw JobError.foreignTemporaryDatabase(application: copy.application, place: "the database \(trial)")
      }
      let environment = copy.target.database(trial).programEnvironment
      try await Psql(path: copy.clients.path(of: .psql), environment: environment).loadSchema(file: file.path)
      try await server.drop(trial)
      await server.close()
    } catch {
      await server.close()
      throw error
    }
  }
}
