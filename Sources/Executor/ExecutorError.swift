public import DatabaseCatalog
public import PostgresClient

/// Why a database was not masked, or not to the end. Names of objects and SQLSTATEs, never a server's message: that is data.
public enum ExecutorError: Error, Sendable, Equatable {
  /// There is no mark, or it names another place.
  case unmarked(UnmarkedReason)
  /// The catalog is not the one that the bundle was compiled against; what differs, as far as it could be read.
  case catalogDiffers(CatalogDrift)
  /// The key is not the one that the database was adopted with.
  case wrongKey
  /// A parameter's value is not the one that the run began with.
  case otherParameters
  case sealedByAnotherBundle
  case begunByAnotherBundle
  /// SIGINT, SIGTERM or a cancelled task: what had committed stays, run again to resume.
  case interrupted
  /// The deadline passed: run again to resume.
  case outOfTime
  /// Another program masks this database.
  case busy(process: Int32, application: String)
  /// The server cannot be reached, or not any more. Run again when it can.
  case serverUnreachable(FailureClass)
  /// There is no connection, and no second attempt would bring one: a wrong address, or no such database.
  case noConnection(PostgresError.ConnectFailure)
  case diskFull
  /// A dry run found a filesystem that does not hold what a run needs; in bytes.
  case diskTooSmall(needed: Int, free: Int)
  /// A privilege is missing.
  case privilegeMissing(ServerFailure)
  /// A lock was not granted in time; who holds it.
  case blocked(relation: String?, processes: [Int32], applications: [String])
  /// The rows in the table after the swap are not those that were staged: something swallows rows. Nothing was lost.
  case rowsDiffer(relation: String)
  /// Somebody else wrote into a table while it was updated in place: rows of theirs may not be masked.
  case writtenMeanwhile(relation: String)
  /// A masked value of a partition key belongs to no partition. The swap was rolled back, nothing was lost.
  case noPartition(relation: String)
  /// The interlock found what must not be there.
  case refused([Finding])
  /// A statement of the bundle failed for good. Nothing is lost, the ledger stands.
  case statementFailed(step: String, ServerFailure)
  /// A parameter that the bundle needs was not given.
  case parameterMissing(String)
  /// The bundle is not what this program understands; or this is a bug of ours.
  case malformedBundle(String)

  public enum UnmarkedReason: String, Sendable, Equatable {
    case noMark
    /// The mark is there, but the server, the database or the endpoint is another one.
    case otherPlace
  }

  /// What a report may hold of an error that the server reported.
  public struct ServerFailure: Sendable, Equatable {
    public var sqlstate: String
    public var schema: String?
    public var table: String?
    public var column: String?
    public var constraint: String?

    public init(
      sqlstate: String, schema: String? = nil, table: String? = nil, column: String? = nil, constraint: String? = nil
    ) {
      self.sqlstate = sqlstate
      self.schema = schema
      self.table = table
      self.column = column
      self.constraint = constraint
    }

    /// `schema.table`, as far as they are known.
    var relation: String { [schema, table].compactMap { $0 }.joined(separator: ".") }

    /// `SQLSTATE 23505 (schema shop, table customers, constraint customers_email)`.
    public var words: String {
      let names = [("schema", schema), ("table", table), ("column", column), ("constraint", constraint)]
        .compactMap { kind, name in name.map { "\(kind) \($0)" } }
      return "SQLSTATE \(sqlstate)" + (names.isEmpty ? "" : " (\(names.joined(separator: ", ")))")
    }
  }

  /// How a caller ends: the exit codes of the command line are mapped from these in one place.
  public enum ExitClass: String, Sendable, Equatable {
    /// 1
    case rulesOrDataRefused
    /// 69
    case unreachable
    /// 70
    case bug
    /// 74
    case fileOrDisk
    /// 75
    case resumable
    /// 77
    case refused
    /// 78
    case configuration
  }

  public var exitClass: ExitClass {
    switch self {
    case .unmarked, .sealedByAnotherBundle, .refused, .privilegeMissing: .refused
    case .catalogDiffers, .begunByAnotherBundle, .rowsDiffer, .writtenMeanwhile, .noPartition, .statementFailed:
      .rulesOrDataRefused
    case .wrongKey, .otherParameters, .parameterMissing: .configuration
    case .interrupted, .outOfTime, .busy, .blocked: .resumable
    case .serverUnreachable, .noConnection: .unreachable
    case .diskFull, .diskTooSmall: .fileOrDisk
    case .malformedBundle: .bug
    }
  }
}

extension ExecutorError {
  /// What an error of the server, or of the way to it, means when no retry is left.
  ///
  /// - Parameter step: the step that ran.
  init(_ error: PostgresError, step: String) {
    let names = ServerFailure(
      sqlstate: error.sqlstate ?? "", schema: error.schema, table: error.table, column: error.column,
      constraint: error.constraint)
    switch error.sqlstate {
    case "UN001": self = .unmarked(.otherPlace)
    case "UN002": self = .catalogDiffers(CatalogDrift(reviewed: [:], present: [:]))
    case "UN003", "UN006": self = .sealedByAnotherBundle
    case "UN004": self = .wrongKey
    case "UN007": self = .otherParameters
    case "UN005": self = .begunByAnotherBundle
    case "UN020": self = .rowsDiffer(relation: names.relation)
    case "UN023": self = .writtenMeanwhile(relation: names.relation)
    case "UN024": self = .blocked(relation: nil, processes: [], applications: [])
    // A check that is violated names its constraint; a row without a partition has none to name.
    case "23514" where error.constraint == nil && error.table != nil && error.column == nil:
      self = .noPartition(relation: names.relation)
    default:
      let failure = FailureClass(error)
      switch failure {
      case .diskFull, .inputOutput: self = .diskFull
      case .privilege: self = .privilegeMissing(names)
      case .lockTimeout: self = .blocked(relation: nil, processes: [], applications: [])
      case .final, .conflict:
        self = error.connectFailure.map(Self.noConnection) ?? .statementFailed(step: step, names)
      case .nameNotFound, .unreachable, .connectionLost, .serverRestarting, .tooManyConnections, .outOfMemory,
        .readOnly, .inUse, .authentication, .certificate:
        self = .serverUnreachable(failure)
      }
    }
  }
}
