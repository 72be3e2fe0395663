public import ExternalPrograms

/// What a job's runs see of the world besides the job file.
public struct JobSurroundings: Sendable {
  /// Keys and parameters.
  public var secrets: Secrets
  /// Servers and tools.
  public var programs: ProgramFinder
  /// When runs have to stop, resumably.
  public var deadline: ContinuousClock.Instant?
  /// Takes what happens, for progress.
  public var show: @Sendable (JobEvent) -> Void
  /// What an error means to a person: messages and exit codes are made in one place, and it is not here.
  public var describe: @Sendable (any Error) -> FailureSummary

  public init(
    secrets: Secrets, programs: ProgramFinder, deadline: ContinuousClock.Instant? = nil,
    show: @escaping @Sendable (JobEvent) -> Void,
    describe: @escaping @Sendable (any Error) -> FailureSummary
  ) {
    self.secrets = secrets
    self.programs = programs
    self.deadline = deadline
    self.show = show
    self.describe = describe
  }
}
