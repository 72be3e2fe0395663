import ExternalPrograms
import Foundation
import Glibc
import MaskingJob
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

/// A night dies somewhere; the next run goes on, and the rows are those of a night that nothing disturbed.
@Suite struct KilledRunTests {
  @Test func aRunKilledWhileItMasksGoesOnAfterWhatHadCommitted() async throws {
    let (undisturbed, wanted) = try await Undisturbed.shared.masked()
    let all = try undisturbed.latest().batches
    let job = try await StorefrontJob()
    let ledger = LedgerWatch(folder: job.temporary)
    let ended = try await job.understudy(["run"]) { _ in
      let committed = await ledger.committed() ?? 0
      return committed > 0 && committed < all ? SIGKILL : nil
    }
    #expect(ended.isSignal && ended.status == SIGKILL)
    let committed = try #require(await ledger.committedAtRest())
    #expect(committed > 0 && committed < all)
    let report = try await job.run()
    #expect(report.skippedBatches == committed)
    #expect(report.batches == all - committed)
    #expect(report.stages.first { $0.name == .provision }?.outcome == .found)
    let restored = try await Database.restored(from: job)
    let digests = try await restored.digests()
    #expect(digests.count > 20)
    #expect(try await wanted.digests() == digests)
    // The comparison sees one byte.
    try await restored.psql.run(
      """
      SET session_replication_role = replica;
      UPDATE public.reviews SET body = overlay(body placing '#' from 1 for 1)
      WHERE id = (SELECT min(id) FROM public.reviews WHERE body <> '');
      """)
    let changed = try await restored.digests()
    #expect(Set(changed).symmetricDifference(digests).count == 2, "one table differs")
  }

  @Test(arguments: ["verify", "snapshot"])
  func aRunKilledLaterPublishesOnce(stage: String) async throws {
    let job = try await StorefrontJob(case: "tiny")
    let ended = try await job.understudy(["run", "--format", "json"]) { messages in
      messages.contains("\"event\":\"stage-began\",\"stage\":\"\(stage)\"") ? SIGKILL : nil
    }
    #expect(ended.isSignal && ended.status == SIGKILL)
    #expect(job.published.isEmpty)
    let report = try await job.run()
    #expect(job.published.count == 1)
    #expect(report.batches == 0, "nothing is masked twice")
    #expect(report.stages.first { $0.name == .apply }?.outcome == .found)
    let folders = try FileManager.default.subpathsOfDirectory(atPath: job.path("build/snapshots"))
    #expect(folders.filter { $0.contains(".part") } == [])
    let wanted = try await StorefrontJob(case: "tiny")
    _ = try await wanted.run()
    let digests = try await Database.restored(from: wanted).digests()
    #expect(try await Database.restored(from: job).digests() == digests)
  }

  /// The seal holds nobody back: a run that goes on after it hands over what was verified, or nothing.
  @Test func whatIsWrittenAfterTheSealIsNeverPublished() async throws {
    let job = try await StorefrontJob(case: "tiny")
    let ended = try await job.understudy(["run", "--format", "json"]) { messages in
      messages.contains("\"event\":\"stage-began\",\"stage\":\"snapshot\"") ? SIGKILL : nil
    }
    #expect(ended.isSignal && ended.status == SIGKILL)
    let address = try #require(TemporaryServer.running(folder: job.temporary)?.database("storefront"))
    let stranger = try await Connection.open(ConnectionTarget(address.connectionString))
    try await stranger.query("UPDATE public.addresses SET company = 'ask zelda.quackenbush@prod.example'")
    await stranger.close()
    let resumed = try await job.understudy(["run"])
    #expect(resumed.status == 2)
    #expect((resumed.out + resumed.messages).contains("public.addresses"))
    #expect(job.published.isEmpty)
    let report = try await job.run()
    #expect(report.stages.first { $0.name == .provision }?.outcome == .done, "another copy was made")
    let rows = try await Database.restored(from: job).psql.query("SELECT id, company FROM public.addresses")
    #expect(!rows.isEmpty && !rows.contains("zelda.quackenbush"))
  }

  @Test func twoRunsAtOnceDoNotMeet() async throws {
    let job = try await StorefrontJob(case: "tiny")
    async let first = job.understudy(["run"])
    async let second = job.understudy(["run"])
    let ends = try await [first, second]
    #expect(ends.map(\.status).sorted() == [0, 75])
    #expect(job.published.count == 1)
    #expect(ends.contains { $0.out.contains("another run is under way") })
  }
}

/// Looks at the ledger of a running job from outside.
private actor LedgerWatch {
  private let folder: String
  private var connection: Connection?

  init(folder: String) { self.folder = folder }

  /// The batches that have committed; nil as long as there is no ledger.
  func committed() async -> Int? {
    guard let address = TemporaryServer.running(folder: folder)?.database("storefront") else { return nil }
    do {
      let open: Connection
      if let connection {
        open = connection
      } else {
        open = try await Connection.open(
          ConnectionTarget(address.connectionString), applicationName: "understudy status")
      }
      connection = open
      let count = try await open.query("SELECT count(*) FROM understudy.batch WHERE state = 'committed'").scalar
      return count.flatMap(Int.init)
    } catch {
      await connection?.close()
      connection = nil
      return nil
    }
  }

  private func isAlone(_ others: SQL) async -> Bool { (try? await connection?.query(others).scalar) == "0" }

  /// The same, when the sessions of the struck program have ended.
  func committedAtRest() async -> Int? {
    let others: SQL = """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
      """
    var count: Int?
    for _ in 0..<600 {
      count = await committed()
      if count != nil, await isAlone(others) {
        count = await committed()
        break
      }
      try? await Task.sleep(for: .milliseconds(100))
    }
    await connection?.close()
    connection = nil
    return count
  }
}
