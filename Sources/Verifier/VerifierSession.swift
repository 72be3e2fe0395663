internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// A connection that is prepared as the bundle says: key in the startup options, everything else pinned.
struct VerifierSession: Sendable {
  let connection: Connection

  /// Connects and runs the bundle's session step.
  static func open(_ verification: Verification) async throws -> VerifierSession {
    let bundle = verification.bundle
    var settings = [
      "understudy.key": verification.key.hex, "understudy.bundle": bundle.digest, "lock_timeout": "30s",
    ]
    for name in bundle.manifest.parameters {
      if let value = verification.parameters[name] { settings["understudy.parameter.\(name)"] = value }
    }
    let connection = try await Connection.open(
      verification.target, settings: settings, applicationName: "understudy verify")
    do {
      for step in bundle.manifest.steps(of: .session) {
        for unit in step.units { try await perform(unit, of: step, in: bundle, on: connection) }
      }
      return VerifierSession(connection: connection)
    } catch {
      await connection.close()
      throw error
    }
  }

  /// The mark, which has to be there.
  func readMark() async throws -> MarkedCopy {
    guard let mark = try await MarkedCopy.read(connection) else { throw VerificationError.unmarked }
    return mark
  }

  /// Becomes the one program that works on this database: the executor takes the same lock. It may just have ended, and the
  /// server still be at cleaning up after it.
  func lock(waiting patience: Duration) async throws {
    let end = ContinuousClock.now.advanced(by: patience)
    while try await connection.query("SELECT pg_catalog.pg_try_advisory_lock(1970168933, 1920169077)").scalar != "t" {
      guard ContinuousClock.now < end else { throw VerificationError.busy }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  static func perform(_ unit: StepUnit, of step: Step, in bundle: MaskingBundle, on connection: Connection) async throws
  {
    let statements = bundle.statements(of: unit, in: step).map { SQL(raw: $0) }
    guard unit.transaction else {
      for statement in statements { try await connection.query(statement) }
      return
    }
    try await connection.transaction { connection in
      for statement in statements { try await connection.query(statement) }
    }
  }
}
