/// The job for several applications, side by side: one that fails stops nobody else.
public struct JobRun: Sendable {
  public let job: Job
  public let surroundings: JobSurroundings

  public init(_ job: Job, in surroundings: JobSurroundings) {
    self.job = job
    self.surroundings = surroundings
  }

  /// Runs the applications; a report for each, in their order.
  public func run(_ applications: [Job.Application]) async -> [RunReport] {
    await withTaskGroup(of: (Int, RunReport).self) { group in
      for (position, application) in applications.enumerated() {
        group.addTask { (position, await ApplicationRun(application, of: job, in: surroundings).run()) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
