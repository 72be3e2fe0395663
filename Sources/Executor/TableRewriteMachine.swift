/// The course of one table's rewrite as a pure state machine: what has happened goes in, what to do next comes out.
///
/// It knows nothing of connections. The lock and the swap share one transaction: whoever loses the coordinator begins again
/// from what the ledger says, and everything that was staged has to be examined under a new lock.
public struct TableRewriteMachine: Sendable, Equatable {
  /// What the caller does next.
  public enum Action: Sendable, Equatable {
    /// The step's row in the ledger, and its staging table.
    case create
    /// Begin the coordinator's transaction and lock the source.
    case lock
    /// Ask whether the source is unchanged and the staging whole; answer with `examined`.
    case examine
    /// Forget what was staged.
    case void
    /// Split the source into batches.
    case plan
    /// Run the batches that are planned.
    case stage
    /// The swap's statements.
    case swap
    /// COMMIT, whose tag has to be `COMMIT`.
    case commit
    /// ROLLBACK: the swap was refused.
    case rollBack
    /// The units after the swap.
    case rebuild
    case finish
    /// The swap was refused twice: something swallows rows.
    case giveUp
  }

  /// What happened.
  public enum Event: Sendable, Equatable {
    case created
    /// The lock is held; what the ledger says by now, and how many batches have committed under earlier locks.
    case locked(LedgerState, committedBatches: Int)
    case examined(stands: Bool)
    case voided
    case planned
    case staged
    case swapped
    /// The numbers of rows differ (UN020).
    case swapRefused
    case committed
    case rolledBack
    case rebuilt
  }

  /// What the ledger says of the step.
  public enum LedgerState: String, Sendable, Equatable { case absent, begun, swapped, done }

  /// Refused swaps so far.
  public private(set) var refusals = 0
  /// Whether there is something to stage; a table that is only emptied has nothing.
  let stages: Bool
  /// What is staged proved wrong: it goes, whatever an examination would say.
  private var mustVoid = false

  public init(stages: Bool) { self.stages = stages }

  /// The first action, at the beginning and after every loss of the lock, from what the ledger says.
  public func begin(_ state: LedgerState) -> Action {
    switch state {
    case .absent, .begun: .create
    case .swapped: .rebuild
    case .done: .finish
    }
  }

  /// The next action.
  public mutating func next(after event: Event) -> Action {
    switch event {
    case .created: return .lock
    // A lost coordinator's COMMIT may have counted while the lock was waited for.
    case .locked(.swapped, _): return .rebuild
    case .locked(.done, _): return .finish
    case .locked(_, let committed):
      guard stages else { return .swap }
      return committed > 0 && !mustVoid ? .examine : .void
    case .examined(let stands): return stands ? .stage : .void
    case .voided:
      mustVoid = false
      return .plan
    case .planned: return .stage
    case .staged: return .swap
    case .swapped: return .commit
    case .swapRefused:
      refusals += 1
      mustVoid = true
      return .rollBack
    case .committed: return .rebuild
    case .rolledBack: return refusals >= 2 ? .giveUp : .lock
    case .rebuilt: return .finish
    }
  }
}
