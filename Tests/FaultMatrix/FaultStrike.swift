import ExternalPrograms
import Foundation
import Glibc
import PostgresClient
import PostgresSyntax
import Synchronization

/// Strikes at its message, once.
final class FaultStrike: Sendable {
  let point: FaultPoint
  private let server: ScratchServer
  private let seed: UInt64
  private let struck = Atomic<Bool>(false)
  private let program = Mutex<Int32?>(nil)
  private let second = Mutex<(@Sendable () async -> Void)?>(nil)
  private let background = Mutex<Task<Void, Never>?>(nil)

  init(point: FaultPoint, server: ScratchServer, seed: UInt64) {
    self.point = point
    self.server = server
    self.seed = seed
  }

  var hasStruck: Bool { struck.load(ordering: .sequentiallyConsistent) }

  /// The process that `interruptProgram` and `killProgram` mean.
  var process: Int32? {
    get { program.withLock { $0 } }
    set { program.withLock { $0 = newValue } }
  }

  /// What `secondProgram` begins.
  var runSecond: (@Sendable () async -> Void)? {
    get { second.withLock { $0 } }
    set { second.withLock { $0 = newValue } }
  }

  /// Waits for what goes on beside the run.
  func settle() async { await background.withLock { $0 }?.value }

  var decision: MessageProxy.Decision {
    { [self] number, _ in
      guard number == point.message, !struck.exchange(true, ordering: .sequentiallyConsistent) else { return .pass }
      switch point.kind {
      case .cut: return .cut
      case .swallow: return .swallow
      case .delay: return .after { usleep(300_000) }
      case .terminate: return .after { self.blocking { await self.terminate() } }
      case .killBackend: return .after { self.blocking { await self.killBackend() } }
      case .restartFast: return .after { self.blocking { try? await self.server.restart() } }
      case .restartImmediate: return .after { self.blocking { await self.crash() } }
      case .interruptProgram: return signal(SIGINT)
      case .killProgram: return signal(SIGKILL)
      case .secondProgram:
        background.withLock { $0 = Task { [self] in await runSecond?() } }
        return .pass
      }
    }
  }

  private func signal(_ number: Int32) -> MessageProxy.Strike {
    .after { if let process = self.process { kill(process, number) } }
  }

  /// The proxy's thread waits for it.
  private func blocking(_ body: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await body()
      done.signal()
    }
    done.wait()
  }

  private func backends() async -> [Int32] {
    guard
      let connection = try? await Connection.open(
        ConnectionTarget(server.address.connectionString), applicationName: "fault matrix")
    else { return [] }
    let rows = try? await connection.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'understudy%' ORDER BY pid"
    ).rows
    await connection.close()
    return (rows ?? []).compactMap { row in row[0].flatMap { Int32($0) } }
  }

  private func victim() async -> Int32? {
    var numbers = SeededNumbers(seed: seed &+ UInt64(point.message))
    return await backends().randomElement(using: &numbers)
  }

  private func terminate() async {
    guard let victim = await victim(),
      let connection = try? await Connection.open(
        ConnectionTarget(server.address.connectionString), applicationName: "fault matrix")
    else { return }
    _ = try? await connection.query("SELECT pg_terminate_backend(\(Int(victim)), 5000)")
    await connection.close()
  }

  private func killBackend() async { if let victim = await victim() { kill(victim, SIGKILL) } }

  private func crash() async {
    guard let process = server.processID else { return }
    kill(process, SIGQUIT)
    while kill(process, 0) == 0 { try? await Task.sleep(for: .milliseconds(20)) }
    try? await server.restart()
  }
}
