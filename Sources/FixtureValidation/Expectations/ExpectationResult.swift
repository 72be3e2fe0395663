public import Diagnostics
public import PostgresSyntax
public import RuleSyntax

/// What became of one expectation.
public struct ExpectationResult: Sendable, Equatable {
  /// A row that does not meet it.
  public struct Failure: Sendable, Equatable {
    /// The columns of the row's key and their values, which masking keeps.
    public let key: [KeyValue]
    /// The value after masking; nil where that is NULL, or is or may be an original.
    public let maskedValue: String?
  }

  /// A column of a key and its value.
  public struct KeyValue: Sendable, Equatable {
    public let column: String
    public let value: String?
  }

  public let relation: QualifiedName
  public let column: Identifier
  public let expectation: Expectation
  /// Where it stands.
  public let span: SourceSpan
  /// How many values it was held against.
  public let checked: Int
  /// How many values do not meet it.
  public let failed: Int
  /// The first of them.
  public let examples: [Failure]
  /// Why nothing could be checked, where that is so; then it has failed too.
  public let obstacle: String?

  public var holds: Bool { failed == 0 && obstacle == nil }

  /// The most examples that are kept.
  static let mostExamples = 5

  /// The failure as a diagnostic; nil where the expectation holds.
  public var diagnostic: Diagnostic? {
    guard !holds else { return nil }
    let subject = "\(relation).\(column)"
    if let obstacle {
      return Diagnostic("expectation-unchecked", "\(subject): \(obstacle)", at: span, subject: subject)
    }
    return Diagnostic(
      "expectation-failed", "\(subject): \(failed) of \(checked) values \(complaint(failed == 1))", at: span,
      notes: examples.map { Diagnostic.Note(Self.words($0)) }, subject: subject)
  }

  private func complaint(_ isOne: Bool) -> String {
    switch expectation {
    case .changed: isOne ? "is the original" : "are originals"
    case .unchanged: isOne ? "is not the original" : "are not the originals"
    case .unique: isOne ? "is there already" : "are there already"
    case .matches: isOne ? "does not match" : "do not match"
    }
  }

  private static func words(_ failure: Failure) -> String {
    let key = failure.key.map { "\($0.column) = \($0.value ?? "NULL")" }.joined(separator: ", ")
    let row = failure.key.isEmpty ? "a row" : "the row \(key)"
    return failure.maskedValue.map { "\(row) has `\($0)`" } ?? row
  }
}
