public import Foundation

/// A program of this package, built beside the tests.
public enum BuiltProgram {
  /// Its path, as in `path(of: "understudy")`.
  public static func path(of name: String) throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = (tests as NSString).deletingLastPathComponent + "/" + name
    guard FileManager.default.isExecutableFile(atPath: path) else { throw NotBuilt(path: path) }
    return path
  }

  public struct NotBuilt: Error { public let path: String }

  /// How a program ended.
  public struct Ended: Sendable {
    public let status: Int32
    /// Whether `status` is a signal.
    public let isSignal: Bool
    public let out: String
    public let messages: String
  }

  /// Runs a program as a process of its own, to its end.
  ///
  /// - Parameters:
  ///   - name: of a program of this package, or the path of another one.
  ///   - folder: where it runs; its output goes into files there.
  ///   - environment: beside this process's own.
  ///   - inherits: which of this process's variables the program sees.
  ///   - started: told the process's number.
  ///   - strike: asked again and again while it runs, with what it has said so far; it is sent the signal that comes back.
  public static func run(
    _ name: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:],
    inherits: (String) -> Bool = { _ in true }, started: (Int32) -> Void = { _ in },
    strike: ((_ messages: String) async throws -> Int32?)? = nil
  ) async throws -> Ended {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: name.hasPrefix("/") ? name : try path(of: name))
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.filter { inherits($0.key) }
      .merging(environment) { $1 }
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let files = UUID().uuidString
    let (out, messages) = (folder.appending(path: files + ".out"), folder.appending(path: files + ".err"))
    process.standardOutput = try file(out)
    process.standardError = try file(messages)
    try process.run()
    started(process.processIdentifier)
    var isStruck = false
    while process.isRunning {
      try await Task.sleep(for: .milliseconds(5))
      guard let strike, !isStruck, process.isRunning, let signal = try await strike(text(messages)) else { continue }
      kill(process.processIdentifier, signal)
      isStruck = true
    }
    return Ended(
      status: process.terminationStatus, isSignal: process.terminationReason == .uncaughtSignal, out: text(out),
      messages: text(messages))
  }

  private static func file(_ url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  private static func text(_ url: URL) -> String { (try? String(contentsOf: url, encoding: .utf8)) ?? "" }
}

/// Asks again and again, for at most a minute; true as soon as the answer is yes.
public func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  for _ in 0..<600 {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(100))
  }
  return false
}
