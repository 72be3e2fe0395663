/// How bad a diagnostic is. Errors end a compilation, warnings do not.
public enum Severity: String, Sendable, Codable, CaseIterable {
  case error
  case warning
}

/// One problem in what the user wrote: what, where, why, and what to do.
///
/// Messages name objects of rules and catalogs; they never hold a row's value.
public struct Diagnostic: Sendable, Hashable, Codable, Error {
  /// A further place or fact that explains the problem.
  public struct Note: Sendable, Hashable, Codable {
    public let message: String
    public let span: SourceSpan?

    public init(_ message: String, at span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// A replacement that would mend the problem.
  public struct FixIt: Sendable, Hashable, Codable {
    public let span: SourceSpan
    public let replacement: String

    public init(replace span: SourceSpan, with replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  /// Stable, kebab-case; `understudy explain ID` prints its page.
  public let id: String
  public var severity: Severity
  /// One sentence without a full stop.
  public let message: String
  public let span: SourceSpan?
  public var notes: [Note]
  /// What to do about it, one sentence.
  public let help: String?
  public var fixIts: [FixIt]
  /// What an `accept:` entry names it by: a table, `table.column`, or nil where it cannot be accepted.
  public var subject: String?

  public init(
    _ id: String, _ message: String, severity: Severity = .error, at span: SourceSpan?, notes: [Note] = [],
    help: String? = nil, fixIts: [FixIt] = [], subject: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.span = span
    self.notes = notes
    self.help = help
    self.fixIts = fixIts
    self.subject = subject
  }

  /// The order in which diagnostics are printed: by file, place, id, message.
  public static func inSourceOrder(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    let leftKey = (left.span?.file ?? "", left.span?.start.offset ?? -1)
    let rightKey = (right.span?.file ?? "", right.span?.start.offset ?? -1)
    if leftKey != rightKey { return leftKey < rightKey }
    return (left.id, left.message) < (right.id, right.message)
  }
}

/// The user's rules or data are refused: exit code 1.
public struct DiagnosticsError: Error, Sendable {
  public let diagnostics: [Diagnostic]
  /// The files that the spans point into, for the source lines.
  public let files: [SourceFile]

  public init(_ diagnostics: [Diagnostic], files: [SourceFile]) {
    self.diagnostics = diagnostics.sorted(by: Diagnostic.inSourceOrder)
    self.files = files
  }
}
