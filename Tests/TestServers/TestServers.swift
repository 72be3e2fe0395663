// Real servers for the tests. A missing one fails the test that asks for it.

public import ExternalPrograms
import Synchronization

/// One server of a major version, shared by all tests of the process.
///
/// It ends with the process, killed or not: its watchdog sees to that.
public struct TestServer: Sendable {
  /// The versions that the tests run on: 15 from Debian, 16 and 18 from PyPI.
  public enum Version: Int, Sendable, CaseIterable {
    case pg15 = 15
    case pg16 = 16
    case pg18 = 18

    public var major: Int { rawValue }
  }

  public let version: Version
  /// The programs of the same version.
  public let installation: PostgresInstallation
  /// The database `postgres`, as superuser.
  public let address: ServerAddress

  /// A server that a test has started for itself, to restart or crash it.
  public init(_ version: Version, _ server: ScratchServer) {
    self.init(version: version, installation: server.installation, address: server.address)
  }

  private init(version: Version, installation: PostgresInstallation, address: ServerAddress) {
    self.version = version
    self.installation = installation
    self.address = address
  }

  /// The server of a version, started by the first test that asks.
  public static func shared(_ version: Version = .pg15) async throws -> TestServer {
    try await SharedServers.shared.server(version)
  }

  /// A new, empty database with a name of its own.
  public func makeDatabase(_ prefix: String = "test") async throws -> ServerAddress {
    let number = Self.counter.add(1, ordering: .relaxed).newValue
    let name = "\(prefix)_\(number)"
    try await psql().run("CREATE DATABASE \"\(name)\";", messages: .shown)
    return address.database(name)
  }

  /// psql of the server's version on one of its databases.
  public func psql(_ database: ServerAddress? = nil) -> Psql { Psql(installation, database ?? address) }

  private static let counter = Atomic(0)
}

private actor SharedServers {
  static let shared = SharedServers()
  private var starting: [TestServer.Version: Task<ScratchServer, any Error>] = [:]

  func server(_ version: TestServer.Version) async throws -> TestServer {
    let task =
      starting[version]
      ?? Task.detached {
        try await ScratchServer.start(
          ProgramFinder().server(major: version.major),
          // So that tests can have replication slots and prepared transactions.
          settings: ["wal_level": "logical", "max_prepared_transactions": "5", "max_connections": "200"])
      }
    starting[version] = task
    let server = try await task.value
    return TestServer(version, server)
  }
}
