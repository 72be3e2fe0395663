public import Diagnostics

/// How many spoilt rules the expectations notice.
public struct MutationReport: Sendable, Equatable {
  /// A mutant that every expectation lets through.
  public struct Survivor: Sendable, Equatable {
    /// `removed`, `weakened` or `swapped`.
    public let change: String
    public let span: SourceSpan
    /// As in `customers.email: link customer_email becomes keep`.
    public let title: String
    /// What to do, as in `expect customers.email { changed: true } in the case shop`.
    public let help: String
  }

  /// Noticed by an expectation, or by the server, which refuses the masked rows.
  public let killed: Int
  public let survivors: [Survivor]
  /// Changes that the compiler refuses: they cannot happen.
  public let refused: Int
  /// Changes that leave every table's SQL as it was: another rule decides.
  public let equivalent: Int
  /// Of all mutants together.
  public let seconds: Double

  public init(killed: Int, survivors: [Survivor], refused: Int, equivalent: Int, seconds: Double) {
    self.killed = killed
    self.survivors = survivors
    self.refused = refused
    self.equivalent = equivalent
    self.seconds = seconds
  }

  /// Those that count.
  public var mutants: Int { killed + survivors.count }

  /// In percent, 0 to 100; 100 where there is no mutant.
  public var score: Double { mutants == 0 ? 100 : 100 * Double(killed) / Double(mutants) }

  /// The score in words, as in `97.3 %`; never rounded up: 100 means all.
  public var percent: String {
    let tenths = Int(score * 10)
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// The survivors in source order.
  public var diagnostics: [Diagnostic] {
    survivors.map { survivor in
      Diagnostic(
        "mutant-survived", "nothing notices that \(survivor.title) (\(survivor.change))", severity: .warning,
        at: survivor.span, help: survivor.help)
    }.sorted(by: Diagnostic.inSourceOrder)
  }
}
