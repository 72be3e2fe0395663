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
    /// The column, where the expectation is the whole row's.
    public var column: String?
  }

  /// A column of a key and its value.
  public struct KeyValue: Sendable, Equatable {
    public let column: String
    public let value: String?
  }

  /// Nil for an assertion.
  public let relation: QualifiedName?
  /// Nil where it is the table's, or an assertion.
  public let column: Identifier?
  public let expectation: Expectation
  /// Where it stands: of what nobody wrote, the rule that it follows from.
  public let span: SourceSpan
  /// Whether it follows from the rules alone, and nobody wrote it.
  public var isDeclared = false
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

  /// What it is about: `public.customers.email`, `public.customers`, `assertion no open order`.
  public var subject: String {
    guard let relation else { return "assertion \(assertionName)" }
    return column.map { "\(relation).\($0)" } ?? relation.description
  }

  private var assertionName: String { if case .assertion(let name) = expectation { name } else { "" } }

  /// The failure as a diagnostic; nil where the expectation holds.
  public var diagnostic: Diagnostic? {
    guard !holds else { return nil }
    if let obstacle {
      return Diagnostic("expectation-unchecked", "\(subject): \(obstacle)", at: span, subject: subject)
    }
    let source = isDeclared ? [Diagnostic.Note("nobody wrote this expectation: the rule says it by itself")] : []
    return Diagnostic(
      "expectation-failed", "\(subject): \(complaint)", at: span,
      notes: examples.map { Diagnostic.Note(Self.words($0)) } + source, subject: subject)
  }

  private var complaint: String {
    func values(_ one: String, _ many: String) -> String {
      "\(failed) of \(checked) values \(failed == 1 ? one : many)"
    }
    return switch expectation {
    case .changed: values("is the original", "are originals")
    case .unchanged: values("is not the original", "are not the originals")
    case .null: values("is not NULL", "are not NULL")
    case .unique: values("is there already", "are there already")
    case .matches: values("does not match", "do not match")
    case .oneOf: values("is none of the list", "are none of the list")
    case .sameAs(let other): values("is not the replacement in \(other)", "are not the replacements in \(other)")
    case .valid(let form): values("is no valid \(form.rawValue)", "are no valid \(form.rawValue)")
    case .range: values("is out of the range", "are out of the range")
    case .distinctAtLeast(let number): "\(checked) different values, and at least \(number) are expected"
    case .frequencyHidden:
      "\(failed) of \(checked) originals that come several times have a replacement of their own"
    case .rows(let number): "\(checked) rows, and \(number) are expected"
    case .rowsUnchanged: "\(checked) rows, \(failed) more or less than before masking"
    case .empty: "\(checked) rows, and none is expected"
    case .joins(let column, let other): "\(failed) more values of \(column) find no row by \(other) than before masking"
    case .golden(let path): "\(failed) of \(checked) rows are not those of \(path)"
    case .assertion: "the query finds \(failed) \(failed == 1 ? "row" : "rows")"
    }
  }

  private static func words(_ failure: Failure) -> String {
    let key = failure.key.map { "\($0.column) = \($0.value ?? "NULL")" }.joined(separator: ", ")
    let row = failure.key.isEmpty ? "a row" : "the row \(key)"
    let value = failure.maskedValue.map { " `\($0)`" }
    guard let column = failure.column else { return value.map { "\(row) has\($0)" } ?? row }
    return "\(row) has\(value ?? " another value") in \(column)"
  }
}
