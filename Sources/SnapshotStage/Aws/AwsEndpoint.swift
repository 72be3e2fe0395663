internal import Foundation
public import PostgresClient
internal import PostgresSyntax

/// What is asked of an endpoint.
struct AwsGate: Sendable {
  /// Whether it can be used, and is the copy.
  let isOpen: @Sendable (AwsEndpoint) async throws -> Bool
  /// Takes production's passwords away.
  let lockRoles: @Sendable (AwsEndpoint) async throws -> Void

  static let real = AwsGate(
    isOpen: { try await $0.ask() == .proven }, lockRoles: { try await $0.lockRoles() })
}

/// A temporary database as it is connected to, with a password that only this run knows.
public struct AwsEndpoint: Sendable {
  /// The endpoint's name.
  public let host: String
  public let target: ConnectionTarget
  /// What Aurora calls the instance; nil for RDS, which does not say.
  let instance: String?
  let database: String

  init(_ database: AwsDatabase, instance: String?, password: String, _ settings: AwsSettings) throws(AwsError) {
    guard let host = database.host else { throw .unreadable(operation: "describe") }
    var target = ConnectionTarget("")
    let keywords: [String: String?] = [
      "host": host, "port": String(settings.tunnel?.port ?? database.port), "hostaddr": settings.tunnel?.host,
      "user": database.user, "password": password, "dbname": settings.database, "sslmode": "verify-full",
      "sslrootcert": settings.certificates.path, "target_session_attrs": "read-write", "connect_timeout": "60",
    ]
    for (keyword, value) in keywords { if let value { target = target.with(keyword, value) } }
    self.host = host
    self.target = target
    self.instance = instance
    self.database = settings.database
  }

  /// What the gate waits for.
  enum Answer: Sendable, Equatable {
    case proven
    /// Not yet: in words.
    case notYet(String)
  }

  /// Connects, and proves that this is the copy: available is not connectable, and a name may lead elsewhere.
  ///
  /// The proof is the password: it was made up now, and set through AWS on the resource that carries our name. A server that
  /// takes it, and takes no other one, is that resource.
  func ask() async throws -> Answer {
    let connection: Connection
    do {
      connection = try await Connection.open(target, applicationName: "understudy gate", connectTimeout: 60)
    } catch let error as PostgresError {
      return .notYet(try answer(to: error))
    }
    do {
      try await prove(connection)
      await connection.close()
    } catch {
      await connection.close()
      if let error = error as? PostgresError { return .notYet(error.description) }
      throw error
    }
    try await refuseAnyPassword()
    try await refuseOtherContents()
    return .proven
  }

  /// Takes the passwords of production's roles away: the snapshot holds roles too, and what opens production must not lie in
  /// it. The role of this run has a password that nobody else knows, and AWS's own roles are not ours to change.
  ///
  /// - Throws: `AwsError.rolesKeepPasswords` with those that this role may not change.
  func lockRoles() async throws {
    let connection = try await Connection.open(target, applicationName: "understudy gate")
    do {
      let roles = try await connection.query(
        """
        SELECT rolname FROM pg_catalog.pg_roles
        WHERE rolcanlogin AND rolname <> CURRENT_USER AND rolname !~ '^(rds|pg_)' ORDER BY 1
        """
      ).rows.compactMap { $0.first ?? nil }
      var kept: [String] = []
      for role in roles {
        do { try await connection.query("ALTER ROLE \(Identifier(role)) PASSWORD NULL") } catch let error
          as PostgresError where error.sqlstate == "42501"
        { kept.append(role) }
      }
      guard kept.isEmpty else { throw AwsError.rolesKeepPasswords(kept) }
      await connection.close()
    } catch {
      await connection.close()
      throw error
    }
  }

  /// What may pass, in words; throws what no waiting mends.
  private func answer(to error: PostgresError) throws(AwsError) -> String {
    switch error.connectFailure {
    case .nameNotFound: return "its name is not found"
    case .unreachable: return "it cannot be reached"
    case .closed: return "it closes the connection"
    case .starting: return "it starts"
    case .tooManyConnections: return "it has no connection left"
    case .authentication: return "it does not take the new password"
    case .readOnly: return "it is read-only"
    case .certificate:
      throw .notConnectable(
        endpoint: host, why: "its certificate is not the one that `certificates` and its name ask for")
    case .databaseMissing: throw .notConnectable(endpoint: host, why: "it has no database \(database)")
    case .diskFull: throw .notConnectable(endpoint: host, why: "its disk is full")
    case .malformedTarget, .other, nil: throw .notConnectable(endpoint: host, why: "it refuses the connection")
    }
  }

  private func prove(_ connection: Connection) async throws {
    let state = try await connection.query(
      "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.to_regprocedure('aurora_db_instance_identifier()') IS NOT NULL"
    ).rows.first
    if state?.first == "t" { throw AwsError.notProven(endpoint: host, why: "it is a replica") }
    if let instance, let state, state.count > 1, state[1] == "t" {
      let found = try await connection.query("SELECT pg_catalog.aurora_db_instance_identifier()").scalar ?? ""
      guard found.lowercased() == instance.lowercased() else {
        throw AwsError.notProven(endpoint: host, why: "it calls itself \(found), not \(instance)")
      }
    }
    // A snapshot holds every database of the server, and only one of them is masked.
    let others = try await connection.query(
      """
      SELECT datname FROM pg_catalog.pg_database
      WHERE NOT datistemplate AND datname NOT IN (\(literal: database), 'postgres', 'rdsadmin') ORDER BY 1
      """
    ).rows.compactMap { $0.first ?? nil }
    guard others.isEmpty else { throw AwsError.otherDatabases(others) }
  }

  private func refuseAnyPassword() async throws {
    do {
      let other = try await Connection.open(
        target.with("password", "not-\(UUID().uuidString)"), applicationName: "understudy gate", connectTimeout: 60)
      await other.close()
    } catch let error as PostgresError where error.connectFailure != nil { return }
    throw AwsError.notProven(endpoint: host, why: "it takes any password")
  }

  /// The maintenance database is in the snapshot too.
  private func refuseOtherContents() async throws {
    guard database != "postgres" else { return }
    let connection: Connection
    do {
      connection = try await Connection.open(target.database("postgres"), applicationName: "understudy gate")
    } catch let error as PostgresError where error.connectFailure == .databaseMissing { return }
    let found = try? await connection.query(
      """
      SELECT pg_catalog.count(*) FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
      """
    ).scalar
    await connection.close()
    guard found == "0" else { throw AwsError.otherDatabases(["postgres"]) }
  }
}
