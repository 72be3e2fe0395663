import BundleFormat
import Diagnostics
import MaskingJob
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
    #expect(Failure(JobError.recipientsNotConfigured(application: "x")).status == .configuration)
    #expect(Failure(JobError.protectedDatabase(pattern: "x")).status == .refused)
    #expect(Failure(JobError.bundleDiffers(application: "x", folder: "y", files: [])).status == .rulesRefused)
    #expect(Failure(JobError.fileUnreadable("x")).status == .fileOrDisk)
    #expect(Failure(JobError.unknownApplication("x", known: [])).status == .usage)
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
  }
}
