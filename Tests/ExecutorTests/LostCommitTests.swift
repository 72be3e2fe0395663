import BundleFormat
import Executor
import ExternalPrograms
import FaultMatrix
import PostgresClient
import Synchronization
import TestServers
import Testing

/// The connection is cut at a COMMIT, before it arrives or after it counted: the client cannot tell. The ledger decides.
@Suite(.serialized) struct LostCommitTests {
  static let schema = Shop.schema.replacing("20000", with: "2000")

  enum Cut: CaseIterable { case beforeItArrives, afterItCounted }

  @Test(arguments: Cut.allCases)
  func everyCommitInTurn(cut: Cut) async throws {
    let server = try await TestServer.shared()
    let undisturbed = try await MarkedDatabase(server, schema: Self.schema, bundle: Shop.bundle)
    let whole = try await undisturbed.run(blocksPerBatch: 8).run()
    let expected = try await undisturbed.rows(of: "shop.customers")
    let folder = try TemporaryFolder()
    for number in 1... {
      let database = try await MarkedDatabase(server, schema: Self.schema, bundle: Shop.bundle)
      let directory = folder.path + "/\(number)"
      try Folder.make(directory)
      let remaining = Remaining(number)
      let proxy = try MessageProxy(in: directory, to: database.address.host) { _, message in
        guard message.first == UInt8(ascii: "Q"), message.dropFirst(5).elementsEqual("COMMIT\0".utf8),
          remaining.isLast()
        else { return .pass }
        return cut == .beforeItArrives ? .cut : .swallow
      }
      defer { proxy.stop() }
      let events = EventLog()
      var run = database.run(blocksPerBatch: 8, events: events)
      run.target = ConnectionTarget(database.address.connectionString).with("host", directory)
      let outcome = try await run.run()
      guard remaining.isReached else {
        #expect(number > 8, "there are commits to cut")
        return
      }
      #expect(events.retries >= 1, "cut \(number)")
      #expect(outcome.rows == whole.rows, "cut \(number)")
      #expect(try await database.rows(of: "shop.customers") == expected, "cut \(number)")
      #expect(
        try await database.query(
          """
          SELECT (SELECT sum(rows) FROM understudy.batch), (SELECT count(*) FROM understudy.batch),
            (SELECT count(*) FROM understudy.step WHERE kind = 'table' AND state <> 'done'),
            (SELECT count(*) FROM understudy.foreign_key WHERE state <> 'attached')
          """) == "2000|\(whole.committedBatches)|0|0", "cut \(number)")
    }
  }
}

/// COMMITs still to pass before the one that is cut.
private final class Remaining: Sendable {
  private let count: Mutex<Int>

  init(_ count: Int) { self.count = Mutex(count) }

  func isLast() -> Bool {
    count.withLock {
      $0 -= 1
      return $0 == 0
    }
  }
  var isReached: Bool { count.withLock { $0 <= 0 } }
}
