/// One fault: what strikes, and at which message of a run.
public struct FaultPoint: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    /// The connection ends before the server gets the message.
    case cut
    /// The server gets it, its answer is lost.
    case swallow
    /// The message waits.
    case delay
    /// `pg_terminate_backend` of one of ours, whichever the seed says.
    case terminate
    /// `kill -9` of one of our backends: the server crashes and recovers.
    case killBackend
    case restartFast
    case restartImmediate
    /// SIGINT to the program, as a process of its own.
    case interruptProgram
    /// `kill -9` of the program.
    case killProgram
    /// Another program begins.
    case secondProgram

    /// Of a thousand points; nil where it gets what the others leave.
    var share: Int? {
      switch self {
      case .cut, .swallow: nil
      case .delay: 40
      case .terminate: 60
      case .killBackend, .killProgram: 30
      case .restartFast, .restartImmediate, .interruptProgram, .secondProgram: 20
      }
    }
  }

  public let kind: Kind
  /// The number of the message, from 1.
  public let message: Int

  public var description: String { "\(kind.rawValue) at message \(message)" }

  /// Distinct points, spread evenly over a run.
  ///
  /// - Parameters:
  ///   - count: how many; fewer where there are not so many messages.
  ///   - messages: of an undisturbed run.
  public static func spread(_ count: Int, over messages: Int) -> [FaultPoint] {
    var wanted: [Kind: Int] = [:]
    for kind in Kind.allCases { wanted[kind] = kind.share.map { max(1, count * $0 / 1000) } }
    let left = max(2, count - wanted.values.reduce(0, +))
    (wanted[.cut], wanted[.swallow]) = (left / 2, left - left / 2)
    return Kind.allCases.flatMap { kind in
      let number = min(messages, wanted[kind] ?? 0)
      return (0..<number).map { place in
        FaultPoint(kind: kind, message: 1 + (place * messages + messages / 2) / number)
      }
    }
  }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
