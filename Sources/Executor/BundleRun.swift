public import BundleFormat
public import PostgresClient

/// What a masked database is handed over as.
public enum SnapshotKind: Sendable, Equatable {
  /// The server's files, or a copy of the volume they are on: dead rows are in it.
  case files
  /// What SQL shows.
  case dump
}

/// Executes a bundle on a marked database, or what is left of it: every unit and batch exactly once.
///
/// The driver is thin. What to do next is decided by `RunMachine` and `TableRewriteMachine`, what has happened by the
/// ledger; this connects, performs and reports.
public struct BundleRun: Sendable {
  public var bundle: MaskingBundle
  public var target: ConnectionTarget
  public var key: MaskingKey
  /// Values of the parameters that the rules name.
  public var parameters: [String: String]
  /// How much goes on at once: batches that are staged, and tables that are swapped and rebuilt. The server has to spare
  /// twice as many connections and one.
  public var workers: Int
  /// How long one lock is waited for, and another program.
  public var lockTimeout: Duration
  /// How long the first connection is tried for. Zero: once; new endpoints take minutes to be found and reached.
  public var connectPatience: Duration
  /// Blocks of a batch; nil: a sixteenth of the table, at least 1 MB and at most 16 MB.
  public var blocksPerBatch: Int?
  /// How long a worker's transaction should last: it takes as many batches as fit. Zero: one.
  public var batchTarget: Duration
  /// When to stop, resumably.
  public var deadline: ContinuousClock.Instant?
  /// What the masked database is handed over as: units that only a copy of files needs are left out for a dump.
  public var snapshot: SnapshotKind
  public var interlock: Interlock
  public var onEvent: @Sendable (ProgressEvent) -> Void

  public init(
    bundle: MaskingBundle, target: ConnectionTarget, key: MaskingKey, parameters: [String: String] = [:],
    workers: Int = 2, lockTimeout: Duration = .seconds(30), connectPatience: Duration = .zero,
    blocksPerBatch: Int? = nil, batchTarget: Duration = .seconds(5),
    deadline: ContinuousClock.Instant? = nil, snapshot: SnapshotKind = .files, protected: [String] = [],
    onEvent: @escaping @Sendable (ProgressEvent) -> Void = { _ in }
  ) {
    self.bundle = bundle
    self.target = target
    self.key = key
    self.parameters = parameters
    self.workers = workers
    self.lockTimeout = lockTimeout
    self.connectPatience = connectPatience
    self.blocksPerBatch = blocksPerBatch
    self.batchTarget = batchTarget
    self.deadline = deadline
    self.snapshot = snapshot
    self.onEvent = onEvent
    interlock = Interlock(protected: protected)
  }

  /// Runs the bundle to its end.
  ///
  /// A cancelled task rolls back what is under way, closes its connections and throws `.interrupted`; what had committed
  /// stays, and the next run goes on after it.
  ///
  /// - Throws: `ExecutorError`.
  public func run() async throws -> RunOutcome {
    if let missing = bundle.manifest.parameters.first(where: { parameters[$0] == nil }) {
      throw ExecutorError.parameterMissing(missing)
    }
    let course = RunCourse(self)
    let work = Task { try await course.run() }
    let timer = deadline.map { deadline in
      Task {
        try await Task.sleep(until: deadline)
        await course.runOutOfTime()
        work.cancel()
      }
    }
    defer { timer?.cancel() }
    return try await withTaskCancellationHandler(
      operation: { try await work.value }, onCancel: { work.cancel() })
  }

  /// What travels in the startup options of each connection, and nowhere else.
  var settings: [String: String] {
    var settings = [
      "understudy.key": key.hex, "understudy.bundle": bundle.digest, "lock_timeout": "\(lockTimeout.milliseconds)ms",
    ]
    for name in bundle.manifest.parameters {
      if let value = parameters[name] { settings["understudy.parameter.\(name)"] = value }
    }
    return settings
  }
}

extension Duration {
  var milliseconds: Int {
    let parts = components
    return Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
  }

  var seconds: Double { Double(milliseconds) / 1000 }
}
