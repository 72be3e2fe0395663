import Foundation
import TestServers
import Testing

/// Everything that the language can say has a case: what it is compiled to, and that this does what the rules say.
@Suite struct ValidCaseTests {
  /// Bundles are recorded on request, by UNDERSTUDY_RECORD=1, and then the run fails.
  private static let isRecording = ProcessInfo.processInfo.environment["UNDERSTUDY_RECORD"] == "1"

  @Test(arguments: ValidCase.all) func compilesToTheCommittedBundle(_ valid: ValidCase) async throws {
    let compiled = try await ValidCases.shared.compiled(valid)
    let smallest = valid.name == ValidCase.smallest.name ? nil : ValidCase.smallest
    var base: ValidCases.Compiled?
    if let smallest { base = try await ValidCases.shared.compiled(smallest) }
    let golden = try GoldenBundle(compiled.bundle, beside: base?.bundle)
    let folder = valid.url.appending(path: "bundle")
    let messages = valid.url.appending(path: "expected.stderr")
    if Self.isRecording {
      try golden.write(to: folder)
      if !compiled.messages.isEmpty { try compiled.messages.write(to: messages, atomically: true, encoding: .utf8) }
      Issue.record("recorded \(valid.name)")
      return
    }
    #expect((try? valid.text("expected.stderr")) ?? "" == compiled.messages)
    let committed = try GoldenBundle(readFrom: folder)
    #expect(Set(golden.files.keys) == Set(committed.files.keys))
    for (name, text) in golden.files where committed.files[name] != text {
      Issue.record("\(name) is another: record it by UNDERSTUDY_RECORD=1 and review the difference")
    }
  }

  /// What is to be true after masking is not all true before: each check can fail.
  @Test(arguments: ValidCase.all.flatMap { valid in valid.versions.map { Execution(valid: valid, version: $0) } })
  func doesWhatTheRulesSay(_ execution: Execution) async throws {
    let run = try await ValidRun(execution.valid, execution.version)
    let before = try await run.truths()
    #expect(before.contains { !$0.holds }, "nothing to do")
    try await run.mask()
    try await run.verify()
    for (what, holds) in try await run.truths() { #expect(holds, "\(what)") }
  }

  struct Execution: Sendable, CustomTestStringConvertible {
    let valid: ValidCase
    let version: TestServer.Version
    var testDescription: String { "\(valid.name) on \(version.major)" }
  }

  @Test func thereAreFortyCases() { #expect(ValidCase.all.count >= 40) }
}
