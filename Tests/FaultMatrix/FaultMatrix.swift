import BundleFormat
import Executor
import ExternalPrograms
import Foundation
import Glibc
import PostgresClient
import PostgresSyntax
import Synchronization
import TestServers
import Verifier

/// Runs a small bundle once undisturbed and then once for each fault, and compares what is left.
///
/// After a fault the run goes on by itself or is started again, as a person or a scheduler would. Then rows, schema dump and
/// attestation have to be those of the undisturbed run; the attestation holds digests of all rows, and the rows a counter.
public final class FaultMatrix: Sendable {
  /// What a run left.
  struct Traces: Equatable {
    let rows: String
    let schema: String
    let ledger: String
    let attestation: Attestation
  }

  /// How a point ended.
  public struct Result: Sendable, CustomStringConvertible {
    public let point: FaultPoint
    /// Whether the run got as far as the message.
    public let hasStruck: Bool
    /// Starts after the first that it took to finish.
    public let resumes: Int
    /// Retries within a start.
    public let retries: Int
    /// What differs from the undisturbed run, or went wrong; empty where nothing did.
    public let faults: [String]

    public var description: String {
      let outcome = faults.isEmpty ? "same rows, schema, attestation" : "DIFFERS: \(faults.joined(separator: "; "))"
      return "\(point): \(hasStruck ? "" : "not reached, ")\(retries) retries, \(resumes) resumes, \(outcome)"
    }
  }

  private static let database = "matrix"
  private static let template = "matrix_template"

  private let server: ScratchServer
  private let folder: TemporaryFolder
  private let bundle: MaskingBundle
  private let seed: UInt64
  private let expected: Traces
  /// Messages of an undisturbed run.
  public let messages: Int

  /// Starts a server, compiles, and runs once undisturbed. The caller has to `stop()`.
  public static func prepare(seed: UInt64) async throws -> FaultMatrix {
    // Durable, because servers are crashed.
    let server = try await ScratchServer.start(
      ProgramFinder().server(major: 15),
      settings: ["fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "60"])
    do { return try await FaultMatrix(on: server, seed: seed) } catch {
      await server.stop()
      throw error
    }
  }

  private init(on server: ScratchServer, seed: UInt64) async throws {
    self.server = server
    self.seed = seed
    let folder = try TemporaryFolder()
    self.folder = folder
    let bundle = try await SmallApplication.write(to: folder.path, on: server)
    self.bundle = bundle
    let tests = TestServer(.pg15, server)
    try await tests.psql().run("CREATE DATABASE \(Self.template);", messages: .shown)
    try await tests.psql(server.address.database(Self.template)).run(
      SmallApplication.schema + SmallApplication.rows, messages: .shown)
    let work = Work(server: server, folder: folder.path, bundle: bundle)
    try await work.makeCopy(of: Self.template, named: Self.database)
    let directory = try work.makeProxyFolder()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let proxy = try MessageProxy(in: directory, to: server.address.host) { _, _ in .pass }
    _ = try await work.run(through: directory).run()
    proxy.stop()
    messages = proxy.messages
    expected = try await work.traces()
  }

  public func stop() async { await server.stop() }

  /// Points spread evenly over the run.
  public func points(_ count: Int) -> [FaultPoint] { FaultPoint.spread(count, over: messages) }

  /// Strikes once and looks what is left.
  public func result(of point: FaultPoint) async -> Result {
    let work = Work(server: server, folder: folder.path, bundle: bundle)
    let strike = FaultStrike(point: point, server: server, seed: seed)
    var (resumes, faults) = (0, [String]())
    do {
      try await work.makeCopy(of: Self.template, named: Self.database)
      let directory = try work.makeProxyFolder()
      defer { try? FileManager.default.removeItem(atPath: directory) }
      let proxy = try MessageProxy(in: directory, to: server.address.host, strike.decision)
      strike.runSecond = { _ = try? await work.run().run() }
      let isFinished = try await work.start(through: directory, strike)
      proxy.stop()
      await strike.settle()
      if !isFinished { resumes = try await work.resume() }
      let left = try await work.traces()
      if left.rows != expected.rows { faults.append("rows") }
      if left.schema != expected.schema { faults.append("schema") }
      if left.ledger != expected.ledger { faults.append("ledger \(left.ledger)") }
      if left.attestation != expected.attestation { faults.append("attestation") }
    } catch { faults.append("\(error)") }
    return Result(
      point: point, hasStruck: strike.hasStruck, resumes: resumes, retries: work.retries.load(ordering: .relaxed),
      faults: faults)
  }
}
