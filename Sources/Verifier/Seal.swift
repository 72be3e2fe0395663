internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// The bundle's last step: the mark becomes `sealed`, fingerprints and ledger go.
struct Seal: Sendable {
  let bundle: MaskingBundle

  /// Runs the seal step under the attestation's digest. The digest is no secret, so it may travel as a parameter.
  func perform(_ attestation: Attestation, on connection: Connection) async throws {
    let steps = bundle.manifest.steps(of: .seal)
    guard !steps.isEmpty else { throw VerificationError.malformedBundle("there is no seal step") }
    try await connection.query(
      "SELECT pg_catalog.set_config('understudy.attestation', $1, false)", [try attestation.digest()])
    do {
      for step in steps {
        for unit in step.units { try await VerifierSession.perform(unit, of: step, in: bundle, on: connection) }
      }
    } catch let error as PostgresError where error.sqlstate == "UN003" {
      throw VerificationError.sealedByAnotherBundle
    } catch let error as PostgresError where error.sqlstate == "UN021" {
      throw VerificationError.notFinished([])
    }
  }
}
