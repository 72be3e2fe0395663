import Executor
import Testing

@Suite struct TableRewriteMachineTests {
  /// The actions that a machine asks for, when each is answered by the event of the same place.
  func course(
    _ machine: inout TableRewriteMachine, from state: TableRewriteMachine.LedgerState,
    _ events: [TableRewriteMachine.Event]
  ) -> [TableRewriteMachine.Action] {
    [machine.begin(state)] + events.map { machine.next(after: $0) }
  }

  @Test func undisturbed() {
    var machine = TableRewriteMachine(stages: true)
    let actions = course(
      &machine, from: .absent,
      [.created, .locked(.begun, committedBatches: 0), .voided, .planned, .staged, .swapped, .committed, .rebuilt])
    #expect(actions == [.create, .lock, .void, .plan, .stage, .swap, .commit, .rebuild, .finish])
  }

  @Test func whatWasStagedUnderAnEarlierLockIsExamined() {
    var machine = TableRewriteMachine(stages: true)
    #expect(
      course(
        &machine, from: .begun, [.created, .locked(.begun, committedBatches: 3), .examined(stands: true), .staged])
        == [.create, .lock, .examine, .stage, .swap])
    #expect(
      course(
        &machine, from: .begun, [.created, .locked(.begun, committedBatches: 3), .examined(stands: false), .voided])
        == [.create, .lock, .examine, .void, .plan])
  }

  @Test func aRefusedSwapVoidsAndIsTriedOnceMore() {
    var machine = TableRewriteMachine(stages: true)
    _ = machine.begin(.begun)
    #expect(machine.next(after: .swapRefused) == .rollBack)
    #expect(machine.next(after: .rolledBack) == .lock)
    #expect(machine.next(after: .locked(.begun, committedBatches: 16)) == .void, "no examination can save it")
    #expect(machine.next(after: .voided) == .plan)
    #expect(machine.next(after: .swapRefused) == .rollBack)
    #expect(machine.next(after: .rolledBack) == .giveUp)
  }

  @Test func aSwappedTableIsOnlyRebuilt() {
    var machine = TableRewriteMachine(stages: true)
    #expect(course(&machine, from: .swapped, [.rebuilt]) == [.rebuild, .finish])
    let done = TableRewriteMachine(stages: true)
    #expect(done.begin(.done) == .finish)
  }

  /// The COMMIT of a coordinator that was lost may count while the next one waits for the lock.
  @Test func aSwapThatCountedMeanwhileIsNotRepeated() {
    var machine = TableRewriteMachine(stages: true)
    #expect(
      course(&machine, from: .begun, [.created, .locked(.swapped, committedBatches: 3), .rebuilt])
        == [.create, .lock, .rebuild, .finish])
    #expect(machine.next(after: .locked(.done, committedBatches: 3)) == .finish)
  }

  @Test func aTableThatIsOnlyEmptiedStagesNothing() {
    var machine = TableRewriteMachine(stages: false)
    #expect(
      course(&machine, from: .absent, [.created, .locked(.begun, committedBatches: 0), .swapped])
        == [.create, .lock, .swap, .commit])
  }
}

@Suite struct RunMachineTests {
  let steps = ["0040", "0100", "0101", "0800"]
  let groups = [["0040"], ["0100", "0101"], ["0800"]]

  @Test func stepsInOrder() {
    var machine = RunMachine(groups: groups, workers: 2)
    func next(_ event: RunMachine.Event) -> RunMachine.Action { machine.next(after: event, now: .zero, jitter: 0) }
    #expect(next(.opened(done: [])) == .perform(steps: ["0040"]))
    #expect(next(.performed(steps: ["0040"])) == .perform(steps: ["0100", "0101"]), "tables go side by side")
    #expect(next(.performed(steps: ["0100", "0101"])) == .perform(steps: ["0800"]))
    #expect(next(.performed(steps: ["0800"])) == .finish)
    #expect(machine.found == [])
  }

  @Test func aLostConnectionLeadsBackToTheLedger() {
    var machine = RunMachine(groups: groups, workers: 2)
    func next(_ event: RunMachine.Event) -> RunMachine.Action { machine.next(after: event, now: .zero, jitter: 0) }
    _ = next(.connected)
    _ = next(.opened(done: ["0040"]))
    #expect(next(.failed(.connectionLost)) == .wait(.milliseconds(125)))
    #expect(next(.waited) == .open)
    // The COMMIT whose answer was lost had counted.
    #expect(next(.opened(done: ["0040", "0101"])) == .perform(steps: ["0100"]))
    #expect(machine.found == ["0040"], "what was found is what the first look at the ledger said")
  }

  @Test func aServerThatWasNeverReachedIsNotWaitedFor() {
    var machine = RunMachine(groups: groups, workers: 2)
    #expect(
      machine.next(after: .failed(.unreachable), now: .zero, jitter: 0) == .stop(.failed(.unreachable, .tooLong)))
    var patient = RunMachine(groups: groups, workers: 2, patience: .seconds(60))
    #expect(patient.next(after: .failed(.unreachable), now: .zero, jitter: 0) == .wait(.milliseconds(125)))
    #expect(
      patient.next(after: .failed(.unreachable), now: .seconds(60), jitter: 0)
        == .stop(.failed(.unreachable, .tooLong)))
  }

  /// Our own leftovers may be what fills it, and are about to go.
  @Test func aFullServerIsAskedAgain() {
    var machine = RunMachine(groups: groups, workers: 4)
    #expect(
      machine.next(after: .failed(.tooManyConnections), now: .seconds(1), jitter: 0) == .wait(.milliseconds(125)))
    #expect(machine.policy.workers == 2)
    #expect(
      machine.next(after: .failed(.tooManyConnections), now: .seconds(60), jitter: 0)
        == .stop(.failed(.tooManyConnections, .tooLong)))
  }

  @Test func nothingLeftToDo() {
    var machine = RunMachine(groups: groups, workers: 2)
    #expect(machine.next(after: .opened(done: Set(steps)), now: .zero, jitter: 0) == .finish)
  }

  @Test func stops() {
    var machine = RunMachine(groups: groups, workers: 2)
    #expect(machine.next(after: .interrupted, now: .zero, jitter: 0) == .stop(.interrupted))
    #expect(machine.next(after: .deadlinePassed, now: .zero, jitter: 0) == .stop(.outOfTime))
    #expect(machine.next(after: .failed(.diskFull), now: .zero, jitter: 0) == .stop(.failed(.diskFull, .final)))
  }
}
