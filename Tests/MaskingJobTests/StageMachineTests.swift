import Testing

@testable import MaskingJob

@Suite struct StageMachineTests {
  /// Answers every question of the machine and notes what it wanted.
  private func course(_ answer: (StageMachine.Action) -> StageMachine.Event) -> [StageMachine.Action] {
    var machine = StageMachine()
    var actions = [machine.first]
    while let last = actions.last, actions.count < 100, let next = machine.react(to: answer(last)) {
      actions.append(next)
      if next == .finish { break }
      if case .giveUp = next { break }
    }
    return actions
  }

  @Test func everyStageIsDiscoveredDoneAndVerifiedInOrder() {
    let actions = course { action in
      switch action {
      case .discover: .missing
      case .act: .acted
      case .verify, .finish, .giveUp: .holds
      }
    }
    #expect(
      actions == Stage.allCases.flatMap { [.discover($0), .act($0), .verify($0)] } + [StageMachine.Action.finish])
  }

  @Test func whatIsFoundIsVerifiedAndNotDoneAgain() {
    let actions = course { action in
      switch action {
      case .discover(let stage): stage == .snapshot || stage == .publish ? .found : .missing
      case .act: .acted
      case .verify, .finish, .giveUp: .holds
      }
    }
    #expect(!actions.contains(.act(.snapshot)) && !actions.contains(.act(.publish)))
    #expect(actions.contains(.verify(.snapshot)) && actions.contains(.act(.prune)) && actions.last == .finish)
  }

  @Test func whatProvesUselessIsMadeAnewAndNotForEver() {
    var verified = 0
    let once = course { action in
      switch action {
      case .discover: return .found
      case .act: return .acted
      case .verify, .finish, .giveUp:
        verified += 1
        return verified == 1 ? .useless : .holds
      }
    }
    #expect(
      Array(once.prefix(4)) == [.discover(.provision), .verify(.provision), .act(.provision), .verify(.provision)])
    #expect(once.last == .finish)
    let always = course { action in
      switch action {
      case .discover: .missing
      case .act: .acted
      case .verify, .finish, .giveUp: .useless
      }
    }
    #expect(always.last == .giveUp(.provision))
  }

  @Test func anAnswerToAnotherQuestionIsNone() {
    var machine = StageMachine()
    #expect(machine.react(to: .acted) == nil)
    #expect(machine.react(to: .holds) == nil)
    #expect(machine.react(to: .missing) == .act(.provision))
    #expect(machine.react(to: .found) == nil)
    #expect(!machine.hasActed)
    #expect(machine.react(to: .acted) == .verify(.provision))
    #expect(machine.hasActed)
  }
}
