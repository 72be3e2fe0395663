public import BundleFormat
internal import DatabaseCatalog
public import PostgresClient

/// Proves what a masked database holds, writes down what was proven and what was not, and seals it.
public struct Verification: Sendable {
  /// How a verification ended well.
  public enum Outcome: Sendable, Equatable {
    /// Everything holds; the mark names this attestation.
    case sealed(Attestation)
    /// This very bundle had been verified and sealed before: nothing was done.
    case alreadySealed(SealedState)
  }

  /// What the mark of a sealed database says.
  public struct SealedState: Sendable, Codable, Equatable {
    public let application: String
    public let run: String
    /// The digest of the bundle that masked it.
    public let bundle: String
    /// The digest of the attestation that sealed it.
    public let attestation: String

    public init(application: String, run: String, bundle: String, attestation: String) {
      self.application = application
      self.run = run
      self.bundle = bundle
      self.attestation = attestation
    }
  }

  public var bundle: MaskingBundle
  public var target: ConnectionTarget
  public var key: MaskingKey
  /// Values of the parameters that the rules name.
  public var parameters: [String: String]
  /// Connections that read tables side by side.
  public var readers: Int
  /// How long it waits for a program that is just ending.
  public var patience: Duration = .seconds(10)

  public init(
    bundle: MaskingBundle, target: ConnectionTarget, key: MaskingKey, parameters: [String: String] = [:],
    readers: Int = 2
  ) {
    self.bundle = bundle
    self.target = target
    self.key = key
    self.parameters = parameters
    self.readers = readers
  }

  /// Verifies, files the attestation, then seals.
  ///
  /// - Parameter filing: keeps the attestation before the seal names it, so that a crash between the two loses nothing.
  ///   What it throws ends the verification unsealed.
  /// - Throws: `VerificationError`; `PostgresError` where the server failed.
  public func run(filing: @Sendable (Attestation) async throws -> Void = { _ in }) async throws -> Outcome {
    do {
      let session = try await VerifierSession.open(self)
      do {
        let outcome = try await run(session, filing)
        await session.connection.close()
        return outcome
      } catch {
        await session.connection.rollBack()
        await session.connection.close()
        throw error
      }
    } catch is CancellationError {
      throw VerificationError.interrupted
    } catch let error as PostgresError where error.sqlstate == "57014" && Task.isCancelled {
      throw VerificationError.interrupted
    }
  }

  private func run(
    _ session: VerifierSession, _ filing: @Sendable (Attestation) async throws -> Void
  ) async throws -> Outcome {
    let mark = try await session.readMark()
    if let state = try mark.admits(self) { return .alreadySealed(state) }
    try await session.lock(waiting: patience)
    let ledger = try await VerifiedLedger.read(session.connection)
    try ledger.requireFinished(bundle.manifest)
    let security = ForcedRowSecurity(connection: session.connection)
    do {
      try await security.lift()
      let attestation = try await attest(session, mark, ledger)
      try await filing(attestation)
      try await Seal(bundle: bundle).perform(attestation, on: session.connection)
      return .sealed(attestation)
    } catch {
      await session.connection.rollBack()
      try? await security.restore()
      throw error
    }
  }

  /// All proofs; every finding is collected before it fails.
  private func attest(
    _ session: VerifierSession, _ mark: MarkedCopy, _ ledger: VerifiedLedger
  ) async throws -> Attestation {
    let connection = session.connection
    // All proofs read one moment: what is attested was there at once.
    let snapshot = try await SharedSnapshot.open(on: connection)
    let catalog = try await CatalogReader.read(connection, hasLedger: true)
    var report = ProofReport()
    CatalogProof(manifest: bundle.manifest, catalog: catalog).add(to: &report)
    try await ConstraintProof(connection: connection, ledger: ledger).add(to: &report)
    try await LargeObjectProof(connection: connection).add(to: &report)
    EqualityProof(plan: bundle.manifest.verification, ledger: ledger).add(to: &report)
    let scan = SurvivorScan(verification: self, catalog: catalog)
    let tallies = try await scan.perform(on: connection, in: snapshot, adding: &report)
    RowProof(manifest: bundle.manifest, ledger: ledger, tallies: tallies).add(to: &report)
    report.addWhatNobodyLooksAt(catalog: catalog, manifest: bundle.manifest)
    guard report.findings.isEmpty else { throw VerificationError.failed(report.findings) }
    let contents = try await ContentDigest(key: key).contents(of: catalog, tallies, on: connection)
    try await connection.commit()
    return AttestationWriter(manifest: bundle.manifest, bundle: bundle.digest, mark: mark, ledger: ledger)
      .attestation(report, tallies, contents)
  }
}
