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
    let settings =
      [
        "listen_addresses=", "unix_socket_directories=\(socket)", "unix_socket_permissions=0700",
        "port=\(Self.port)", "max_connections=50", "shared_buffers=64MB", "max_wal_size=1GB",
        "timezone=UTC", "log_timezone=UTC", "lc_messages=C",
        // Messages quote rows: the log keeps none but those that end a server.
        "log_min_messages=fatal", "log_min_error_statement=panic", "log_error_verbosity=terse",
        "logging_collector=off",
      ] + (durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"])
    let options = settings.map { "-c " + Self.shellQuoted($0) }.joined(separator: " ")
    try await ProgramCommand(
      installation.path(of: .pgControl),
      ["start", "-D", data, "-w", "-t", "120", "-s", "-l", data + "/understudy.log", "-o", options],
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

  /// The running server's process: the first line of `postmaster.pid`, if that process works in this data directory.
  /// After a crash the number may belong to another program.
  var processID: Int32? {
    guard let text = try? String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8),
      let number = text.split(separator: "\n").first.flatMap({ Int32($0) }), number > 1, kill(number, 0) == 0
    else { return nil }
    guard let workingDirectory = realpath("/proc/\(number)/cwd", nil), let ours = realpath(data, nil) else {
      return nil
    }
    defer {
      free(workingDirectory)
      free(ours)
    }
    return strcmp(workingDirectory, ours) == 0 ? number : nil
  }

  private static func shellQuoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
