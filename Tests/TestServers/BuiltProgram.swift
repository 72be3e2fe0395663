import Foundation

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
}

/// Asks again and again, for at most a minute; true as soon as the answer is yes.
public func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  for _ in 0..<600 {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(100))
  }
  return false
}
