internal import BundleFormat
internal import Foundation
internal import PostgresClient
internal import PostgresSyntax

/// What a run would do, from the bundle, the ledger and the sizes of the tables: nothing is written.
public struct RunForecast: Sendable, Codable, Equatable {
  public struct PlannedStep: Sendable, Codable, Equatable {
    public var id: String
    public var kind: String
    public var title: String
    public var file: String
    /// Whether an earlier run has finished it.
    public var isDone: Bool
    /// By the statistics; nil for what is no table, or was never analysed.
    public var rows: Int?
    /// What table, TOAST and indexes take now, in bytes.
    public var bytes: Int?
    /// An estimate from the sizes.
    public var seconds: Double?
    /// Beyond what is used now, until the swap's commit: staging, new table, and the indexes that are built with it. In bytes.
    public var extraBytes: Int?
    /// What it locks and how long.
    public var locks: String?
  }

  public var steps: [PlannedStep]
  public var workers: Int
  /// An estimate; machines differ.
  public var seconds: Double
  /// The tables under way at once, while the old ones are still there: what they take and what comes on top. In bytes.
  public var peakBytes: Int
  /// Of that, what is not used yet.
  public var extraBytes: Int
  /// Free on the filesystem that lacks most; nil where nobody can tell, as on another machine.
  public var freeBytes: Int?
  /// False where a filesystem is known not to hold what it has to.
  public var fits: Bool
}

extension BundleRun {
  /// Looks, and writes nothing. What would refuse the run refuses this too.
  ///
  /// - Throws: `ExecutorError`.
  public func forecast() async throws -> RunForecast {
    do {
      let connection = try await Connection.open(target, settings: settings, applicationName: "understudy dry run")
      do {
        let forecast = try await forecast(connection)
        await connection.close()
        return forecast
      } catch {
        await connection.close()
        throw error
      }
    } catch let error as PostgresError {
      throw ExecutorError(error, step: "0000")
    }
  }

  private func forecast(_ connection: Connection) async throws -> RunForecast {
    try await Session.pin(connection)
    guard let mark = try await Mark.read(connection) else { throw ExecutorError.unmarked(.noMark) }
    let isSealed = try mark.admits(bundle: bundle.digest, key: key, at: try await Place.of(connection))
    let steps = bundle.manifest.steps.filter { $0.kind != .seal }
    if isSealed {
      return RunForecast(
        steps: steps.map { planned($0, nil, isDone: true) }, workers: workers, seconds: 0, peakBytes: 0, extraBytes: 0,
        freeBytes: nil, fits: true)
    }
    let findings =
      try await interlock.findings(connection, at: target) + PrivilegeCheck(bundle: bundle).findings(connection)
    guard findings.isEmpty else { throw ExecutorError.refused(findings) }
    let ledger = try await Ledger.read(connection)
    let sizes = try await TableSizes.read(steps.filter { $0.kind == .table }, connection)
    let done = Set(steps.filter { $0.isLedgered && ledger.isDone($0) }.map(\.id))
    let plan = steps.map { planned($0, sizes[$0.id], isDone: done.contains($0.id)) }
    let atOnce = steps.filter { !done.contains($0.id) }.compactMap { step in sizes[step.id].map { (step, $0) } }
      .sorted { $0.1.extra(of: $0.0) > $1.1.extra(of: $1.0) }.prefix(max(1, workers))
    let extra = atOnce.reduce(0) { $0 + $1.1.extra(of: $1.0) }
    let space = try await DiskSpace.read(connection)
    let lacking = space?.lacking(atOnce.map { ($0.1, $0.1.extra(of: $0.0)) })
    return RunForecast(
      steps: plan, workers: workers, seconds: plan.filter { !$0.isDone }.compactMap(\.seconds).reduce(0, +),
      peakBytes: extra + atOnce.reduce(0) { $0 + $1.1.bytes }, extraBytes: extra, freeBytes: lacking?.free,
      fits: lacking?.fits ?? true)
  }

  private func planned(_ step: Step, _ size: TableSizes?, isDone: Bool) -> RunForecast.PlannedStep {
    RunForecast.PlannedStep(
      id: step.id, kind: step.kind.rawValue, title: step.title, file: step.file, isDone: isDone, rows: size?.rows,
      bytes: size?.bytes, seconds: size?.seconds(of: step, workers: workers), extraBytes: size?.extra(of: step),
      locks: Self.locks(of: step))
  }

  private static func locks(of step: Step) -> String? {
    switch step.kind {
    case .session, .preflight, .functions, .seal: nil
    case .detach: "ACCESS EXCLUSIVE on both tables of each foreign key, for a moment"
    case .statements, .statementsAfter: "what each statement takes, until it commits"
    case .table where step.unit(.swap) == nil: "ACCESS EXCLUSIVE for a moment at each end; others may write meanwhile"
    case .table: "SHARE ROW EXCLUSIVE while it is staged, ACCESS EXCLUSIVE from the swap to its commit"
    case .foreignKeys: "SHARE ROW EXCLUSIVE on both tables of each foreign key, while it is validated"
    case .finish where step.unit(.vacuum) != nil:
      "ACCESS EXCLUSIVE on each materialised view while it is refreshed, on tables updated in place during VACUUM FULL"
    case .finish: "ACCESS EXCLUSIVE on each materialised view while it is refreshed"
    }
  }
}

/// What a table takes on the disk, in bytes.
struct TableSizes: Sendable, Equatable {
  let rows: Int?
  /// With TOAST.
  let table: Int
  let indexes: Int
  /// Of them, those that are built in the transaction of the swap.
  let uniqueIndexes: Int
  /// The oid of the table's tablespace.
  let tablespace: String

  var bytes: Int { table + indexes }

  /// Staging and the new table, each about as large as the old one, and the unique indexes.
  func extra(of step: Step) -> Int { step.unit(.stage) == nil ? 0 : 2 * table + uniqueIndexes }

  /// From figures of `Docs/benchmarks.md`: a worker stages 60 MB a second, a swap writes 200, indexes come at 27.
  func seconds(of step: Step, workers: Int) -> Double {
    guard step.unit(.stage) != nil else { return 0.1 }
    let staging = Double(table) / 60e6 / Double(max(1, min(workers, table / 1_048_576)))
    return 0.1 + staging + Double(table) / 200e6 + Double(indexes) / 27e6
  }

  /// By step.
  static func read(_ steps: [Step], _ connection: Connection) async throws -> [String: TableSizes] {
    guard !steps.isEmpty else { return [:] }
    let names = steps.map { step in "(\(literal: step.id), \(literal: step.relation?.quoted ?? ""))" as SQL }
    let rows = try await connection.query(
      """
      SELECT t.step, pg_catalog.sum(NULLIF(c.reltuples, -1))::bigint, pg_catalog.sum(pg_catalog.pg_table_size(c.oid)),
        pg_catalog.sum(pg_catalog.pg_indexes_size(c.oid)),
        pg_catalog.sum((
          SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_relation_size(i.indexrelid)), 0) FROM pg_catalog.pg_index AS i
          WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion))), pg_catalog.max(c.reltablespace)
      FROM (VALUES \(names.joined())) AS t (step, relation)
      JOIN pg_catalog.pg_class AS c ON c.relkind <> 'p' AND (c.oid = pg_catalog.to_regclass(t.relation)
        OR c.oid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass(t.relation)) AS p))
      GROUP BY t.step
      """
    ).rows
    return rows.reduce(into: [:]) { sizes, row in
      func number(_ column: Int) -> Int { row[column].flatMap { Int($0) } ?? 0 }
      sizes[row[0] ?? ""] = TableSizes(
        rows: row[1].flatMap { Int($0) }, table: number(2), indexes: number(3), uniqueIndexes: number(4),
        tablespace: row[5] ?? "0")
    }
  }
}

/// The free space of a server on this very machine; of others nobody here can tell.
struct DiskSpace: Sendable {
  /// By the tablespace's oid; `0` is the database's own, where staging lies as well.
  let folders: [String: String]

  /// Nil unless the server's own lock file says that it is the server we talk to.
  static func read(_ connection: Connection) async throws -> DiskSpace? {
    guard Place.normalized(connection.endpoint) == "local" else { return nil }
    let row = try await connection.query(
      """
      SELECT (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'data_directory'),
        EXTRACT(epoch FROM pg_catalog.pg_postmaster_start_time())::bigint,
        (SELECT pg_catalog.pg_tablespace_location(dattablespace) FROM pg_catalog.pg_database
          WHERE datname = pg_catalog.current_database())
      """
    ).rows.first
    guard let row, let data = row[0], let started = row[1].flatMap({ Int($0) }),
      let lines = try? String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false), lines.count > 2, let recorded = Int(lines[2]),
      abs(recorded - started) <= 5
    else { return nil }
    var folders = ["0": row[2].flatMap { $0.isEmpty ? nil : $0 } ?? data + "/base"]
    for row in try await connection.query(
      "SELECT oid, pg_catalog.pg_tablespace_location(oid) FROM pg_catalog.pg_tablespace WHERE spcname !~ '^pg_'"
    ).rows {
      if let oid = row[0], let location = row[1], !location.isEmpty { folders[oid] = location }
    }
    return DiskSpace(folders: folders)
  }

  /// Compares what tables need with what is free.
  ///
  /// - Parameter needs: the tables that are under way at once, and what each needs beyond what it uses, in bytes.
  /// - Returns: the free bytes where least is left over; nil where no filesystem can be asked.
  func lacking(_ needs: [(table: TableSizes, extra: Int)]) -> (free: Int, fits: Bool)? {
    var needed: [String: Int] = ["0": 0]
    for (table, extra) in needs {
      // Staging is created in the database's own tablespace, what is swapped in stays in the table's.
      let staging = min(extra, table.table)
      needed["0", default: 0] += staging
      needed[folders[table.tablespace] == nil ? "0" : table.tablespace, default: 0] += extra - staging
    }
    var filesystems: [Int: (free: Int, needed: Int)] = [:]
    for (tablespace, bytes) in needed {
      guard let folder = folders[tablespace],
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder),
        let free = attributes[.systemFreeSize] as? NSNumber, let number = attributes[.systemNumber] as? NSNumber
      else { continue }
      filesystems[number.intValue, default: (free.intValue, 0)].needed += bytes
    }
    return filesystems.values.min { $0.free - $0.needed < $1.free - $1.needed }.map { ($0.free, $0.needed <= $0.free) }
  }
}
