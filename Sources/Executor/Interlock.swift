public import PostgresClient
internal import PostgresSyntax

/// What must not be there before the first write. Nothing here skips a check.
public struct Interlock: Sendable {
  /// Host names that must never be written, with `*` for any characters, as in `*.prod.example.com`.
  public var protected: [String]

  /// How long sessions of others may take to go: a backend outlives its client by moments, and somebody's last look at
  /// the ledger is no reason to refuse.
  public var patience = Duration.seconds(5)

  public init(protected: [String] = []) { self.protected = protected }

  /// Everything that forbids writing to the database of a connection; empty if nothing does.
  ///
  /// - Parameter target: where the connection leads, so that another database of the server can be asked as well.
  public func findings(_ connection: Connection, at target: ConnectionTarget) async throws -> [Finding] {
    try await sessionsAside(connection) + ScheduledJobs.elsewhere(connection, at: target)
  }

  private func sessionsAside(_ connection: Connection) async throws -> [Finding] {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: patience)
    while true {
      let findings = try await findingsNow(connection)
      guard findings.contains(where: { $0.kind == .clientSession }), clock.now < end else { return findings }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Refuses an endpoint that is protected, before anything at all is made there.
  public func refuseProtected(_ connection: Connection) throws(ExecutorError) {
    let findings = protectionFindings(of: connection)
    guard findings.isEmpty else { throw .refused(findings) }
  }

  private func findingsNow(_ connection: Connection) async throws -> [Finding] {
    var findings = protectionFindings(of: connection)
    if connection.serverVersion < 150000 {
      return findings + [Finding(.serverTooOld, [String(connection.serverVersion / 10000)])]
    }
    for check in Self.checks where try await applies(check, to: connection) {
      let objects = try await connection.query(check.sql).rows.map { row in
        row.map { $0 ?? "" }.joined(separator: " ")
      }
      if !objects.isEmpty { findings.append(Finding(check.kind, objects.filter { !$0.isEmpty })) }
    }
    return findings
  }

  /// By the name that was given and by the address that was reached: `hostaddr` may lead elsewhere.
  private func protectionFindings(of connection: Connection) -> [Finding] {
    protectionFindings(
      endpoint: connection.endpoint, address: connection.hostAddress, database: connection.databaseName)
  }

  /// Compares the endpoint with the protected patterns, by host and by host and port, as name and as address. Case does not
  /// count, nor does the full stop that ends a name; a pattern that is a name stands for its addresses too.
  func protectionFindings(endpoint: String, address: String = "", database: String) -> [Finding] {
    let colon = endpoint.lastIndex(of: ":")
    let (host, port) = colon.map { (String(endpoint[..<$0]), String(endpoint[$0...])) } ?? (endpoint, "")
    let hosts = [Self.plain(host)] + (address.isEmpty ? [] : [Self.plain(address)])
    let places = hosts.flatMap { [$0, $0 + port, "\($0)/\(database)", "\($0)\(port)/\(database)"] }
    let hit = protected.contains { pattern in
      ([pattern] + Self.addresses(of: pattern)).contains { form in
        places.contains { Self.matches(Array(Self.plain(form).utf8)[...], Array($0.lowercased().utf8)[...]) }
      }
    }
    return hit ? [Finding(.protectedEndpoint, [endpoint])] : []
  }

  private static func plain(_ host: String) -> String {
    var host = host.lowercased()
    while host.last == "." { host.removeLast() }
    return host
  }

  /// The pattern with each address of its host, where it names one.
  private static func addresses(of pattern: String) -> [String] {
    let end = pattern.firstIndex { ":/".contains($0) } ?? pattern.endIndex
    let host = String(pattern[..<end])
    guard !host.isEmpty, !host.contains("*") else { return [] }
    return HostAddresses.of(host).map { $0 + pattern[end...] }
  }

  /// Whether a text fits a pattern in which `*` stands for any characters.
  static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == UInt8(ascii: "*") {
      return matches(pattern.dropFirst(), text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
    }
    return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
  }

  // MARK: The checks

  private struct Check {
    let kind: Finding.Kind
    let sql: SQL
    /// A relation without which there is nothing to ask.
    var relation: String?
  }

  private func applies(_ check: Check, to connection: Connection) async throws -> Bool {
    guard let relation = check.relation else { return true }
    return try await connection.query("SELECT pg_catalog.to_regclass(\(literal: relation))").scalar != nil
  }

  /// Others' sessions see no `backend_type` of ours, nor we of theirs, without a privilege: then it is null, but
  /// background processes have no user.
  private static let sessions: SQL = """
    SELECT 'pid ' || pid, COALESCE(NULLIF(application_name, ''), 'without a name')
    FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid() AND usesysid IS NOT NULL
      AND COALESCE(backend_type, 'client backend') = 'client backend' AND application_name NOT LIKE 'understudy%'
    ORDER BY pid
    """

  private static let checks: [Check] = [
    Check(
      kind: .systemDatabase,
      sql: """
        SELECT datname FROM pg_catalog.pg_database
        WHERE datname = pg_catalog.current_database()
          AND (datistemplate OR datname IN ('template0', 'template1', 'rdsadmin'))
        """),
    Check(kind: .inRecovery, sql: "SELECT '' WHERE pg_catalog.pg_is_in_recovery()"),
    Check(
      kind: .replicationRole,
      sql: "SELECT '' WHERE pg_catalog.current_setting('session_replication_role') <> 'origin'"),
    Check(kind: .clientSession, sql: sessions),
    Check(
      kind: .replica,
      sql: "SELECT 'pid ' || pid FROM pg_catalog.pg_stat_replication ORDER BY pid"),
    Check(
      kind: .replicationSlot,
      sql: """
        SELECT slot_name FROM pg_catalog.pg_replication_slots
        WHERE active OR slot_type = 'physical' OR database = pg_catalog.current_database() ORDER BY slot_name
        """),
    Check(
      kind: .subscription,
      sql: """
        SELECT subname FROM pg_catalog.pg_subscription
        WHERE subenabled
          AND subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        ORDER BY subname
        """),
    Check(
      kind: .eventTrigger,
      sql: "SELECT evtname FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D' ORDER BY evtname"),
    Check(
      kind: .foreignTable,
      sql: """
        SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind = 'f' ORDER BY 1
        """),
    Check(
      kind: .scheduledJob,
      sql: """
        SELECT 'job ' || jobid FROM cron.job
        WHERE active AND database = pg_catalog.current_database() ORDER BY jobid
        """, relation: "cron.job"),
    Check(
      kind: .preparedTransaction,
      sql: """
        SELECT 'owned by ' || owner FROM pg_catalog.pg_prepared_xacts
        WHERE database = pg_catalog.current_database() ORDER BY 1
        """),
  ]
}
