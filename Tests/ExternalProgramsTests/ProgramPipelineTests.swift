import ExternalPrograms
import Foundation
import Glibc
import Synchronization
import TestServers
import Testing

@Suite struct ProgramPipelineTests {
  private func shell(_ script: String, messages: ProgramCommand.Messages = .discarded) -> ProgramCommand {
    ProgramCommand("/bin/sh", ["-c", script], messages: messages)
  }

  @Test func bytesGoThroughAllPrograms() async throws {
    let received = Mutex<[UInt8]>([])
    let input = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try await ProgramPipeline([shell("cat"), shell("cat"), shell("cat")]).stream(input: .bytes(input)) { bytes in
      received.withLock { $0 += bytes }
    }
    #expect(received.withLock { $0 } == input)
  }

  @Test func everyExitCodeCounts() async throws {
    await #expect(throws: ExternalProgramError.failed(program: "sh", exitCode: 7, detail: nil)) {
      try await ProgramPipeline([shell("echo whole; exit 7"), shell("cat")]).stream { _ in }
    }
    await #expect(throws: ExternalProgramError.failed(program: "sh", exitCode: 8, detail: nil)) {
      try await ProgramPipeline([shell("echo whole"), shell("cat; exit 8")]).stream { _ in }
    }
  }

  @Test func theReasonIsNotWhoCouldOnlyNotWrite() async throws {
    await #expect(throws: ExternalProgramError.failed(program: "sh", exitCode: 9, detail: nil)) {
      try await ProgramPipeline([ProgramCommand("/usr/bin/yes"), shell("exit 9")]).stream { _ in }
    }
  }

  @Test func messagesAreShownOnlyWhereAsked() async throws {
    await #expect(throws: ExternalProgramError.failed(program: "sh", exitCode: 1, detail: nil)) {
      try await shell("echo canary >&2; exit 1").run()
    }
    await #expect(throws: ExternalProgramError.failed(program: "sh", exitCode: 1, detail: "reason")) {
      try await shell("echo reason >&2; exit 1", messages: .shown).run()
    }
    let lines = Mutex<[String]>([])
    try await shell(
      "printf 'one\\ntwo' >&2", messages: .lines { line in lines.withLock { $0.append(line) } }
    ).run()
    #expect(lines.withLock { $0 } == ["one", "two"])
  }

  @Test func aReceiverThatFailsEndsThePrograms() async throws {
    struct Full: Error {}
    await #expect(throws: Full.self) {
      try await ProgramPipeline([ProgramCommand("/usr/bin/yes"), shell("cat")]).stream { _ in throw Full() }
    }
  }

  @Test func aTimeOutEndsTheProgram() async throws {
    let folder = try TemporaryFolder()
    let command = ProgramCommand(
      "/bin/sh", ["-c", "echo $$ > \"$0\"; exec sleep 600", folder.path + "/pid"], timeout: .seconds(1))
    await #expect(throws: ExternalProgramError.timedOut(program: "sh", seconds: 1)) { try await command.run() }
    let process = try #require(
      Int32(String(contentsOfFile: folder.path + "/pid", encoding: .utf8).trimmingCharacters(in: .newlines)))
    #expect(kill(process, 0) != 0)
  }

  @Test func theEnvironmentIsMinimal() async throws {
    setenv("UNDERSTUDY_CANARY", "1", 1)
    let names = try await ProgramCommand("/usr/bin/env", environment: ["MINE": "2"]).output()
      .split(separator: "\n").compactMap { $0.split(separator: "=").first.map(String.init) }
    #expect(names.contains("MINE"))
    #expect(Set(names).isSubset(of: ["MINE", "PATH", "HOME", "LANG", "TZ", "LC_MESSAGES"]))
  }

  @Test func aMissingProgramIsNamed() async throws {
    await #expect(throws: ExternalProgramError.missing(program: "nothing", searched: "/nonexistent/nothing")) {
      try await ProgramCommand("/nonexistent/nothing").run()
    }
  }

  @Test func aMissingInputFileIsNamed() async throws {
    await #expect(throws: ExternalProgramError.file(path: "/nonexistent/input", errno: ENOENT)) {
      try await shell("cat").run(input: .file("/nonexistent/input"))
    }
  }
}
