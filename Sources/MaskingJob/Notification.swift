internal import ExternalPrograms
internal import Foundation

/// Tells somebody of a failed run: the job's program, with the path of the report as its last argument. It gets no values.
struct Notification: Sendable {
  /// A program that takes longer is ended: nobody waits for it at night.
  private static let patience = Duration.seconds(60)

  let command: [String]

  /// - Returns: whether it went well, or there is nobody to tell.
  func send(report: URL) async -> Bool {
    guard !command.isEmpty else { return true }
    // `env` looks a plain name up in PATH.
    let program = ProgramCommand("/usr/bin/env", command + [report.path], timeout: Self.patience)
    // Also in a cancelled task: an interrupted night is worth telling.
    return await Task.detached { (try? await program.run()) != nil }.value
  }
}
