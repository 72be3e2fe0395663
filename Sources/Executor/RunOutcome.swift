/// What a finished run did, for reports.
public struct RunOutcome: Sendable, Equatable, Codable {
  /// Rows in each rewritten table after its swap, by its name as SQL text.
  public var rows: [String: Int] = [:]
  /// Steps that an earlier run had finished.
  public var stepsFound = 0
  /// Steps that this run finished.
  public var stepsDone = 0
  /// Units and batches that an earlier run had committed and that this run did not repeat.
  public var skippedBatches = 0
  /// Units and batches that this run committed.
  public var committedBatches = 0
  /// The database was sealed by this very bundle: nothing was written.
  public var wasSealed = false

  public init() {}
}
