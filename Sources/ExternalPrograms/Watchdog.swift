internal import Foundation
internal import Subprocess
internal import SystemPackage

/// A small process that outlives us by as long as it takes to clean up.
///
/// It holds the reading end of a pipe whose writing end only we have. When we are gone, whatever the way, it sees the
/// pipe's end, stops the server and removes the directory. It has a session of its own and ignores the signals that a
/// terminal sends to a whole group.
struct Watchdog: ~Copyable, Sendable {
  private let pipe: FileDescriptor

  /// - Parameters:
  ///   - directory: removed with all in it; the server's data is in its folder `data`.
  ///   - control: the `pg_ctl` that stops the server.
  ///   - user: who it runs as; the owner of the directory.
  static func start(directory: String, control: String, user: ProgramUser?) async throws -> Watchdog {
    let ends = try Descriptors.pipe()
    let watchdog = Watchdog(pipe: ends.write)
    let command = ProgramCommand("/bin/sh", ["-c", script, "understudy-watchdog", directory, control], user: user)
    var configuration = command.configuration
    configuration.platformOptions.createSession = true
    let status: TerminationStatus
    do {
      status = try await Subprocess.run(
        configuration, input: .fileDescriptor(ends.read, closeAfterSpawningProcess: true), output: .discarded,
        error: .discarded
      ).terminationStatus
    } catch {
      watchdog.release()
      throw error
    }
    if let error = command.failure(status, messages: "") {
      watchdog.release()
      throw error
    }
    return watchdog
  }

  /// Closes the pipe: the watchdog cleans up what is still there.
  consuming func release() { try? pipe.close() }

  /// The shell that we start ends at once; its child stays. Whatever was being made while we were killed (`initdb`,
  /// `pg_ctl start`) may still write for a moment: therefore the second look.
  private static let script = """
    exec 3<&0
    (
      trap '' INT TERM HUP QUIT PIPE
      cat <&3 >/dev/null
      for round in 1 2; do
        tries=0
        while [ -e "$1" ] && [ $tries -lt 100 ]; do
          tries=$((tries + 1))
          [ ! -e "$1/data/postmaster.pid" ] || "$2" stop -D "$1/data" -m immediate -t 20
          rm -rf -- "$1"
          [ ! -e "$1" ] || sleep 0.1
        done
        [ $round = 2 ] || sleep 1
      done
    ) >/dev/null 2>&1 </dev/null &
    exec 3<&-
    """
}
