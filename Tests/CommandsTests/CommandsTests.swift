import Commands
import Foundation
import Testing

/// What one call of the program left behind.
struct Outcome {
  let status: Int32
  let out: String
  let messages: String

  /// The messages without the lines of progress, which a slow machine gets now and then.
  var complaint: String {
    messages.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("shop: ") }
      .joined(separator: "\n")
  }

  /// What `run` says below its table: where the applications that failed stopped, and why.
  var reason: String { out.range(of: "\n\n").map { String(out[$0.upperBound...]) } ?? "" }
}

/// Runs the program in this process.
func understudy(_ arguments: String..., environment: [String: String]? = nil) async -> Outcome {
  let out = CapturedText()
  let messages = CapturedText()
  let status = await CommandLineProgram.run(
    arguments: arguments, environment: environment ?? ProcessInfo.processInfo.environment, stdout: out.sink,
    stderr: messages.sink)
  return Outcome(status: status, out: out.value, messages: messages.value)
}

/// A folder of a test's own, gone when the test has ended.
func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("understudy-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

@Suite struct ArgumentTests {
  @Test func helpIsAResult() async {
    let outcome = await understudy("--help")
    #expect(outcome.status == 0)
    #expect(outcome.out.contains("Exit codes: 0 done, 1 the rules"))
    #expect(outcome.messages.isEmpty)
  }

  @Test(arguments: [["nonsense"], ["key", "new", "--nonsense"], ["key", "new", "--out"]])
  func whatCannotBeParsedIsUsage(_ arguments: [String]) async {
    let messages = CapturedText()
    let out = CapturedText()
    let status = await CommandLineProgram.run(arguments: arguments, stdout: out.sink, stderr: messages.sink)
    #expect(status == 64)
    #expect(out.value.isEmpty)
    #expect(messages.value.contains("Usage: understudy"))
  }
}

@Suite struct KeyTests {
  @Test func aNewKeyIsSixtyFourHexDigits() async {
    let first = await understudy("key", "new")
    let second = await understudy("key", "new")
    #expect(first.status == 0)
    #expect(first.out.wholeMatch(of: /[0-9a-f]{64}\n/) != nil)
    #expect(first.out != second.out)
    #expect(first.messages.isEmpty)
  }

  @Test func aKeyFileIsItsOwnersAloneAndIsNeverReplaced() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("keys/masking").path
      let made = await understudy("key", "new", "--out", path)
      #expect(made.status == 0)
      #expect(made.out.isEmpty)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.wholeMatch(of: /[0-9a-f]{64}\n/) != nil)
      #expect(!made.messages.contains(text.prefix(64)))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let again = await understudy("key", "new", "--out", path)
      #expect(again.status == 74)
      #expect(again.messages.contains("exists already"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }
}
