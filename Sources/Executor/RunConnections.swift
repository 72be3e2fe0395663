internal import BundleFormat
internal import Foundation
internal import PostgresClient
internal import PostgresSyntax

/// The connections of one run: one for control, one that holds locks and swaps, and the workers'.
actor RunConnections {
  private let run: BundleRun
  /// This start of the program, in the ledger.
  private let program: String
  private var controlConnection: Connection?
  private var coordinatorConnection: Connection?
  private var workerConnections: [Int: Connection] = [:]

  init(_ run: BundleRun) {
    self.run = run
    program = "\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
  }

  /// Connects for control; settings are not pinned yet.
  func openControl() async throws -> Connection {
    if let old = controlConnection { await old.close() }
    let connection = try await connect("control")
    controlConnection = connection
    return connection
  }

  func control() throws -> Connection {
    guard let controlConnection else { throw PostgresError(connectionIsLost: true) }
    return controlConnection
  }

  func coordinator() async throws -> Connection {
    if let connection = coordinatorConnection, await connection.isAlive { return connection }
    let connection = try await ready("coordinator")
    coordinatorConnection = connection
    return connection
  }

  /// Ends the coordinator's transaction, and with it its lock.
  func rollBackCoordinator() async { await coordinatorConnection?.rollBack() }

  /// A worker's connection, made anew where it is lost. The backend it had before is ended first: it may still be at work.
  func worker(_ number: Int) async throws -> Connection {
    if let connection = workerConnections[number] {
      if await connection.isAlive { return connection }
      workerConnections[number] = nil
      await connection.close()
      if let control = controlConnection {
        try await Session.endLeftovers(control, process: connection.processID)
      }
    }
    let connection = try await ready("worker")
    workerConnections[number] = connection
    return connection
  }

  /// Runs the bundle's session file.
  func pin(_ connection: Connection) async throws {
    for step in run.bundle.manifest.steps(of: .session) {
      for unit in step.units { try await Session.perform(unit, of: step, in: run.bundle, on: connection) }
    }
  }

  func record(_ connection: Connection, role: String) async throws {
    try await Session.record(connection, role: role, program: program)
  }

  /// Rolls back and closes everything.
  ///
  /// - Parameter orderly: the run ends, so its connections are taken out of the ledger; else they are left for the next
  ///   attempt to make sure of.
  func closeAll(orderly: Bool) async {
    let others = [coordinatorConnection].compactMap { $0 } + workerConnections.values
    let control = controlConnection
    (controlConnection, coordinatorConnection, workerConnections) = (nil, nil, [:])
    let program = program
    // In a task of its own, because the one that ends may be cancelled.
    await Task {
      for connection in others {
        await connection.rollBack()
        await connection.close()
      }
      if let control {
        await control.rollBack()
        if orderly, await control.isAlive { try? await Session.forget(control, program: program) }
        await control.close()
      }
    }.value
  }

  private func ready(_ role: String) async throws -> Connection {
    let connection = try await connect(role)
    do {
      try await pin(connection)
      try await record(connection, role: role)
      return connection
    } catch {
      await connection.close()
      throw error
    }
  }

  private func connect(_ role: String) async throws -> Connection {
    try await Connection.open(run.target, settings: run.settings, applicationName: "understudy \(role)")
  }
}
