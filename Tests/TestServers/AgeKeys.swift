import ExternalPrograms

/// A pair of age keys, made once for all tests.
public actor AgeKeys {
  public static let shared = AgeKeys()
  private var known: Pair?

  public struct Pair: Sendable {
    public let identity: String
    public let recipient: String
  }

  public func texts() async throws -> Pair {
    if let known { return known }
    let keygen = try ProgramFinder().find(.ageKeygen)
    let identity = try await ProgramCommand(keygen).output()
    let pair = Pair(
      identity: identity, recipient: try await ProgramCommand(keygen, ["-y"]).output(input: .text(identity)))
    known = pair
    return pair
  }
}
