/// What a run tells while it goes on: for a bar on a terminal, for lines, for JSON. Names and counts, never a value.
public enum ProgressEvent: Sendable, Equatable {
  /// So many steps in all, so many of them found done.
  case runStarted(steps: Int, found: Int)
  /// Another program holds the database; this one waits for it.
  case waiting(forProcess: Int32, application: String)
  /// Backends that an earlier, lost program of ours left behind were ended.
  case leftoversEnded(Int)
  case stepFound(step: String, title: String)
  case stepStarted(step: String, title: String)
  /// A table's source is locked and split.
  case tablePlanned(step: String, relation: String, batches: Int, committed: Int)
  case batchCommitted(step: String, relation: String, batch: Int, rows: Int)
  /// What was staged does not stand any more, because the source changed or the staging was lost: it is done again.
  case tableRestarted(step: String, relation: String)
  case swapped(step: String, relation: String, rows: Int)
  case unitCommitted(step: String, batch: Int)
  case stepFinished(step: String, title: String, seconds: Double)
  /// Who holds a lock that we wait for.
  case blocked(step: String, byProcesses: [Int32], applications: [String])
  case retrying(failure: FailureClass, afterSeconds: Double)
  case runFinished(rows: Int, seconds: Double)
}
