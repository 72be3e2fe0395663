/// What happens while applications run; for progress, never for decisions.
public struct JobEvent: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
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

/// One line of `--format json`: `application`, `event`, and what belongs to that event under its own name.
extension JobEvent: Encodable {
  private enum Key: String, CodingKey { case application, event, stage, outcome, seconds, note, progress }

  public func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: Key.self)
    try line.encode(application, forKey: .application)
    switch kind {
    case .stageBegan(let stage):
      try line.encode("stage-began", forKey: .event)
      try line.encode(stage, forKey: .stage)
    case .stageEnded(let record):
      try line.encode("stage-ended", forKey: .event)
      try line.encode(record.name, forKey: .stage)
      try line.encode(record.outcome, forKey: .outcome)
      try line.encode(record.seconds, forKey: .seconds)
      try line.encodeIfPresent(record.note, forKey: .note)
    case .progress(let progress):
      try line.encode("progress", forKey: .event)
      try line.encode(progress, forKey: .progress)
    case .note(let text):
      try line.encode("note", forKey: .event)
      try line.encode(text, forKey: .note)
    }
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
