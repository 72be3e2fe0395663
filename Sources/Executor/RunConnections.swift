internal import BundleFormat
internal import Foundation
internal import PostgresClient
internal import PostgresSyntax

/// The connections of one run: one for control, one for each table under way, which holds its lock and swaps, and the
/// workers'. There are never more than twice the permits and one.
actor RunConnections {
  /// Without control nobody keeps other programs out: everything ends, and is opened again.
  struct ControlLost: Error { let error: PostgresError }

  /// The last attempt has failed.
  struct GaveUp: Error {
    let error: PostgresError
    let step: String
    /// Who held the lock, where it was one.
    var blocked: ExecutorError?
  }

  private enum Role: String { case control, coordinator, worker }

  /// How much goes on at once: batches that are staged, tables that are swapped and rebuilt.
  nonisolated let slots: Slots
  private nonisolated let run: BundleRun
  /// This start of the program, in the ledger.
  private nonisolated let program: String
  /// Control is shared: one at a time, since it opens transactions.
  private nonisolated let controlTurn = Slots(1)
  private var controlConnection: Connection?
  private var idle: [Role: [Connection]] = [:]
  private var roles: [ObjectIdentifier: Role] = [:]
  /// Lost on our side. Their backends may still be at work, and are ended before anybody goes on.
  private var broken: [Connection] = []
  private var open: [Connection] = []
  /// Failures that the ledger does not have yet.
  private var failures: [FailureRecord] = []

  init(_ run: BundleRun) {
    self.run = run
    slots = Slots(run.workers)
    program = "\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
  }

  // MARK: Control

  /// Connects for control; settings are not pinned yet.
  func openControl() async throws -> Connection {
    if let old = controlConnection { await old.close() }
    let connection = try await connect(.control)
    controlConnection = connection
    return connection
  }

  /// The control connection has become the one program's: it, and what it has met so far, go into the ledger.
  func recordControl(_ connection: Connection) async throws {
    try await Session.record(connection, role: Role.control.rawValue, program: program)
    try await connection.query(
      """
      INSERT INTO understudy.program (program, bundle, workers) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
      """, [program, run.bundle.digest, String(run.workers)])
    await writeFailures()
  }

  /// Works on the control connection, when it is free.
  ///
  /// - Throws: `ControlLost` where it is lost; what the body throws.
  nonisolated func withControl<Value: Sendable>(
    _ body: @Sendable (Connection) async throws -> Value
  ) async throws -> Value {
    try await controlTurn.with {
      guard let connection = await controlConnection else {
        throw ControlLost(error: PostgresError(connectionIsLost: true))
      }
      do { return try await body(connection) } catch let error as PostgresError {
        guard await connection.isAlive else { throw ControlLost(error: error) }
        throw error
      }
    }
  }

  // MARK: Coordinators and workers

  func coordinator() async throws -> Connection { try await take(.coordinator) }

  func worker() async throws -> Connection { try await take(.worker) }

  /// Gives a connection back, whatever state it is in; an open transaction is rolled back.
  func giveBack(_ connection: Connection) async {
    await connection.rollBack()
    if await connection.isAlive, let role = roles[ObjectIdentifier(connection)] {
      idle[role, default: []].append(connection)
    } else {
      broken.append(connection)
    }
  }

  private func take(_ role: Role) async throws -> Connection {
    while let connection = idle[role]?.popLast() {
      if await connection.isAlive { return connection }
      broken.append(connection)
    }
    for connection in broken {
      await connection.close()
      let process = connection.processID
      try await withControl { _ = try await Session.endLeftovers($0, process: process) }
      broken.removeAll { $0 === connection }
      open.removeAll { $0 === connection }
    }
    return try await ready(role)
  }

  private func ready(_ role: Role) async throws -> Connection {
    let connection = try await connect(role)
    open.append(connection)
    roles[ObjectIdentifier(connection)] = role
    do {
      try await pin(connection)
      try await Session.record(connection, role: role.rawValue, program: program)
      return connection
    } catch {
      await connection.close()
      open.removeAll { $0 === connection }
      throw error
    }
  }

  /// Runs the bundle's session file.
  func pin(_ connection: Connection) async throws {
    for step in run.bundle.manifest.steps(of: .session) {
      for unit in step.units { try await Session.perform(unit, of: step, in: run.bundle, on: connection) }
    }
  }

  private func connect(_ role: Role) async throws -> Connection {
    try await Connection.open(run.target, settings: run.settings, applicationName: "understudy \(role.rawValue)")
  }

  // MARK: Failures

  /// Writes a failure down and does what the policy says: waits, with fewer workers if need be, or gives up.
  func handle(
    _ error: PostgresError, _ action: RetryPolicy.Action, step: String, batch: Int? = nil, workers: Int? = nil,
    blocked: ExecutorError? = nil
  ) async throws {
    switch action {
    case .giveUp:
      await note(error, step: step, batch: batch, isFinal: true)
      throw GaveUp(error: error, step: step, blocked: blocked)
    case .repeat(let delay), .reconnect(let delay):
      await note(error, step: step, batch: batch, isFinal: false)
      if let workers { await slots.lower(to: workers) }
      run.onEvent(.retrying(failure: FailureClass(error), afterSeconds: delay.seconds))
      try await Task.sleep(for: delay)
    }
  }

  /// Writes a failure into the ledger, now or when there is a connection again.
  func note(_ error: PostgresError, step: String, batch: Int? = nil, isFinal: Bool) async {
    failures.append(
      FailureRecord(program: program, step: step, batch: batch, error: error, isFinal: isFinal, at: Date()))
    await writeFailures()
  }

  private func writeFailures() async {
    let records = failures
    failures = []
    for (place, record) in records.enumerated() {
      do { try await withControl { try await record.write($0) } } catch {
        failures = records[place...] + failures
        return
      }
    }
  }

  // MARK: The end

  /// Rolls back and closes everything.
  ///
  /// - Parameter ending: what the ledger says of the program from now on; nil leaves its connections in the ledger, for the
  ///   next attempt to make sure of.
  func closeAll(ending: ProgramEnding?) async {
    let others = open
    let control = controlConnection
    let program = program
    (controlConnection, open, idle, broken, roles) = (nil, [], [:], [], [:])
    let records = failures
    if ending != nil { failures = [] }
    // In a task of its own, because the one that ends may be cancelled.
    await Task {
      for connection in others {
        await connection.rollBack()
        await connection.close()
      }
      guard let control else { return }
      await control.rollBack()
      if let ending, await control.isAlive {
        for record in records { try? await record.write(control) }
        try? await Session.end(control, program: program, ending)
      }
      await control.close()
    }.value
  }
}
