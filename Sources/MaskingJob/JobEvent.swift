/// What happens while applications run; for progress, never for decisions.
public struct JobEvent: Sendable, Equatable, Codable {
  public enum Kind: Sendable, Equatable, Codable {
    case stageBegan(Stage)
    case stageEnded(RunReport.StageRecord)
    case progress(JobProgress)
    /// Something worth a line, as in `the connection was lost; trying again in 2 s`.
    case note(String)
  }

  public let application: String
  public let kind: Kind

  public init(application: String, _ kind: Kind) {
    self.application = application
    self.kind = kind
  }
}

/// How far the masking of a database is.
public struct JobProgress: Sendable, Equatable, Codable {
  /// Steps of the bundle that are done, also those done by earlier attempts.
  public var stepsDone: Int
  public var steps: Int
  /// The share of the whole, 0 to 1: steps, and within a table its batches.
  public var share: Double
  /// Rows staged by this attempt.
  public var rows: Int
  /// What is worked on, as in `public.customers`.
  public var object: String?

  public init(stepsDone: Int, steps: Int, share: Double, rows: Int, object: String?) {
    self.stepsDone = stepsDone
    self.steps = steps
    self.share = share
    self.rows = rows
    self.object = object
  }
}
