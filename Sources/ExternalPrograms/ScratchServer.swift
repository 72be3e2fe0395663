internal import Synchronization

/// A throw-away PostgreSQL for compiling, validating and testing.
///
/// It is stopped and its directory removed on every way out: `stop()`, an error, a cancelled task, a signal, and a
/// killed program (the watchdog). Nothing in it is durable.
public final class ScratchServer: Sendable {
  public let installation: PostgresInstallation
  /// The database `postgres`, as superuser.
  public let address: ServerAddress
  private let server: EmbeddedServer
  private let directory: PrivateDirectory
  private let watchdog: Mutex<Watchdog?>

  /// Starts a server; the caller has to `stop()` it. Prefer `with`.
  ///
  /// - Parameters:
  ///   - place: where the private directory is made; a short path that the server's user may enter.
  ///   - settings: of the server, by name.
  public static func start(
    _ installation: PostgresInstallation, in place: String? = nil, settings: [String: String] = [:]
  ) async throws -> ScratchServer {
    let user = try ProgramUser.forServers()
    let usable = try await installation.reachable(by: user)
    let directory = try PrivateDirectory(for: user, in: place)
    let watchdog: Watchdog
    do {
      watchdog = try await Watchdog.start(
        directory: directory.path, control: usable.path(of: .pgControl), user: user)
    } catch {
      directory.remove()
      throw error
    }
    let server = EmbeddedServer(
      installation: usable, user: user, data: directory.path + "/data", socket: directory.path, durable: false,
      settings: settings)
    do {
      try await start(server)
    } catch {
      // The task may be cancelled, and then no program can be started from it any more.
      await Task.detached { await Self.clean(server, directory) }.value
      watchdog.release()
      throw error
    }
    return ScratchServer(server: server, directory: directory, watchdog: watchdog)
  }

  private static func start(_ server: EmbeddedServer) async throws {
    let template = ClusterTemplate(of: server.installation)
    if let template, await template.copy(to: server.data, for: server.user) {
      do { return try await server.start() } catch {
        try Task.checkCancellation()
        template.forget()
        PrivateDirectory.remove(server.data)
      }
    }
    try await server.initialise()
    await template?.keep(server.data)
    try await server.start()
  }

  /// Gives a server to `body` and removes it afterwards, whatever happened.
  public nonisolated(nonsending) static func with<Result: Sendable>(
    _ installation: PostgresInstallation, in place: String? = nil,
    body: nonisolated(nonsending) (ScratchServer) async throws -> Result
  ) async throws -> Result {
    let server = try await start(installation, in: place)
    do {
      let result = try await body(server)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  private init(server: EmbeddedServer, directory: PrivateDirectory, watchdog: consuming Watchdog) {
    installation = server.installation
    address = server.address
    self.server = server
    self.directory = directory
    self.watchdog = Mutex(watchdog)
  }

  /// Stops the server and removes its directory. Once is enough; again does no harm.
  public func stop() async {
    await Task.detached { [server, directory] in await Self.clean(server, directory) }.value
    watchdog.withLock { $0.take()?.release() }
  }

  /// The server's process, for tests that end it.
  public var processID: Int32? { server.processID }

  /// Starts it again after a test ended or crashed it.
  public func restart() async throws {
    try await server.stop(.fast)
    try await server.start()
  }

  private static func clean(_ server: EmbeddedServer, _ directory: PrivateDirectory) async {
    try? await server.stop(.immediate)
    directory.remove()
  }
}
