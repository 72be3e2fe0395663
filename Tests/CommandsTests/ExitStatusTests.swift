import BundleFormat
import Diagnostics
import Executor
import ExternalPrograms
import MaskingJob
import PostgresClient
import Testing

@testable import Commands

@Suite struct ExitStatusTests {
  @Test func theGravestOfSeveralApplicationsCounts() {
    #expect(ExitStatus.gravest(of: []) == .done)
    #expect(ExitStatus.gravest(of: [.done, .done]) == .done)
    #expect(ExitStatus.gravest(of: [.done, .interrupted, .unavailable]) == .unavailable)
    #expect(ExitStatus.gravest(of: [.rulesRefused, .configuration]) == .configuration)
    #expect(ExitStatus.gravest(of: [.configuration, .refused]) == .refused)
    #expect(ExitStatus.gravest(of: [.verificationFailed, .internalError]) == .internalError)
    #expect(ExitStatus.gravest(of: ExitStatus.allCases) == .internalError)
    #expect(Set(ExitStatus.gravestFirst + [.done, .usage]) == Set(ExitStatus.allCases))
  }

  @Test func errorsHaveTheStatusOfTheirKind() {
    #expect(Failure(DiagnosticsError([], files: [])).status == .rulesRefused)
    #expect(Failure(BundleError.changed(file: "x")).status == .rulesRefused)
    #expect(Failure(BundleError.missing("x")).status == .fileOrDisk)
    #expect(Failure(CancellationError()).status == .interrupted)
    #expect(Failure(JobError.keyMissing(place: "x")).status == .configuration)
    #expect(Failure(JobError.parameterMissing("x", place: "y")).status == .configuration)
    #expect(Failure(JobError.recipientsUnusable(application: "x", path: "y")).status == .configuration)
    #expect(Failure(JobError.foreignTemporaryDatabase(application: "x", place: "y")).status == .refused)
    #expect(
      Failure(JobError.bundleDiffers(application: "x", folder: "y", files: [], changes: [])).status == .rulesRefused)
    #expect(Failure(JobError.fileUnreadable("x")).status == .fileOrDisk)
    #expect(Failure(JobError.unknownApplication("x", known: [])).status == .usage)
  }

  @Test func aServersErrorIsMappedByItsState() {
    func status(_ sqlstate: String) -> Commands.ExitStatus { Failure(PostgresError(sqlstate: sqlstate)).status }
    #expect(status("53100") == .fileOrDisk)
    #expect(status("42501") == .refused)
    #expect(status("57P01") == .unavailable)
    #expect(status("42601") == .internalError)
    #expect(status("23505") == .rulesRefused)
    #expect(Failure(PostgresError(connectFailure: .unreachable)).status == .unavailable)
    #expect(Failure(PostgresError(connectFailure: .diskFull)).status == .fileOrDisk)
    #expect(Failure(PostgresError(connectFailure: .malformedTarget)).status == .usage)
    #expect(Failure(PostgresError(connectionIsLost: true)).status == .unavailable)
    #expect(Failure(ExecutorError.unmarked(.noMark)).status == .refused)
    #expect(Failure(ExecutorError.diskFull).status == .fileOrDisk)
    #expect(Failure(ExecutorError.wrongKey).status == .configuration)
    #expect(Failure(ExternalProgramError.missing(program: "age", searched: "")).status == .unavailable)
    #expect(Failure(ExternalProgramError.file(path: "x", errno: 28)).status == .fileOrDisk)
  }

  private struct Canary: Error { let value = "canary-4711" }

  @Test func anUnknownErrorIsOursAndKeepsQuietAboutItsContents() {
    let failure = Failure(Canary())
    #expect(failure.status == .internalError)
    let text = failure.rendered(colors: false)
    #expect(text.contains("please report"))
    #expect(!text.contains("canary-4711"))
  }

  @Test func aFailureSaysWhatWhyAndWhatToDo() {
    let failure = Failure(.refused, "no", why: "because", help: "do")
    #expect(failure.rendered(colors: false) == "error: no\n  why: because\n  help: do\n")
    let several = Failure(.refused, "no", why: "one\ntwo")
    #expect(several.rendered(colors: false) == "error: no\n  why: one\n    two\n")
  }
}
