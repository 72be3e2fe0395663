import Diagnostics
import Foundation
import Testing

@testable import MaskingCompiler

/// Every way to be wrong has a case, and every check has one that needs it.
@Suite struct InvalidCaseTests {
  /// What is expected is recorded on request, by UNDERSTUDY_RECORD=1, and then the run fails.
  private static let isRecording = ProcessInfo.processInfo.environment["UNDERSTUDY_RECORD"] == "1"

  @Test(arguments: InvalidCase.all) func saysWhatIsExpected(_ invalid: InvalidCase) async throws {
    let (messages, status) = try await Self.outcome(invalid)
    #expect(status == (messages.contains(": error: ") ? 1 : 0))
    if Self.isRecording {
      try messages.write(to: invalid.url.appending(path: "expected.stderr"), atomically: true, encoding: .utf8)
      Issue.record("recorded \(invalid.name)")
    } else {
      #expect(try messages == invalid.text("expected.stderr"))
      #expect(!messages.isEmpty)
    }
  }

  private static func outcome(_ invalid: InvalidCase) async throws -> (messages: String, status: Int32) {
    do { return try await JudgedCases.shared.judged(invalid).outcome() } catch let error as DiagnosticsError {
      return JudgedCase.outcome(of: error)
    }
  }

  /// What looks wrong and is not is not reported.
  @Test func whatIsHarmlessIsNotReported() async throws {
    let outcome = try await JudgedCases.shared.judged(InvalidCase(name: "quiet", isQuiet: true)).outcome()
    #expect(outcome.messages == "")
    #expect(outcome.status == 0)
  }

  /// Ids of the compiler that no rules alone bring about.
  private static let elsewhere: Set<String> = [
    "bundle-outdated", "expectation-failed", "expectation-unchecked", "expectation-without-key", "mutant-survived",
    "table-claimed-twice",
  ]

  @Test func everyDiagnosticHasACase() throws {
    let expected = try InvalidCase.all.map { try $0.text("expected.stderr") }.joined()
    #expect(DiagnosticPage.ids.filter { !Self.elsewhere.contains($0) && !expected.contains("[\($0)]") } == [])
    #expect(InvalidCase.all.count >= 60)
  }

  /// `make check-the-checks` lists all cases that need a check; one is enough to prove it.
  private static let listsAll = ProcessInfo.processInfo.environment["UNDERSTUDY_ALL_CASES"] == "1"

  /// Cases that bear the check's name come first.
  private static func likelyFirst(for check: any MaskingCompiler.Check.Type) -> [InvalidCase] {
    let words = "\(check)".replacing("Check", with: "").matches(of: /[A-Z][a-z]*/).map { $0.output.lowercased() }
    func rank(_ invalid: InvalidCase) -> Int { words.count { !invalid.name.contains($0) } }
    return InvalidCase.all.sorted { rank($0) < rank($1) }
  }

  @Test(arguments: Checks.all.indices) func withoutACheckACaseLosesItsMessage(_ index: Int) async throws {
    let check = Checks.all[index]
    var needing: [String] = []
    for invalid in Self.likelyFirst(for: check) where needing.isEmpty || Self.listsAll {
      guard let judged = try? await JudgedCases.shared.judged(invalid) else { continue }
      if judged.outcome(without: check).messages != (try invalid.text("expected.stderr")) {
        needing.append(invalid.name)
      }
    }
    #expect(!needing.isEmpty)
    print("check: \(check): \(needing.joined(separator: " "))")
  }

  /// Pages that have a case of their name for an example show its rules and what is said about them.
  @Test func pagesShowTheirCases() throws {
    for id in DiagnosticPage.ids {
      guard let page = DiagnosticPage.page(id)?.text, page.contains("<!-- case -->") else { continue }
      let invalid = InvalidCase(name: id)
      let expected = try invalid.text("expected.stderr").split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast(2).map { Self.folded(String($0)) }.joined(separator: "\n")
      #expect(page.contains("```yaml\n\(try invalid.text("masking.yaml"))```\n\n```\n\(expected)```\n"), "\(id)")
      if let schema = invalid.schema { #expect(page.contains("```sql\n\(schema)```\n"), "\(id)") }
    }
  }

  /// As pages break long lines: at a blank, at 120 columns.
  private static func folded(_ line: String) -> String {
    var rest = Substring(line)
    var folded = ""
    while rest.count > 120, let blank = rest.prefix(121).lastIndex(of: " "), blank > rest.startIndex {
      folded += rest[..<blank] + "\n"
      rest = "    " + rest[rest.index(after: blank)...]
    }
    return folded + rest
  }
}
