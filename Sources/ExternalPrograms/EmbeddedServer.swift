internal import Foundation
internal import Glibc

/// A PostgreSQL that was made by `initdb` and listens on a Unix socket in a directory nobody else may enter: what
/// scratch and temporary servers have in common.
///
/// Everybody who can reach the socket is trusted; that is the server's user and root.
struct EmbeddedServer: Sendable {
  static let port = 5432
  static let superuser = "postgres"

  let installation: PostgresInstallation
  let user: ProgramUser?
  /// The data directory.
  let data: String
  /// The socket's directory, of mode 0700.
  let socket: String
  /// Whether what was committed survives a crash of the machine.
  let durable: Bool
  /// More of the server's settings; they win over ours.
  var settings: [String: String] = [:]

  var address: ServerAddress {
    ServerAddress(host: socket, port: Self.port, user: Self.superuser, database: "postgres")
  }

  /// Makes the data directory. It has no data yet, so what `initdb` says may be shown.
  func initialise() async throws {
    var arguments = [
      "-D", data, "-U", Self.superuser, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
    ]
    if !durable { arguments.append("--no-sync") }
    try await ProgramCommand(
      installation.path(of: .initdb), arguments, user: user, messages: .shown,
      timeout: .seconds(120)
    ).run()
  }

  /// Starts the server and waits until it answers.
  func start() async throws {
    var values = [
      "listen_addresses": "", "unix_socket_directories": socket, "unix_socket_permissions": "0700",
      "port": String(Self.port), "max_connections": "50", "shared_buffers": "64MB", "max_wal_size": "1GB",
      "timezone": "UTC", "log_timezone": "UTC", "lc_messages": "C",
      // Messages quote rows: the log keeps none but those that end a server.
      "log_min_messages": "fatal", "log_min_error_statement": "panic", "log_error_verbosity": "terse",
      "logging_collector": "off",
    ]
    if !durable {
      for name in ["fsync", "synchronous_commit", "full_page_writes"] { values[name] = "off" }
    }
    values.merge(settings) { _, given in given }
    let options = values.sorted { $0.key < $1.key }.map { "-c " + Self.shellQuoted("\($0.key)=\($0.value)") }
    try await ProgramCommand(
      installation.path(of: .pgControl),
      [
        "start", "-D", data, "-w", "-t", "120", "-s", "-l", data + "/understudy.log", "-o",
        options.joined(separator: " "),
      ],
      user: user, messages: .shown, timeout: .seconds(150)
    ).run()
  }

  enum StopMode: String { case fast, immediate }

  func stop(_ mode: StopMode) async throws {
    guard processID != nil else { return }
    try await ProgramCommand(
      installation.path(of: .pgControl), ["stop", "-D", data, "-m", mode.rawValue, "-w", "-t", "60", "-s"],
      user: user, messages: .shown, timeout: .seconds(90)
    ).run()
  }

  /// Starts the server over what a crash left: a lock file whose number may belong to another program by now, and orphaned
  /// backends, which end by themselves once they notice.
  func startAfterCrash() async throws {
    for _ in 0..<200 where !processesInData().isEmpty {
      try await Task.sleep(for: .milliseconds(100))
    }
    if processID == nil, processesInData().isEmpty { unlink(data + "/postmaster.pid") }
    try await start()
  }

  /// Waits for a server that another program is just starting.
  func waitUntilReady() async throws {
    let psql = Psql(path: installation.path(of: .psql), environment: address.environment)
    for attempt in 1... {
      do {
        _ = try await psql.query("SELECT 1")
        return
      } catch let error as ExternalProgramError where attempt < 600 {
        guard processID != nil else { throw error }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// The running server's process: the first line of `postmaster.pid`, if that process works in this data directory.
  /// After a crash the number may belong to another program.
  var processID: Int32? {
    guard let text = try? String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8),
      let number = text.split(separator: "\n").first.flatMap({ Int32($0) }), number > 1, kill(number, 0) == 0
    else { return nil }
    return processesInData().contains(number) ? number : nil
  }

  /// The processes that work in the data directory: the server and its backends.
  private func processesInData() -> [Int32] {
    guard let resolved = realpath(data, nil) else { return [] }
    defer { free(resolved) }
    let ours = String(cString: resolved)
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.compactMap { Int32($0) }.filter {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == ours
    }
  }

  private static func shellQuoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
