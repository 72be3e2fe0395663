internal import BundleFormat
internal import ExternalPrograms
internal import Foundation
internal import SnapshotStage

extension Job.Application {
  /// The provider that the job names, for one run.
  ///
  /// - Throws: `ExternalProgramError.missing` without the `aws` command.
  func provider(_ surroundings: JobSurroundings, protected: [String]) throws -> any SnapshotProvider {
    guard case .aws(let settings) = source else { return LocalProvider(self, surroundings, protected: protected) }
    let deadline = surroundings.deadline.map { Date(timeIntervalSinceNow: Self.seconds(until: $0)) }
    return AwsProvider(
      settings, command: try surroundings.aws(settings), holder: Self.holder(of: temporary), deadline: deadline
    ) { [name] text in surroundings.show(JobEvent(application: name, .note(text))) }
  }

  private static func seconds(until instant: ContinuousClock.Instant) -> TimeInterval {
    let rest = (instant - .now).components
    return Double(rest.seconds) + Double(rest.attoseconds) / 1e18
  }

  /// Where no two runs of an application are alive at once: this machine, and the folder that holds their lock.
  private static func holder(of folder: URL) -> String {
    let machine = ProcessInfo.processInfo.hostName.prefix(60)
    return "\(machine)/\(SHA256Digest.hex(Data(folder.standardizedFileURL.path.utf8)).prefix(8))"
  }
}

extension JobSurroundings {
  /// The `aws` command, with what the environment says about credentials.
  func aws(_ settings: AwsSettings) throws -> AwsCommand {
    try AwsCommand(settings, programs: programs, environment: secrets.environment)
  }
}
