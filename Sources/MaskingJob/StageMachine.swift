/// A run's way through its stages: a pure state machine. What was seen or done goes in, what to do next comes out.
///
/// Every stage is discover ▸ act ▸ verify: what the world shows already is not done again, and what was done is looked at
/// before the next stage begins. Nothing else is remembered, so a run that died begins at the first stage and finds its way.
struct StageMachine: Sendable, Equatable {
  enum Action: Sendable, Equatable {
    /// Look whether the stage is done already.
    case discover(Stage)
    case act(Stage)
    /// Look whether what stands is what it has to be.
    case verify(Stage)
    case finish
    /// What stands proved useless again after it was made anew.
    case giveUp(Stage)
  }

  enum Event: Sendable, Equatable {
    /// Nothing of the stage is there.
    case missing
    /// An earlier run has done it.
    case found
    case acted
    case holds
    /// What stands cannot be carried on.
    case useless
  }

  private(set) var stage = Stage.provision
  /// Whether the stage was carried out now, and not found.
  private(set) var hasActed = false
  private var phase = Phase.discover
  private var remakes = 0

  private enum Phase: Sendable, Equatable { case discover, act, verify }

  /// How often what proves useless is made anew: once is an orphan, more than once is a fault.
  static let mostRemakes = 2

  var first: Action { .discover(stage) }

  /// What follows an event; nil where it answers no question that was asked, which is a mistake of the caller's.
  mutating func react(to event: Event) -> Action? {
    switch (phase, event) {
    case (.discover, .missing): return act()
    case (.discover, .found): return verify()
    case (.discover, .useless), (.verify, .useless):
      remakes += 1
      return remakes > Self.mostRemakes ? .giveUp(stage) : act()
    case (.act, .acted):
      hasActed = true
      return verify()
    case (.verify, .holds): return next()
    case (.discover, .acted), (.discover, .holds), (.act, .missing), (.act, .found), (.act, .holds), (.act, .useless),
      (.verify, .missing), (.verify, .found), (.verify, .acted):
      return nil
    }
  }

  private mutating func act() -> Action {
    phase = .act
    return .act(stage)
  }

  private mutating func verify() -> Action {
    phase = .verify
    return .verify(stage)
  }

  private mutating func next() -> Action {
    guard let place = Stage.allCases.firstIndex(of: stage), place + 1 < Stage.allCases.count else { return .finish }
    (stage, phase, hasActed, remakes) = (Stage.allCases[place + 1], .discover, false, 0)
    return .discover(stage)
  }
}
