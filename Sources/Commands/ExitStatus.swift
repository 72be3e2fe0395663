/// What the program tells the shell; the numbers are part of the outward contract.
public enum ExitStatus: Int32, Sendable, CaseIterable, Codable {
  case done = 0
  /// The rules or the data are refused, or `--check` differs.
  case rulesRefused = 1
  /// Verification failed; nothing was published.
  case verificationFailed = 2
  case usage = 64
  /// A server or a tool could not be reached.
  case unavailable = 69
  /// A bug of ours.
  case internalError = 70
  case fileOrDisk = 74
  /// Interrupted or out of time: run again to resume.
  case interrupted = 75
  /// Not a marked copy, or a privilege is missing.
  case refused = 77
  /// The job file, the key or a parameter.
  case configuration = 78

  /// What several applications end with: the gravest of what occurred.
  public static let gravestFirst: [ExitStatus] = [
    .internalError, .verificationFailed, .refused, .configuration, .rulesRefused, .fileOrDisk, .unavailable,
    .interrupted,
  ]

  /// The status of a run over several applications.
  public static func gravest(of statuses: some Sequence<ExitStatus>) -> ExitStatus {
    let occurred = Set(statuses)
    if let found = gravestFirst.first(where: occurred.contains) { return found }
    return occurred.contains(.usage) ? .usage : .done
  }
}
