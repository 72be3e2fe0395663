public import Executor

/// Folds the executor's events into progress: a pure state, event in, what to show out.
public struct MaskingProgress: Sendable {
  private struct Table {
    var batches: Int
    var committed: Int
    var share: Double { batches > 0 ? Double(committed) / Double(batches) : 1 }
  }

  private var progress = JobProgress(stepsDone: 0, steps: 0, share: 0, rows: 0, object: nil)
  /// Tables under way, by step.
  private var tables: [String: Table] = [:]

  public init() {}

  /// Takes an event and returns what is worth showing.
  public mutating func take(_ event: ProgressEvent) -> JobEvent.Kind? {
    switch event {
    case .runStarted(let steps, let found):
      progress.steps = steps
      progress.stepsDone = found
    case .stepFound:
      // Counted by `runStarted`.
      return nil
    case .stepStarted(_, let title):
      progress.object = title
    case .tablePlanned(let step, let relation, let batches, let committed):
      tables[step] = Table(batches: batches, committed: committed)
      progress.object = relation
    case .batchCommitted(let step, let relation, _, let rows):
      tables[step]?.committed += 1
      progress.rows += rows
      progress.object = relation
    case .tableRestarted(let step, let relation):
      tables[step] = nil
      return .note("\(relation): what was staged does not stand any more; it is done again")
    case .stepFinished(let step, _, _):
      tables[step] = nil
      progress.stepsDone += 1
    case .waiting(let process, let application):
      return .note("waiting for another program that holds the database (pid \(process), \(application))")
    case .leftoversEnded(let count):
      return .note("ended \(count) sessions that a lost program had left behind")
    case .blocked(_, let processes, let applications):
      let who = zip(processes, applications).map { "pid \($0), \($1)" }.joined(separator: "; ")
      return .note("waiting for a lock that others hold (\(who))")
    case .retrying(let failure, let seconds):
      return .note("\(failure.words); trying again in \(Int(seconds.rounded(.up))) s")
    case .swapped, .unitCommitted, .runFinished:
      break
    }
    let under = tables.values.map(\.share).reduce(0, +)
    progress.share = progress.steps > 0 ? min(1, (Double(progress.stepsDone) + under) / Double(progress.steps)) : 0
    return .progress(progress)
  }
}

extension FailureClass {
  /// What happened, in a few words; none of them the server's.
  public var words: String {
    switch self {
    case .nameNotFound: "the server's name is not found"
    case .unreachable: "the server cannot be reached"
    case .connectionLost: "the connection was lost"
    case .serverRestarting: "the server starts up, shuts down or recovers"
    case .tooManyConnections: "the server has no connection left"
    case .outOfMemory: "the server is out of memory"
    case .diskFull: "the server's disk is full"
    case .inputOutput: "the server cannot read or write its files"
    case .conflict: "another transaction was in the way"
    case .lockTimeout: "a lock was not granted in time"
    case .readOnly: "the server is read-only"
    case .inUse: "somebody uses the database"
    case .authentication: "the server refused user or password"
    case .certificate: "the server's certificate is refused"
    case .privilege: "a privilege is missing"
    case .final: "the server refused the work"
    }
  }
}
