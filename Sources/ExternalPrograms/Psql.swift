internal import Foundation
internal import Synchronization

/// psql on one database. SQL reaches it by its standard input, never by its arguments; the connection by variables.
public struct Psql: Sendable {
  private let path: String
  private let connection: [String: String]

  /// - Parameters:
  ///   - path: the program.
  ///   - environment: `PGHOST` and its kin.
  public init(path: String, environment: [String: String]) {
    self.path = path
    connection = environment
  }

  public init(_ installation: PostgresInstallation, _ address: ServerAddress) {
    self.init(path: installation.path(of: .psql), environment: address.environment)
  }

  /// Runs statements and stops at the first error.
  ///
  /// - Parameters:
  ///   - singleTransaction: whether an error undoes all of it.
  ///   - messages: what to do with psql's messages, which may quote rows.
  public func run(
    _ sql: String, singleTransaction: Bool = false, messages: ProgramCommand.Messages = .discarded
  ) async throws {
    try await command(singleTransaction ? ["--single-transaction"] : [], messages).run(input: .text(sql))
  }

  /// Runs a file; psql names it and the line in its messages.
  public func run(
    file: String, singleTransaction: Bool = false, messages: ProgramCommand.Messages = .discarded
  ) async throws {
    try await command((singleTransaction ? ["--single-transaction"] : []) + ["-f", file], messages).run()
  }

  /// The rows of a query: columns separated by `|`, one line each.
  public func query(_ sql: String) async throws -> String {
    try await command(["-A", "-t"], .discarded).output(input: .text(sql))
  }

  /// Loads a schema, as pg_dump wrote it, into an empty database: all of it or nothing.
  ///
  /// Roles that it names and the server does not know are created, NOLOGIN, and tablespaces within the server's own folder;
  /// both stay: a scratch server is no place where they matter.
  public func loadSchema(file: String, roles: [String] = []) async throws {
    for role in roles { try await createRole(role) }
    var created: Set<String> = []
    while true {
      let said = Mutex<[String]>([])
      do {
        return try await run(
          file: file, singleTransaction: true, messages: .lines { line in said.withLock { $0.append(line) } })
      } catch ExternalProgramError.failed(let program, let exitCode, _) {
        let lines = said.withLock { $0 }
        if let missing = lines.lazy.compactMap(Self.missingTablespace).first,
          created.insert("tablespace " + missing).inserted
        {
          try await createTablespace(missing)
          continue
        }
        guard let missing = lines.lazy.compactMap(Self.missingRole).first, created.insert(missing).inserted else {
          let detail = lines.filter { !$0.contains("NOTICE:") }.joined(separator: "\n")
          throw ExternalProgramError.failed(
            program: program, exitCode: exitCode, detail: detail.isEmpty ? nil : String(detail.prefix(2000)))
        }
        try await createRole(missing)
      }
    }
  }

  /// Fills the materialised views that a schema has brought, each after those that it reads: `pg_dump --schema-only` leaves
  /// them without contents, which no copy of a database in use has.
  ///
  /// - Throws: `ExternalProgramError`, with the SQLSTATE alone: the views may show rows by then.
  public func fillMaterializedViews() async throws {
    let said = Mutex<[String]>([])
    do {
      try await run(
        """
        \\set VERBOSITY sqlstate
        SET search_path = pg_catalog, pg_temp;
        SELECT format('REFRESH MATERIALIZED VIEW %s', c.oid::regclass)
        FROM pg_class AS c WHERE c.relkind = 'm' AND NOT c.relispopulated ORDER BY c.oid \\gexec
        """, messages: .lines { line in said.withLock { $0.append(line) } })
    } catch ExternalProgramError.failed(let program, let exitCode, _) {
      let detail = (["a materialised view could not be filled"] + said.withLock { $0 }).joined(separator: "\n")
      throw ExternalProgramError.failed(program: program, exitCode: exitCode, detail: detail)
    }
  }

  /// The role that a message of a server with `lc_messages = C` says is not there.
  public static func missingRole(_ message: String) -> String? {
    guard let start = message.range(of: "ERROR:  role \"") ?? message.range(of: "ERROR: role \""),
      let end = message.range(of: "\" does not exist", options: .backwards), start.upperBound <= end.lowerBound
    else { return nil }
    return String(message[start.upperBound..<end.lowerBound])
  }

  /// The tablespace that such a message says is not there.
  static func missingTablespace(_ message: String) -> String? {
    guard let match = message.firstMatch(of: /ERROR: +invalid value for parameter "default_tablespace": "(.*)"$/) else {
      return nil
    }
    return String(match.1)
  }

  private func createTablespace(_ name: String) async throws {
    let identifier = "\"" + Self.doubling("\"", in: name) + "\""
    try await run("SET allow_in_place_tablespaces = on;\nCREATE TABLESPACE \(identifier) LOCATION '';")
  }

  /// Creates a role that cannot log in, unless there is one of that name.
  public func createRole(_ name: String) async throws {
    let identifier = "\"" + Self.doubling("\"", in: name) + "\""
    let literal = "'" + Self.doubling("'", in: name) + "'"
    try await run(
      """
      SET standard_conforming_strings = on;
      SELECT format('CREATE ROLE %s NOLOGIN', $understudy$\(identifier)$understudy$)
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = \(literal)) \\gexec
      """)
  }

  /// Scalar by scalar: with a combining mark behind it a quote is part of another `Character`.
  private static func doubling(_ quote: Unicode.Scalar, in name: String) -> String {
    name.unicodeScalars.map { $0 == quote ? "\(quote)\(quote)" : String($0) }.joined()
  }

  private func command(_ more: [String], _ messages: ProgramCommand.Messages) -> ProgramCommand {
    ProgramCommand(
      path, ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-w"] + more, environment: connection, messages: messages)
  }
}
