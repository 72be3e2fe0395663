public import BundleFormat
public import PostgresClient
internal import PostgresSyntax

/// Marks a temporary copy, after proving what can be proven: from then on, and never before, it may be masked.
public struct Adoption: Sendable {
  /// The application whose rules will mask the copy.
  public var application: String
  /// The run that adopts it.
  public var run: String
  /// The database's name as a person or the job wrote it down: it has to be the one that the connection leads to.
  public var confirm: String
  /// What it is a copy of, in words, for the mark and the attestation.
  public var source: String
  /// The copy's time, as a PostgreSQL timestamp with a zone; nil: now.
  public var asOf: String?
  /// Where sources are, as far as known: they are refused themselves, and what they share with the copy is named.
  public var sourcePlaces: [Place]
  public var interlock: Interlock

  public init(
    application: String, run: String, confirm: String, source: String, asOf: String? = nil, sourcePlaces: [Place] = [],
    protected: [String] = []
  ) {
    self.application = application
    self.run = run
    self.confirm = confirm
    self.source = source
    self.asOf = asOf
    self.sourcePlaces = sourcePlaces
    interlock = Interlock(protected: protected)
  }

  /// A mark, and what could not be proven about the place that it was given to.
  public struct Result: Sendable, Equatable {
    public var mark: Mark
    /// Whether the mark had been there before: adopting twice is no error.
    public var wasMarked: Bool
    /// For people.
    public var notes: [String]
  }

  /// Proves, then marks, in one transaction.
  ///
  /// - Throws: `ExecutorError.refused` with everything that was found; `.wrongKey` where the mark knows another key.
  public func adopt(_ target: ConnectionTarget, key: MaskingKey) async throws -> Result {
    do {
      let connection = try await Connection.open(
        target, settings: ["lock_timeout": "30s"], applicationName: "understudy adopt")
      do {
        let result = try await adopt(connection, at: target, key: key)
        await connection.close()
        return result
      } catch {
        await connection.close()
        throw error
      }
    } catch let error as PostgresError {
      throw ExecutorError(error, step: "adopt")
    }
  }

  func adopt(_ connection: Connection, at target: ConnectionTarget, key: MaskingKey) async throws -> Result {
    try await Session.pin(connection)
    let place = try await Place.of(connection)
    let notes = notes(about: place)
    if let mark = try await Mark.read(connection) {
      return Result(mark: try admitted(mark, at: place, key: key), wasMarked: true, notes: notes)
    }
    let findings = try await placeFindings(place, connection) + interlock.findings(connection, at: target)
    guard findings.isEmpty else { throw ExecutorError.refused(findings) }
    try await connection.transaction { connection in
      try await LedgerMigrations().apply(to: connection)
      try await write(place, key: key, on: connection)
    }
    guard let mark = try await Mark.read(connection) else { throw ExecutorError.unmarked(.noMark) }
    return Result(mark: mark, wasMarked: false, notes: notes)
  }

  /// A mark that is there already is ours, or refused.
  private func admitted(_ mark: Mark, at place: Place, key: MaskingKey) throws(ExecutorError) -> Mark {
    guard confirm == place.databaseName else { throw .refused([Finding(.notConfirmed, [place.databaseName])]) }
    guard !sourcePlaces.contains(place) else { throw .refused([Finding(.isTheSource, [place.databaseName])]) }
    let protection = interlock.protectionFindings(endpoint: place.endpoint, database: place.databaseName)
    guard protection.isEmpty else { throw .refused(protection) }
    guard mark.place == place else { throw .unmarked(.otherPlace) }
    guard mark.application == application else {
      throw .refused([Finding(.foreignMark, ["application \(mark.application)"])])
    }
    guard mark.keyCheck == Mark.check(of: key) else { throw .wrongKey }
    return mark
  }

  private func placeFindings(_ place: Place, _ connection: Connection) async throws -> [Finding] {
    var findings: [Finding] = []
    if confirm != place.databaseName { findings.append(Finding(.notConfirmed, [place.databaseName])) }
    if sourcePlaces.contains(place) { findings.append(Finding(.isTheSource, [place.databaseName])) }
    let answer = try await connection.query(
      """
      SELECT pg_catalog.has_database_privilege(oid, 'CREATE'), pg_catalog.pg_has_role(datdba, 'USAGE'),
        pg_catalog.to_regnamespace('understudy') IS NOT NULL
      FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
      """)
    let row = answer.rows.first ?? []
    if row.first != "t" { findings.append(Finding(.privilege, ["CREATE on the database"])) }
    if row.count > 1, row[1] != "t" { findings.append(Finding(.privilege, ["ownership of the database"])) }
    if row.count > 2, row[2] == "t" { findings.append(Finding(.foreignMark, ["it is there, without a mark"])) }
    return findings
  }

  /// What the proof leaves open.
  private func notes(about place: Place) -> [String] {
    guard !sourcePlaces.isEmpty else {
      return [
        "the source is not known here: that this is a copy rests on the endpoint \(place.endpoint) and the confirmed name; "
          + "a storage-level clone carries its source's identifiers, and only the endpoint tells them apart"
      ]
    }
    let near = sourcePlaces.filter { $0.systemIdentifier == place.systemIdentifier }
    guard !near.isEmpty else { return [] }
    return near.contains { $0.databaseOID == place.databaseOID }
      ? ["a storage-level clone carries the source's identifiers: only the endpoint \(place.endpoint) tells them apart"]
      : ["the copy lies on the source's own server"]
  }

  private func write(_ place: Place, key: MaskingKey, on connection: Connection) async throws {
    // The check's eight bytes are no secret: the mark keeps them for everybody to see.
    try await connection.query(
      """
      INSERT INTO understudy.mark
        (run, application, system_identifier, database_oid, database_name, endpoint, source, as_of, key_check)
      VALUES ($1, $2, $3, $4, $5, $6, $7, COALESCE($8::timestamptz, pg_catalog.now()), pg_catalog.decode($9, 'hex'))
      """,
      [
        run, application, place.systemIdentifier, place.databaseOID, place.databaseName, place.endpoint, source, asOf,
        Mark.check(of: key),
      ])
    let comment = "understudy: run \(run), application \(application)"
    try await connection.query(
      "COMMENT ON DATABASE \(Identifier(place.databaseName)) IS \(literal: comment)")
  }
}
