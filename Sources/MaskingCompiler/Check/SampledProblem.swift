internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
public import PostgresSyntax
internal import RuleSyntax

/// A question that a server answers by making values as the masks will make them: the caller asks it, and feeds the
/// verdict back.
public struct SampleQuestion: Sendable {
  public let id: Int
  /// `CREATE OR REPLACE FUNCTION understudy.…`: what the query calls, in an order in which it can be created.
  public let functions: [SQL]
  /// Gives one row of two numbers: how many values were made, and how many of them are refused.
  public let query: SQL
}

/// What the server says of samples.
public enum SampleVerdict: Sendable, Equatable {
  /// How many values were made, and how many of them the condition refuses.
  case counted(made: Int, refused: Int)
  /// It could not make them.
  case failed
}

/// A question, and what is wrong with the rules where the answer is bad.
struct SampledProblem: Sendable {
  let functions: [SQL]
  let query: SQL
  /// Where values are refused.
  let refused: Diagnostic
  /// Where nobody knows.
  let unknown: Diagnostic

  func problem(_ verdict: SampleVerdict?) -> Diagnostic? {
    switch verdict {
    case .counted(let made, let refused): made == 0 ? unknown : refused > 0 ? self.refused : nil
    case .failed, nil: unknown
    }
  }
}
