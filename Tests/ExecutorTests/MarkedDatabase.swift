import BundleFormat
import Executor
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Testing

/// A database of a test's own, loaded, adopted and with a bundle.
struct MarkedDatabase {
  static let keyText = String(repeating: "ab", count: 32)

  let server: TestServer
  let address: ServerAddress
  let key: MaskingKey
  let bundle: MaskingBundle

  init(
    _ server: TestServer, schema: String, bundle: HandmadeBundle, adopted: Bool = true
  ) async throws {
    self.server = server
    address = try await server.makeDatabase("executor")
    key = try #require(MaskingKey(hex: Self.keyText))
    self.bundle = try bundle.build()
    try await server.psql(address).run(schema, messages: .shown)
    if adopted { _ = try await adoption.adopt(target, key: key) }
    try await settle()
  }

  /// Waits until no transaction of other tests is older than the rows: to the ledger they would look younger than the first lock.
  private func settle() async throws {
    let loaded = try await query("SELECT pg_current_xact_id()")
    while try await query("SELECT pg_snapshot_xmin(pg_current_snapshot()) > '\(loaded)'::xid8") != "t" {
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  var target: ConnectionTarget { ConnectionTarget(address.connectionString) }
  var adoption: Adoption {
    Adoption(
      application: "shop", run: "run-1", confirm: address.database, source: "a test",
      asOf: "2026-01-01T00:00:00Z")
  }

  func run(
    workers: Int = 2, blocksPerBatch: Int? = 8, lockTimeout: Duration = .seconds(30), events: EventLog = EventLog()
  ) -> BundleRun {
    BundleRun(
      bundle: bundle, target: target, key: key, workers: workers, lockTimeout: lockTimeout,
      blocksPerBatch: blocksPerBatch, batchTarget: .zero, onEvent: { events.append($0) })
  }

  /// psql's answer, without the line break at its end.
  func query(_ sql: String) async throws -> String {
    try await server.psql(address).query(sql).trimmed
  }

  func execute(_ sql: String) async throws { try await server.psql(address).run(sql, messages: .shown) }

  /// A digest of all rows of a table, whatever their order.
  func rows(of table: String) async throws -> String {
    try await query("SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM \(table) AS t;")
  }

  /// What pg_dump prints of the schema.
  func schemaText() async throws -> String {
    try await ProgramCommand(
      server.installation.path(of: .pgDump),
      ["--schema-only", "--restrict-key=understudy", "--exclude-schema=understudy"],
      environment: address.environment, messages: .shown
    ).output()
  }
}

/// The events of a run, in the order in which they came.
final class EventLog: Sendable {
  private let state = Mutex<[ProgressEvent]>([])
  private let onEvent: @Sendable (ProgressEvent) -> Void

  init(_ onEvent: @escaping @Sendable (ProgressEvent) -> Void = { _ in }) { self.onEvent = onEvent }

  func append(_ event: ProgressEvent) {
    state.withLock { $0.append(event) }
    onEvent(event)
  }

  var events: [ProgressEvent] { state.withLock { $0 } }

  func count(_ isWanted: (ProgressEvent) -> Bool) -> Int { events.count { isWanted($0) } }
  var committedBatches: Int { count { if case .batchCommitted = $0 { true } else { false } } }
  var restartedTables: Int { count { if case .tableRestarted = $0 { true } else { false } } }
  var retries: Int { count { if case .retrying = $0 { true } else { false } } }
}

extension String {
  var trimmed: String { String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
}

enum Folder {
  static func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
}
