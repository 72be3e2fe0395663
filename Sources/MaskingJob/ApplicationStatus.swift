public import Executor
public import ExternalPrograms
public import Foundation
internal import PostgresClient
internal import PostgresSyntax
internal import SnapshotStage

/// What stands where: an application's published snapshots, and the temporary database that a run works on or has left.
public struct ApplicationStatus: Sendable, Codable, Equatable {
  public enum ServerState: String, Sendable, Codable { case none, stopped, running }

  public struct Temporary: Sendable, Codable, Equatable {
    public var server: ServerState
    public var folder: String
    /// The run that adopted the database; nil while it is being made, or where the server does not run.
    public var run: String?
    /// `marked` or `sealed`.
    public var mark: String?
    public var bundle: String?
    public var committedBatches: Int?
    /// Batches that are planned and not committed.
    public var openBatches: Int?
    /// How a run goes on; nil before the first, and once the database is sealed.
    public var ledger: LedgerReport?
  }

  public struct Snapshot: Sendable, Codable, Equatable {
    public var run: String
    public var created: Date
    public var asOf: String
    public var rows: Int
    public var bytes: Int
    public var folder: String
  }

  /// A temporary database or a snapshot on AWS.
  public struct Resource: Sendable, Codable, Equatable {
    public var name: String
    public var isSnapshot: Bool
    /// AWS's own word.
    public var state: String
    /// `copying`, `masking`; `pending`, `published`.
    public var stage: String?
    public var run: String?
    public var created: Date?
    public var asOf: String?
    public var gib: Int
  }

  public let application: String
  public let temporary: Temporary
  /// What stands on AWS; nil for a local provider.
  public var aws: [Resource]?
  /// The oldest first.
  public let snapshots: [Snapshot]

  /// Looks, and starts or changes nothing.
  public static func look(
    _ application: Job.Application, secrets: Secrets, programs: ProgramFinder = ProgramFinder()
  ) async throws -> ApplicationStatus {
    if case .aws(let settings) = application.source {
      let command = try AwsCommand(settings, programs: programs, environment: secrets.environment)
      return try await look(application, AwsCleaning(settings, command: command))
    }
    let published = PublishedSnapshots(directory: application.snapshots, application: application.name).all()
    return ApplicationStatus(
      application: application.name, temporary: try await temporary(of: application, secrets),
      snapshots: published.map {
        Snapshot(
          run: $0.record.run, created: $0.record.created, asOf: $0.record.asOf, rows: $0.record.rows,
          bytes: $0.record.bytes, folder: RuleFiles.shortPath($0.folder))
      })
  }

  private static func look(_ application: Job.Application, _ aws: AwsCleaning) async throws -> ApplicationStatus {
    let resources = try await aws.look().map {
      Resource(
        name: $0.name, isSnapshot: $0.isSnapshot, state: $0.state, stage: $0.stage, run: $0.run, created: $0.created,
        asOf: $0.asOf, gib: $0.gib)
    }
    return ApplicationStatus(
      application: application.name,
      temporary: Temporary(server: .none, folder: RuleFiles.shortPath(application.temporary)), aws: resources,
      snapshots: [])
  }

  private static func temporary(of application: Job.Application, _ secrets: Secrets) async throws -> Temporary {
    let database = CopyServer.databaseName(of: application)
    switch application.place {
    case .server(let secret):
      var found = Temporary(server: .running, folder: "database \(database)")
      let isThere = try await look(&found, at: try secrets.connection(secret).database(database))
      if !isThere { found.server = .none }
      return found
    case .embedded:
      let path = application.temporary.path
      var found = Temporary(server: .none, folder: RuleFiles.shortPath(application.temporary))
      guard TemporaryServer.exists(folder: path) else { return found }
      found.server = .stopped
      guard let address = TemporaryServer.running(folder: path) else { return found }
      found.server = .running
      _ = try await look(&found, at: ConnectionTarget(address.database(database).connectionString))
      return found
    }
  }

  /// Reads mark and ledger.
  ///
  /// - Returns: false where there is no such database.
  private static func look(_ found: inout Temporary, at target: ConnectionTarget) async throws -> Bool {
    let connection: Connection
    do {
      connection = try await Connection.open(target, applicationName: "understudy status")
    } catch let error as PostgresError where error.connectFailure == .databaseMissing {
      return false
    }
    do {
      if let mark = try await Mark.read(connection) {
        found.run = mark.run
        found.mark = mark.state.rawValue
        found.bundle = mark.bundle
        let batches = try await connection.query(
          """
          SELECT pg_catalog.count(*) FILTER (WHERE state = 'committed'),
            pg_catalog.count(*) FILTER (WHERE state = 'planned') FROM understudy.batch
          """
        ).rows.first
        found.committedBatches = batches?[0].flatMap { Int($0) }
        found.openBatches = batches?[1].flatMap { Int($0) }
        found.ledger = try await LedgerReport.read(connection)
      }
      await connection.close()
      return true
    } catch {
      await connection.close()
      throw error
    }
  }
}
