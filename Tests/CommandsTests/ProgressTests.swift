import Foundation
import MaskingJob
import Synchronization
import Testing

@testable import Commands

@Suite struct WordingTests {
  @Test func countsAreGrouped() {
    #expect(
      [0, 7, 999, 1000, 50_000, -1_234_567].map(Wording.count) == ["0", "7", "999", "1,000", "50,000", "-1,234,567"])
  }

  @Test func secondsReadLikeTime() {
    #expect(
      [0.04, 9.94, 9.96, 59.6, 200, 7500].map(Wording.seconds) == [
        "0.0 s", "9.9 s", "10 s", "1 min 0 s", "3 min 20 s", "2 h 5 min",
      ])
  }

  @Test func columnsAlign() {
    #expect(Wording.table([["a", "n"], ["bb", "10"]], right: [1]) == "a    n\nbb  10\n")
  }
}

@Suite struct ProgressRendererTests {
  /// A clock that a test moves.
  private final class Clock: Sendable {
    private let time = Mutex(Duration.zero)
    var now: Duration { time.withLock { $0 } }
    func advance(_ duration: Duration) { time.withLock { $0 += duration } }
  }

  private func render(_ style: ProgressRenderer.Style, _ events: [(Duration, JobEvent.Kind)]) -> String {
    let clock = Clock()
    let text = CapturedText()
    let renderer = ProgressRenderer(style: style, sink: text.sink) { clock.now }
    for (pause, kind) in events {
      clock.advance(pause)
      renderer.show(JobEvent(application: "shop", kind))
    }
    renderer.end()
    return text.value
  }

  private func progress(_ percent: Int) -> JobEvent.Kind {
    .progress(
      JobProgress(
        stepsDone: percent / 10, steps: 10, share: Double(percent) / 100, rows: percent * 1000,
        object: "public.customers"))
  }

  @Test func aBarHasRateAndRemainingTime() {
    let text = render(.bar, [(.zero, .stageBegan(.apply)), (.zero, progress(10)), (.seconds(4), progress(50))])
    #expect(
      text == """
        \r\u{1B}[Kshop ██░░░░░░░░░░░░░░░░░░░░░░ 10 %, 1 of 10 steps, public.customers\
        \r\u{1B}[Kshop ████████████░░░░░░░░░░░░ 50 %, 5 of 10 steps, 10,000 rows a second, \
        about 5.0 s left, public.customers\
        \r\u{1B}[K
        """)
  }

  @Test func severalApplicationsShareTheLine() {
    let text = CapturedText()
    let renderer = ProgressRenderer(style: .bar, sink: text.sink) { .seconds(1) }
    renderer.show(JobEvent(application: "shop", progress(10)))
    renderer.show(JobEvent(application: "billing", progress(20)))
    renderer.show(
      JobEvent(application: "shop", .stageEnded(.init(name: .apply, outcome: .done, seconds: 1, note: nil))))
    #expect(text.value.contains("\r\u{1B}[Kbilling 20 % · shop 10 %"))
    #expect(text.value.hasSuffix("\r\u{1B}[Kshop: apply done, 1.0 s\n"))
  }

  @Test func linesAreTenSecondsApart() {
    let text = render(
      .lines,
      [
        (.zero, .stageBegan(.apply)), (.seconds(1), progress(10)), (.seconds(8), progress(20)),
        (.seconds(3), progress(60)),
        (.seconds(1), progress(70)),
        (.zero, .stageEnded(.init(name: .apply, outcome: .done, seconds: 13, note: "12 tables"))),
        (.zero, .note("hello")),
      ])
    #expect(
      text == """
        shop: 60 %, 6 of 10 steps, 4,545 rows a second, about 8.8 s left, public.customers
        shop: apply done, 13 s: 12 tables
        shop: hello

        """)
  }

  @Test func jsonIsOneObjectALine() throws {
    let text = render(.json, [(.zero, .stageBegan(.cleanUp)), (.zero, progress(1))])
    #expect(
      text == """
        {"application":"shop","event":"stage-began","stage":"clean up"}
        {"application":"shop","event":"progress","progress":{"object":"public.customers","rows":1000,"share":0.01,"steps":10,"stepsDone":0}}

        """)
  }
}

@Suite struct ClosingTableTests {
  @Test func everyApplicationHasALineAndTheFailedOneItsReason() {
    var good = RunReport(
      application: "storefront", run: "20261123T174000-ab12", startedAt: Date(timeIntervalSince1970: 0))
    good.seconds = 41
    good.tables = ["public.customers": 50_000, "public.orders": 1]
    good.batches = 30
    good.skippedBatches = 4
    good.attestation = String(repeating: "a", count: 64)
    good.snapshot = "build/snapshots/storefront/20261123T174000-ab12"
    var bad = RunReport(application: "billing", run: "20261123T174000-cd34", startedAt: Date(timeIntervalSince1970: 0))
    bad.failure = .init(
      stage: .apply, reason: FailureSummary(status: 69, what: "no server", why: nil, help: "start it"))
    #expect(
      ClosingTable.text([good, bad]) == """
        application  run                   outcome            rows  batches  skipped  duration  attestation
        storefront   20261123T174000-ab12  published        50,001       30        4      41 s  aaaaaaaaaaaaaaaa
        billing      20261123T174000-cd34  failed at apply       0        0        0     0.0 s  none

        storefront: snapshot in build/snapshots/storefront/20261123T174000-ab12

        billing failed at apply: no server
          help: start it

        """)
  }
}
