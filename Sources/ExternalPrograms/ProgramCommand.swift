internal import Glibc
internal import Subprocess
internal import SystemPackage

/// A program, its arguments, and who runs it. Secrets belong into `environment` or a file, never into `arguments`.
public struct ProgramCommand: Sendable {
  /// What happens to the program's error output.
  public enum Messages: Sendable {
    /// For programs that are fed data: their messages may quote it.
    case discarded
    /// The program sees no data: what it says goes into the error.
    case shown
    /// Each line is handed on; the receiver takes names out of it and drops the rest.
    case lines(@Sendable (String) -> Void)
  }

  public let path: String
  public let arguments: [String]
  /// Beside `PATH`, `HOME`, `LANG` and `TZ`, the only things inherited.
  public var environment: [String: String] = [:]
  public var workingDirectory: String?
  public var user: ProgramUser?
  public var messages: Messages = .discarded
  public var timeout: Duration?

  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], user: ProgramUser? = nil,
    messages: Messages = .discarded, timeout: Duration? = nil
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.user = user
    self.messages = messages
    self.timeout = timeout
  }

  /// The last part of the path, for messages.
  public var name: String { FilePath(path).lastComponent?.string ?? path }
}

/// What a program reads.
public enum ProgramInput: Sendable {
  case none
  case bytes([UInt8])
  case file(String)
  /// Bytes in a file of ours that nobody can name, but the program may open as `/dev/stdin`, as often as it likes.
  case nameless([UInt8])

  public static func text(_ text: String) -> ProgramInput { .bytes(Array(text.utf8)) }
}

extension ProgramCommand {
  /// Runs the program to its end; nothing of its output is kept.
  public func run(input: ProgramInput = .none) async throws {
    try await stream(input: input) { _ in }
  }

  /// Runs the program and returns what it printed, at most `limit` bytes of it.
  public func output(input: ProgramInput = .none, limit: Int = 16 << 20) async throws -> String {
    let collected = Collected(limit: limit)
    try await stream(input: input) { collected.append($0) }
    return String(decoding: collected.bytes, as: UTF8.self)
  }

  /// Runs the program and hands its output on, piece by piece; an error thrown by `receive` ends the program.
  public func stream(
    input: ProgramInput = .none, receive: @escaping @Sendable ([UInt8]) throws -> Void
  ) async throws {
    try await ProgramPipeline([self]).stream(input: input, receive: receive)
  }

  /// The executed program's surroundings: minimal, so that nothing of the caller's leaks in.
  var subprocessEnvironment: Subprocess.Environment {
    var values: [Subprocess.Environment.Key: String] = [:]
    for name in ["PATH", "HOME", "LANG", "TZ"] {
      if let value = EnvironmentVariables.value(name) { values[.init(stringLiteral: name)] = value }
    }
    values["LC_MESSAGES"] = "C"
    if let user { values["HOME"] = user.home }
    for (name, value) in environment { values[.init(stringLiteral: name)] = value }
    return .custom(values)
  }

  var configuration: Subprocess.Configuration {
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
    // Another user may not enter the directory that we are in.
    let directory = (workingDirectory ?? (user == nil ? nil : "/")).map { FilePath($0) }
    let command = user.map { $0.prefix + [path] + arguments } ?? [path] + arguments
    return Subprocess.Configuration(
      executable: .path(FilePath(command[0])), arguments: Subprocess.Arguments(Array(command.dropFirst())),
      environment: subprocessEnvironment, workingDirectory: directory,
      platformOptions: options)
  }

  /// Nil for success.
  func failure(_ status: TerminationStatus, messages: String) -> ExternalProgramError? {
    switch status {
    case .exited(0): return nil
    case .exited(let code):
      let detail = messages.trimmed
      return .failed(program: name, exitCode: code, detail: detail.isEmpty ? nil : String(detail.suffix(2000)))
    case .signaled(let signal): return .signaled(program: name, signal: signal)
    }
  }
}

/// This process's environment.
enum EnvironmentVariables {
  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

extension String {
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
