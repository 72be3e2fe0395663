internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// A database whose masking is finished and verified: its mark says so, and by which attestation.
struct SealedDatabase: Sendable {
  /// As in `15.18`.
  let version: String
  let major: Int
  let encoding: String

  /// Compares the mark with the attestation; no other database is ever dumped.
  static func check(
    _ target: ConnectionTarget, application: String, attestation: Attestation, bundle: String
  ) async throws -> SealedDatabase {
    guard attestation.application == application else {
      throw SnapshotError.attestationDiffers("it speaks of the application \(attestation.application)")
    }
    guard attestation.bundle == bundle else {
      throw SnapshotError.attestationDiffers("it speaks of another bundle")
    }
    let connection = try await Connection.open(target)
    do {
      let sealed = try await read(connection, attestation, bundle)
      await connection.close()
      return sealed
    } catch {
      await connection.close()
      throw error
    }
  }

  private static func read(
    _ connection: Connection, _ attestation: Attestation, _ bundle: String
  ) async throws -> SealedDatabase {
    let known = try await connection.query("SELECT pg_catalog.to_regclass('understudy.mark') IS NOT NULL").scalar
    guard known == "t" else { throw SnapshotError.notSealed }
    let mark = try await connection.query(
      """
      SELECT application, state, bundle, attestation,
        pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_encoding')
      FROM understudy.mark
      """)
    guard let row = mark.rows.first, row.count == 6, row[1] == "sealed" else { throw SnapshotError.notSealed }
    guard row[0] == attestation.application else {
      throw SnapshotError.attestationDiffers("the database belongs to another application")
    }
    guard row[2] == bundle else { throw SnapshotError.attestationDiffers("another bundle masked the database") }
    guard row[3] == (try attestation.digest()) else {
      throw SnapshotError.attestationDiffers("the database was sealed by another attestation")
    }
    let version = row[4]?.prefix { !$0.isWhitespace } ?? ""
    return SealedDatabase(
      version: String(version), major: connection.serverVersion / 10000, encoding: row[5] ?? "UTF8")
  }
}
