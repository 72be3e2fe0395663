/// What happens while applications run; for progress, never for decisions.
public struct JobEvent: Sendable, Equatable, Codable {
  public enum Kind: Sendable, Equatable, Codable {
    case stageBegan(Stage)
    case stageEnded(RunReport.StageRecord)
    case progress(JobProgress)
    /// Something worth a line, as in `orphan of run … found`.
    case note(String)
  }

  public let application: String
  public let kind: Kind

  public init(application: String, _ kind: Kind) {
    self.application = application
    self.kind = kind
  }
}

/// How far a piece of work is.
public struct JobProgress: Sendable, Equatable, Codable {
  /// What is worked on, as in `public.customers`; nil for the whole.
  public let object: String?
  public let done: Int
  public let total: Int
  /// What is counted, as in `batches`.
  public let unit: String

  public init(object: String?, done: Int, total: Int, unit: String) {
    self.object = object
    self.done = done
    self.total = total
    self.unit = unit
  }
}
