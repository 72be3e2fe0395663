import BundleFormat
import Executor
import ExternalPrograms
import Foundation
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Verifier

/// What is done at one point of the matrix: a fresh copy, runs, and a look at what they left.
final class Work: Sendable {
  private static let name = "matrix"

  private let server: ScratchServer
  private let folder: String
  private let bundle: MaskingBundle
  /// Retries that the runs told of.
  let retries = Atomic(0)

  init(server: ScratchServer, folder: String, bundle: MaskingBundle) {
    self.server = server
    self.folder = folder
    self.bundle = bundle
  }

  struct Unfinished: Error {}

  private var address: ServerAddress { server.address.database(Self.name) }
  private var target: ConnectionTarget { ConnectionTarget(address.connectionString) }
  private var key: MaskingKey {
    get throws {
      guard let key = MaskingKey(hex: SmallApplication.key) else { throw Unfinished() }
      return key
    }
  }

  /// A folder of its own for a proxy's socket, whose path has at most 107 bytes; the caller removes it.
  func makeProxyFolder() throws -> String {
    let path = "/tmp/understudy-matrix-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    return path
  }

  /// A copy that nobody has masked yet, adopted.
  func makeCopy(of template: String, named name: String) async throws {
    let maintenance = try await Maintenance.open(ConnectionTarget(server.address.connectionString))
    try await maintenance.drop(name)
    try await maintenance.connection.query("CREATE DATABASE \(raw: name) TEMPLATE \(raw: template)")
    await maintenance.close()
    _ = try await Adoption(
      application: SmallApplication.name, run: "run-1", confirm: name, source: "a small application",
      asOf: "2026-01-01T00:00:00Z"
    ).adopt(target, key: key)
  }

  func run(through directory: String? = nil) throws -> BundleRun {
    BundleRun(
      bundle: bundle, target: directory.map { target.with("host", $0) } ?? target, key: try key, workers: 2,
      connectPatience: .seconds(30), blocksPerBatch: 1, batchTarget: .zero,
      onEvent: { [self] event in
        if case .retrying = event { retries.add(1, ordering: .relaxed) }
      })
  }

  /// The first start, into which the fault strikes.
  ///
  /// - Returns: whether it got to its end by itself.
  func start(through directory: String, _ strike: FaultStrike) async throws -> Bool {
    switch strike.point.kind {
    case .interruptProgram, .killProgram:
      let ended = try await BuiltProgram.run(
        "understudy",
        ["apply", "rules/matrix/bundle", "--database", target(through: directory), "--job", "rules/job.yaml"],
        in: URL(fileURLWithPath: folder), started: { strike.process = $0 })
      if ended.isSignal { return false }
      guard [0, 75].contains(ended.status) else { throw Unexpected(status: ended.status, messages: ended.messages) }
      return ended.status == 0
    case .cut, .swallow, .delay, .terminate, .killBackend, .restartFast, .restartImmediate, .secondProgram:
      do {
        _ = try await run(through: directory).run()
        return true
      } catch let error as ExecutorError {
        // Whoever is told to run it again does so; every other ending is a fault.
        guard [.resumable, .unreachable].contains(error.exitClass) else { throw error }
        return false
      }
    }
  }

  struct Unexpected: Error, CustomStringConvertible {
    let status: Int32
    let messages: String
    var description: String { "exit \(status): \(messages)" }
  }

  private func target(through directory: String) -> String {
    "host=\(directory) port=5432 user=\(address.user) dbname=\(address.database)"
  }

  /// Starts again until it is done.
  func resume() async throws -> Int {
    for attempt in 1...3 {
      do {
        _ = try await run().run()
        return attempt
      } catch let error as ExecutorError {
        guard [.resumable, .unreachable].contains(error.exitClass) else { throw error }
      }
    }
    throw Unfinished()
  }

  /// What the runs left; verifies and seals.
  func traces() async throws -> FaultMatrix.Traces {
    let connection = try await Connection.open(target, applicationName: "understudy status")
    let rows = try await connection.query(
      """
      SELECT (SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM people AS t),
        (SELECT string_agg(DISTINCT (visits - id)::text, ' ') FROM people),
        (SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM notes AS t), (SELECT count(*) FROM tokens),
        (SELECT string_agg(t::text, ',') FROM settings AS t), (SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM regulars AS t)
      """
    ).rows
    // How many batches a table takes follows the clock: a slow one is followed by smaller ones.
    let ledger = try await connection.query(
      """
      SELECT (SELECT sum(rows) FROM understudy.batch), (SELECT count(DISTINCT step) FROM understudy.batch),
        (SELECT count(*) FROM understudy.batch WHERE state <> 'committed'),
        (SELECT count(*) FROM understudy.step WHERE kind = 'table' AND state <> 'done'),
        (SELECT count(*) FROM understudy.foreign_key WHERE state <> 'attached'),
        (SELECT count(*) FROM understudy.index_state), (SELECT count(*) FROM understudy.trigger_state)
      """
    ).rows
    await connection.close()
    let schema = try await ProgramCommand(
      server.installation.path(of: .pgDump),
      ["--schema-only", "--restrict-key=understudy", "--exclude-schema=understudy"], environment: address.environment,
      messages: .shown
    ).output()
    guard
      case .sealed(let attestation) = try await Verification(bundle: bundle, target: target, key: key).run()
    else { throw Unfinished() }
    func text(_ rows: [[String?]]) -> String { rows.flatMap { $0 }.map { $0 ?? "null" }.joined(separator: "|") }
    return FaultMatrix.Traces(rows: text(rows), schema: schema, ledger: text(ledger), attestation: attestation)
  }
}
