internal import Executor
internal import ExternalPrograms
internal import Foundation
internal import PostgresClient
internal import SnapshotStage

/// Looks for temporary databases that dead runs have left, and removes those that are past their time.
public struct Cleaning: Sendable {
  /// What was found of one application.
  public struct Finding: Sendable, Codable, Equatable {
    public enum Decision: String, Sendable, Codable {
      /// Past its time.
      case remove
      /// A run is under way, or the next one carries it on, or it is not provably ours.
      case leave
    }

    public let application: String
    /// Where it is: a folder, or a database.
    public let place: String
    public let run: String?
    public let decision: Decision
    public let reason: String
    /// Whether it was removed now.
    public var removed = false
  }

  public let job: Job
  public let surroundings: JobSurroundings

  public init(_ job: Job, in surroundings: JobSurroundings) {
    self.job = job
    self.surroundings = surroundings
  }

  /// Looks at every application of the job.
  ///
  /// - Parameter removing: whether what is past its time goes; else it is only told.
  public func clean(removing: Bool) async throws -> [Finding] {
    var findings: [Finding] = []
    for application in job.applications {
      if case .aws(let settings) = application.source {
        findings += try await clean(application, on: settings, removing: removing)
        continue
      }
      if let finding = try await clean(application, removing: removing) { findings.append(finding) }
    }
    return findings + strangers()
  }

  /// What is on AWS: temporary databases, and snapshots that were never published.
  private func clean(
    _ application: Job.Application, on settings: AwsSettings, removing: Bool
  ) async throws -> [Finding] {
    let cleaning = AwsCleaning(settings, command: try surroundings.aws(settings))
    var findings: [Finding] = []
    for standing in try await cleaning.look() {
      // Published snapshots and bases are no leftovers.
      guard let reason = standing.reasonToRemove ?? (standing.isSnapshot ? nil : standing.reasonToStay) else {
        continue
      }
      var finding = Finding(
        application: application.name, place: standing.name, run: standing.run,
        decision: standing.reasonToRemove == nil ? .leave : .remove, reason: reason)
      if finding.decision == .remove, removing { finding.removed = try await cleaning.remove(standing) }
      findings.append(finding)
    }
    return findings
  }

  private func clean(_ application: Job.Application, removing: Bool) async throws -> Finding? {
    let folder = application.temporary
    let isThere = application.place != .embedded || TemporaryServer.exists(folder: folder.path)
    guard isThere else { return nil }
    do {
      let lock = try RunLock(application: application.name, in: folder.deletingLastPathComponent())
      let finding = try await cleanLocked(application, removing: removing)
      _ = consume lock
      return finding
    } catch JobError.alreadyRunning {
      return Finding(
        application: application.name, place: RuleFiles.shortPath(folder), run: nil, decision: .leave,
        reason: "a run is under way")
    }
  }

  private func cleanLocked(_ application: Job.Application, removing: Bool) async throws -> Finding? {
    let server = try await CopyServer.find(application, surroundings, protected: job.protected)
    guard var finding = try await judge(application, on: server) else { return nil }
    if finding.decision == .remove, removing {
      try await server.remove()
      finding.removed = true
    }
    return finding
  }

  private func judge(_ application: Job.Application, on server: CopyServer) async throws -> Finding? {
    func finding(_ decision: Finding.Decision, _ reason: String, run: String? = nil) -> Finding {
      Finding(
        application: application.name,
        place: server.isOurs ? RuleFiles.shortPath(application.temporary) : server.database,
        run: run, decision: decision, reason: reason)
    }
    let (exists, comment) = try await server.withMaintenance { maintenance in
      (try await maintenance.exists(server.database), try await maintenance.comment(on: server.database))
    }
    guard exists else { return server.isOurs ? finding(.remove, "its making was cut short") : nil }
    guard let mark = try await Mark.read(at: server.target) else {
      return server.isOurs || CopyOrigin(comment) != nil
        ? finding(.remove, "no run has adopted it") : finding(.leave, "it carries no mark: it may be somebody's")
    }
    guard mark.application == application.name else {
      return finding(.leave, "its mark names another application", run: mark.run)
    }
    guard try await mark.place == Place.of(server.target) else {
      return finding(.leave, "its mark was made for another place", run: mark.run)
    }
    guard let reason = Orphan(mark: mark, application: application).reasonThatItIsPast() else {
      return finding(.leave, "it is young enough: the next run carries it on", run: mark.run)
    }
    return finding(.remove, reason, run: mark.run)
  }

  /// Folders of applications that the job does not name any more: nobody knows whose they are.
  private func strangers() -> [Finding] {
    let folders = Set(job.applications.map { $0.temporary.deletingLastPathComponent() })
    let known = Set(job.applications.map(\.name))
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.sorted().filter { name in
        !known.contains(name) && TemporaryServer.exists(folder: folder.appendingPathComponent(name).path)
      }.map { name in
        Finding(
          application: name, place: RuleFiles.shortPath(folder.appendingPathComponent(name)), run: nil,
          decision: .leave,
          reason: "the job has no such application")
      }
    }
  }
}
