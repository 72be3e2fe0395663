public import Diagnostics
public import Verifier

/// What a validation of an application found.
public struct ValidationReport: Sendable {
  /// One case: its data, masked and checked.
  public struct Case: Sendable {
    public let name: String
    /// In the order of the file.
    public let expectations: [ExpectationResult]
    /// What is wrong with the expectations themselves; then none of them was checked.
    public let refusals: [Diagnostic]
    /// Promises of the rules that the verifier found broken.
    public let findings: [VerificationFinding]
    /// For rendering: the expectations file.
    public let files: [SourceFile]

    public var holds: Bool { expectations.allSatisfy(\.holds) && refusals.isEmpty && findings.isEmpty }

    /// Everything that failed and has a place, in source order.
    public var diagnostics: [Diagnostic] {
      (refusals + expectations.compactMap(\.diagnostic)).sorted(by: Diagnostic.inSourceOrder)
    }
  }

  public let application: String
  /// Whether the rules did not compile; then there are no cases.
  public let isRefused: Bool
  /// The compiler's errors and warnings.
  public let diagnostics: [Diagnostic]
  /// The rule files, for rendering.
  public let files: [SourceFile]
  public let cases: [Case]
  /// How well the expectations notice spoilt rules; nil where that was not asked for, or a case does not hold.
  public var mutation: MutationReport?

  public var holds: Bool { !isRefused && cases.allSatisfy(\.holds) }
}
