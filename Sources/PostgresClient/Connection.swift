internal import CLibPQ
internal import Dispatch
internal import Foundation
public import PostgresSyntax

/// One connection to a server.
///
/// libpq blocks, so each connection has a queue of its own and never holds a thread of the cooperative pool. A cancelled
/// task cancels the statement that it waits for; clean up from a task that is not cancelled.
public actor Connection {
  private let queue: QueueExecutor
  private let handle: OpaquePointer
  private let owner: HandleOwner
  private let canceller: Canceller
  private let notices: Notices

  /// The backend's process id.
  public nonisolated let processID: Int32
  /// As in 150020.
  public nonisolated let serverVersion: Int
  /// `host:port`, or `local` for a Unix socket.
  public nonisolated let endpoint: String
  /// The address that was reached, as in `192.0.2.7`; empty for a Unix socket.
  public nonisolated let hostAddress: String
  public nonisolated let databaseName: String

  public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Connects.
  ///
  /// - Parameters:
  ///   - target: where to.
  ///   - settings: configuration parameters that travel in the startup options and are seen nowhere else.
  ///   - applicationName: what `pg_stat_activity` shows.
  ///   - connectTimeout: in seconds, for each address.
  public static func open(
    _ target: ConnectionTarget, settings: [String: String] = [:], applicationName: String = "understudy",
    connectTimeout: Int = 15
  ) async throws -> Connection {
    try Task.checkCancellation()
    let queue = QueueExecutor()
    let parameters = target.parameters(
      settings: settings, applicationName: applicationName, connectTimeout: connectTimeout)
    return try await withCheckedThrowingContinuation { continuation in
      queue.queue.async {
        continuation.resume(with: Result { try Connection(queue: queue, parameters: parameters) })
      }
    }
  }

  private init(queue: QueueExecutor, parameters: [(String, String)]) throws {
    let names = parameters.map { strdup($0.0) } + [nil]
    let values = parameters.map { strdup($0.1) } + [nil]
    defer { for text in names + values { free(text) } }
    let handle = names.map { UnsafePointer($0) }.withUnsafeBufferPointer { names in
      values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
        PQconnectdbParams(names.baseAddress, values.baseAddress, 1)
      }
    }
    guard let handle else { throw PostgresError(connectFailure: .other) }
    guard PQstatus(handle) == CONNECTION_OK else {
      let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
      PQfinish(handle)
      throw PostgresError(connectFailure: PostgresError.ConnectFailure(text: text))
    }
    let notices = Notices()
    PQsetNoticeReceiver(
      handle, { context, result in context.map { Notices.from($0).note(result) } }, notices.context)
    let host = PQhost(handle).map { String(cString: $0) } ?? ""
    let port = PQport(handle).map { String(cString: $0) } ?? ""
    self.queue = queue
    self.handle = handle
    owner = HandleOwner(handle)
    self.notices = notices
    canceller = Canceller(PQgetCancel(handle))
    processID = PQbackendPID(handle)
    serverVersion = Int(PQserverVersion(handle))
    endpoint = host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") ? "local" : "\(host):\(port)"
    hostAddress = PQhostaddr(handle).map { String(cString: $0) } ?? ""
    databaseName = PQdb(handle).map { String(cString: $0) } ?? ""
  }

  /// Closes the connection; what was not committed is rolled back by the server.
  public func close() {
    canceller.forget()
    owner.finish()
  }

  /// Asks the server to cancel the statement that runs, if one does.
  public nonisolated func cancel() { canceller.cancel() }

  private var isOpen: Bool { owner.isOpen }

  /// Whether the connection stood when it was last used.
  public var isAlive: Bool { isOpen && PQstatus(handle) == CONNECTION_OK }

  /// Whether a transaction is open, aborted ones included.
  public var isInTransaction: Bool {
    isOpen && [PQTRANS_INTRANS, PQTRANS_INERROR, PQTRANS_ACTIVE].contains(PQtransactionStatus(handle))
  }

  /// SQLSTATEs of the warnings since the last call: VACUUM without privilege only warns.
  public func takeWarnings() -> [String] { notices.take() }

  /// Runs one statement. Parameters are `$1`, `$2`, … in text form; never hand in a secret, servers log them.
  @discardableResult
  public func query(_ sql: SQL, _ parameters: [String?] = []) async throws -> QueryResult {
    try await whileCancellable { () throws -> QueryResult in
      if parameters.isEmpty { return try self.checked(PQexec(self.handle, sql.text)) }
      let values = parameters.map { $0.map { strdup($0) } ?? nil }
      defer { for value in values { free(value) } }
      return try values.map { UnsafePointer($0) }.withUnsafeBufferPointer {
        try self.checked(
          PQexecParams(self.handle, sql.text, Int32($0.count), nil, $0.baseAddress, nil, nil, 0))
      }
    }
  }

  /// Runs the body in a transaction, whose COMMIT has to be answered by `COMMIT`.
  public func transaction<Value: Sendable>(
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    try await query("BEGIN")
    do {
      let value = try await body(self)
      try await commit()
      return value
    } catch {
      rollBack()
      throw error
    }
  }

  /// COMMIT. The COMMIT of an aborted transaction is answered by `ROLLBACK` without an error: that is thrown as 25P02.
  public func commit() async throws {
    let tag = try await query("COMMIT").tag
    guard tag == "COMMIT" else { throw PostgresError(sqlstate: "25P02") }
  }

  /// ROLLBACK, also in a cancelled task; nothing happens where the connection is lost or no transaction is open.
  public func rollBack() {
    guard isAlive, isInTransaction else { return }
    PQclear(PQexec(handle, "ROLLBACK"))
  }

  /// Streams `COPY … TO STDOUT`, row by row, on the connection's own queue.
  public func copyOut(_ sql: SQL, _ row: @Sendable (UnsafeRawBufferPointer) throws -> Void) async throws {
    try await whileCancellable {
      let begun = PQexec(self.handle, sql.text)
      guard PQresultStatus(begun) == PGRES_COPY_OUT else {
        _ = try self.checked(begun)
        throw PostgresError(sqlstate: "42601")
      }
      PQclear(begun)
      var failure: (any Error)?
      while true {
        var buffer: UnsafeMutablePointer<CChar>?
        let length = PQgetCopyData(self.handle, &buffer, 0)
        guard length > 0, let buffer else { break }
        defer { PQfreemem(buffer) }
        guard failure == nil else { continue }
        do {
          try row(UnsafeRawBufferPointer(start: buffer, count: Int(length)))
        } catch {
          failure = error
          self.canceller.cancel()
        }
      }
      do { try self.drain() } catch { throw failure ?? error }
      if let failure { throw failure }
    }
  }

  /// Feeds `COPY … FROM STDIN` with one piece of bytes.
  public func copyIn(_ sql: SQL, _ bytes: [UInt8]) async throws {
    try await whileCancellable {
      let begun = PQexec(self.handle, sql.text)
      guard PQresultStatus(begun) == PGRES_COPY_IN else {
        _ = try self.checked(begun)
        throw PostgresError(sqlstate: "42601")
      }
      PQclear(begun)
      let sent = bytes.withUnsafeBytes {
        PQputCopyData(self.handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
      }
      _ = PQputCopyEnd(self.handle, sent == 1 ? nil : "incomplete")
      try self.drain()
    }
  }

  // MARK: Results

  private func whileCancellable<Value: Sendable>(_ body: () throws -> Value) async throws -> Value {
    try Task.checkCancellation()
    guard isOpen else { throw PostgresError(connectionIsLost: true) }
    return try await withTaskCancellationHandler(
      operation: { try self.perform(body) }, onCancel: { [canceller] in canceller.cancel() })
  }

  /// A closure that does not name the actor leaves its executor: this keeps the work on the connection's queue.
  private func perform<Value>(_ body: () throws -> Value) rethrows -> Value { try body() }

  /// The remaining results of a COPY; the first error is thrown.
  private func drain() throws {
    var failure: (any Error)?
    while let result = PQgetResult(handle) {
      do { _ = try checked(result) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  /// Takes a result apart and frees it.
  private func checked(_ result: OpaquePointer?) throws -> QueryResult {
    guard let result else { throw PostgresError(connectionIsLost: true) }
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
      return Self.values(of: result)
    default:
      throw error(of: result)
    }
  }

  private static func values(of result: OpaquePointer) -> QueryResult {
    var answer = QueryResult()
    answer.tag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
    let width = PQnfields(result)
    answer.columns = (0..<width).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
    answer.rows = (0..<PQntuples(result)).map { row in
      (0..<width).map { column in
        guard PQgetisnull(result, row, column) == 0, let bytes = PQgetvalue(result, row, column) else { return nil }
        let length = Int(PQgetlength(result, row, column))
        return bytes.withMemoryRebound(to: UInt8.self, capacity: length) {
          String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
      }
    }
    return answer
  }

  private func error(of result: OpaquePointer) -> PostgresError {
    func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
    var error = PostgresError(sqlstate: field(understudy_diag_sqlstate))
    error.schema = field(understudy_diag_schema_name)
    error.table = field(understudy_diag_table_name)
    error.column = field(understudy_diag_column_name)
    error.dataType = field(understudy_diag_datatype_name)
    error.constraint = field(understudy_diag_constraint_name)
    error.position = field(understudy_diag_statement_position).flatMap { Int($0) }
    error.connectionIsLost = PQstatus(handle) != CONNECTION_OK
    return error
  }
}

/// A serial executor around a queue.
private final class QueueExecutor: SerialExecutor {
  let queue = DispatchQueue(label: "understudy.connection")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  /// The runtime asks this of closures whose isolation it cannot prove.
  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}

/// Closes the connection at its owner's end at the latest.
///
/// Unchecked because the pointer is C's; only the connection's queue uses it, and nobody after the last reference.
private final class HandleOwner: @unchecked Sendable {
  private let handle: OpaquePointer
  private(set) var isOpen = true

  init(_ handle: OpaquePointer) { self.handle = handle }
  deinit { finish() }

  func finish() {
    guard isOpen else { return }
    isOpen = false
    PQfinish(handle)
  }
}

/// libpq's cancel handle, which any thread may use.
///
/// Unchecked because `PGcancel` is a C pointer; the lock keeps its use and its end apart.
private final class Canceller: @unchecked Sendable {
  private let lock = NSLock()
  private var handle: OpaquePointer?

  init(_ handle: OpaquePointer?) { self.handle = handle }
  deinit { forget() }

  func cancel() {
    lock.withLock {
      guard let handle else { return }
      var text = [CChar](repeating: 0, count: 256)
      _ = PQcancel(handle, &text, Int32(text.count))
    }
  }

  func forget() {
    lock.withLock {
      if let handle { PQfreeCancel(handle) }
      handle = nil
    }
  }
}

/// What the server warned of, as SQLSTATEs; the texts may hold values and are dropped.
///
/// Unchecked because libpq calls it back through a pointer; only the connection's queue does.
private final class Notices: @unchecked Sendable {
  private var warnings: [String] = []

  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
  static func from(_ context: UnsafeMutableRawPointer) -> Notices {
    Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue()
  }

  func note(_ result: OpaquePointer?) {
    guard let severity = PQresultErrorField(result, understudy_diag_severity).map({ String(cString: $0) }),
      severity == "WARNING", let state = PQresultErrorField(result, understudy_diag_sqlstate)
    else { return }
    warnings.append(String(cString: state))
  }

  func take() -> [String] {
    defer { warnings = [] }
    return warnings
  }
}
