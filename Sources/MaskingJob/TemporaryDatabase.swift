internal import BundleFormat
internal import Executor
internal import ExternalPrograms
internal import FixtureValidation
internal import Foundation
internal import PostgresClient
internal import SnapshotStage

/// The copy that is masked, in the temporary server of an application: found, or made from the fixtures.
///
/// It is loaded under another name and gets its own when it is whole: a copy that was cut short is never taken for one.
struct TemporaryDatabase: Sendable {
  private static let loading = "understudy_loading"

  let application: Job.Application
  let source: FixtureSource
  let programs: ProgramFinder

  /// A whole copy.
  struct Provisioned: Sendable {
    let server: TemporaryServer
    let address: ServerAddress
    /// The mark that it carries already.
    let mark: Mark?
    let isFound: Bool
    let note: String
    /// Where the attestation waits until it is published.
    let pendingAttestation: URL

    var target: ConnectionTarget { ConnectionTarget(address.connectionString) }
  }

  /// Finds the copy or makes it. What an earlier run left and cannot be carried on is removed and made again.
  ///
  /// - Parameter reviewed: the digest of the bundle that is going to run.
  func provision(reviewed: String) async throws -> Provisioned {
    let folder = application.temporary
    var server = try await open()
    var removed: String?
    if try await exists(on: server), let mark = try await mark(on: server) {
      guard mark.application == application.name else {
        throw JobError.foreignTemporaryDatabase(application: application.name, folder: RuleFiles.shortPath(folder))
      }
      guard let reason = obsolete(mark, reviewed: reviewed) else {
        return provisioned(server, mark: mark, isFound: true, note: "run \(mark.run), \(mark.source)")
      }
      try await server.destroy()
      server = try await open()
      removed = "removed what run \(mark.run) had left: \(reason)"
    }
    let isFound = try await exists(on: server)
    if !isFound { try await load(into: server) }
    let note = [removed, "\(source.title), PostgreSQL \(server.installation.version)"].compactMap(\.self)
    return provisioned(server, mark: nil, isFound: isFound, note: note.joined(separator: "; "))
  }

  /// The attestation of a file; nil where there is none.
  static func attestation(in url: URL) -> Attestation? {
    (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode(Attestation.self, from: $0) }
  }

  private func open() async throws -> TemporaryServer {
    try await TemporaryServer.open(
      folder: application.temporary.path, installation: programs.server(major: source.postgresMajor))
  }

  private func provisioned(_ server: TemporaryServer, mark: Mark?, isFound: Bool, note: String) -> Provisioned {
    Provisioned(
      server: server, address: server.address.database(application.name), mark: mark, isFound: isFound, note: note,
      pendingAttestation: pendingAttestation)
  }

  private var pendingAttestation: URL { application.temporary.appendingPathComponent("attestation.json") }

  /// Why a marked copy is of no use any more; nil if its run can be carried on.
  private func obsolete(_ mark: Mark, reviewed: String) -> String? {
    let run = RunFolder(snapshots: application.snapshots, application: application.name, run: mark.run)
    if run.isPublished { return "its snapshot is published" }
    if let begun = mark.bundle, begun != reviewed { return "it was begun with another bundle" }
    guard mark.state == .sealed else { return nil }
    let digest = try? Self.attestation(in: pendingAttestation)?.digest()
    return digest != nil && digest == mark.attestation ? nil : "it is sealed, and its attestation is lost"
  }

  private func mark(on server: TemporaryServer) async throws -> Mark? {
    let target = ConnectionTarget(server.address.database(application.name).connectionString)
    let connection = try await Connection.open(target, applicationName: "understudy run")
    do {
      let mark = try await Mark.read(connection)
      await connection.close()
      return mark
    } catch {
      await connection.close()
      throw error
    }
  }

  private func exists(on server: TemporaryServer) async throws -> Bool {
    let names = try await Psql.ours(server.installation, server.address)
      .query("SELECT datname FROM pg_catalog.pg_database")
    return names.split(separator: "\n").contains(Substring(application.name))
  }

  private func load(into server: TemporaryServer) async throws {
    let administration = Psql.ours(server.installation, server.address)
    try await administration.run(
      "DROP DATABASE IF EXISTS \(Self.loading) WITH (FORCE);\nCREATE DATABASE \(Self.loading) TEMPLATE template0;",
      messages: .shown)
    let loading = server.address.database(Self.loading)
    let psql = Psql.ours(server.installation, loading)
    try await psql.loadSchema(file: source.schema.path)
    try await FixtureCase(source.data.path).load(into: ConnectionTarget(loading.connectionString), psql: psql)
    // An application's name has letters, digits, `_` and `-` only: quotes are enough.
    try await administration.run(
      "ALTER DATABASE \(Self.loading) RENAME TO \"\(application.name)\";", messages: .shown)
  }
}

extension FixtureSource {
  /// The source of an application.
  init(_ source: Job.Source) throws(JobError) {
    switch source {
    case .fixtures(let folder, let name): try self.init(folder: folder, case: name)
    }
  }
}
