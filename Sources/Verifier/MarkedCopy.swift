internal import BundleFormat
internal import PostgresClient
internal import PostgresSyntax

/// The mark of the temporary database, and whether it speaks of the place that the connection leads to.
struct MarkedCopy: Sendable {
  let run: String
  let application: String
  let source: String
  /// ISO 8601, UTC.
  let asOf: String
  let keyCheck: String
  let isSealed: Bool
  let bundle: String?
  let attestation: String?
  let isHere: Bool

  static func read(_ connection: Connection) async throws -> MarkedCopy? {
    guard try await connection.query("SELECT pg_catalog.to_regclass('understudy.mark')").scalar != nil else {
      return nil
    }
    let answer = try await connection.query(
      """
      SELECT m.run, m.application, m.source,
        pg_catalog.to_char(m.as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        pg_catalog.encode(m.key_check, 'hex'), m.state, m.bundle, m.attestation, m.endpoint,
        m.database_name = pg_catalog.current_database()
          AND m.database_oid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
          AND m.system_identifier = (SELECT c.system_identifier FROM pg_catalog.pg_control_system() AS c)
      FROM understudy.mark AS m
      """)
    guard let row = answer.rows.first, row.count == 10 else { return nil }
    func text(_ column: Int) -> String { row[column] ?? "" }
    return MarkedCopy(
      run: text(0), application: text(1), source: text(2), asOf: text(3), keyCheck: text(4),
      isSealed: text(5) == "sealed", bundle: row[6], attestation: row[7],
      isHere: text(8) == place(connection.endpoint) && text(9) == "t")
  }

  /// Sockets and loopback addresses are one place, whatever they are called: as the executor writes it into the mark.
  static func place(_ endpoint: String) -> String {
    let host = endpoint.lastIndex(of: ":").map { endpoint[..<$0] } ?? endpoint[...]
    return host == "localhost" || host.hasPrefix("127.") || host == "::1" ? "local" : endpoint.lowercased()
  }

  /// Refuses what is not the copy that this bundle and key have masked.
  ///
  /// - Returns: the state where this very bundle has sealed it already.
  func admits(_ verification: Verification) throws(VerificationError) -> Verification.SealedState? {
    guard isHere else { throw .otherPlace }
    let digest = verification.bundle.digest
    if isSealed {
      guard bundle == digest else { throw .sealedByAnotherBundle }
      return Verification.SealedState(
        application: application, run: run, bundle: digest, attestation: attestation ?? "")
    }
    let check = PRF.check(verification.key).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    guard keyCheck == check else { throw .wrongKey }
    guard application == verification.bundle.manifest.application else { throw .maskedByAnotherBundle }
    guard let bundle else { throw .notFinished([]) }
    guard bundle == digest else { throw .maskedByAnotherBundle }
    return nil
  }
}
