public import BundleFormat
internal import DatabaseCatalog
internal import PostgresClient

extension Verification {
  /// Shows a sealed database as it was attested, to whoever hands it over: what was written after the verification is refused,
  /// what is written meanwhile is not seen.
  ///
  /// The seal itself holds nobody back, and a run may go on long after it. So the rows are read again, in the snapshot that the
  /// body gets, and compared with the attestation's digests.
  ///
  /// - Parameter body: gets the snapshot's name, for `pg_dump --snapshot`; the snapshot stays as long as it runs.
  /// - Throws: `VerificationError.changedSinceAttested`; `PostgresError` where the server failed; what the body throws.
  public func whileShowing<Value: Sendable>(
    _ attestation: Attestation, _ body: @Sendable (_ snapshot: String) async throws -> Value
  ) async throws -> Value {
    let session = try await VerifierSession.open(self)
    do {
      let snapshot = try await SharedSnapshot.open(on: session.connection)
      let changed = try await differences(from: attestation, in: snapshot, on: session.connection)
      guard changed.isEmpty else { throw VerificationError.changedSinceAttested(changed) }
      let value = try await body(snapshot.name)
      await session.connection.close()
      return value
    } catch {
      await session.connection.close()
      throw error
    }
  }

  /// Names of what is not as it was attested.
  private func differences(
    from attestation: Attestation, in snapshot: SharedSnapshot, on connection: Connection
  ) async throws -> [String] {
    let catalog = try await CatalogReader.read(connection)
    let isReviewed = CatalogFingerprint(objects: catalog.fingerprint).digest == attestation.catalog
    let tallies = try await SurvivorScan(verification: self, catalog: catalog).digest(in: snapshot)
    let present = try await ContentDigest(key: key).contents(of: catalog, tallies, on: connection)
    let differing = Set(present).symmetricDifference(attestation.contents).map(\.name)
    return (isReviewed ? [] : ["the logical catalog"]) + Set(differing).sorted()
  }
}
