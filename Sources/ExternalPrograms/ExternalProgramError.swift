/// Why a program could not do its work.
///
/// What a program printed is shown only where it was fed no data: servers and restores speak of rows.
public enum ExternalProgramError: Error, Sendable, Equatable {
  /// The program is nowhere; `searched` says where it was looked for.
  case missing(program: String, searched: String)
  /// No PostgreSQL of this major version is installed; those that are, each once, in their order.
  case missingServer(major: Int, present: [Int])
  /// Ended with another code than 0. `detail` is what a program that saw no data said about it.
  case failed(program: String, exitCode: Int32, detail: String?)
  /// Ended by a signal that was not ours.
  case signaled(program: String, signal: Int32)
  case timedOut(program: String, seconds: Int)
  /// A file, a directory or the disk.
  case file(path: String, errno: Int32)
  /// PostgreSQL refuses to run as root, and this machine has neither `postgres` nor `nobody`.
  case noServerUser
  /// Another program holds the folder.
  case busy(path: String)
  /// A temporary server's folder was copied or moved: what it names belongs to the folder that it was made in.
  case foreignServer(folder: String, owner: String)
}

extension ExternalProgramError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let program, let searched): "\(program) was not found; searched \(searched)"
    case .missingServer(let major, let present):
      "no PostgreSQL \(major) was found; "
        + (present.isEmpty
          ? "no server is installed" : "found: " + present.map(String.init).joined(separator: ", "))
    case .failed(let program, let exitCode, let detail):
      "\(program) failed with exit code \(exitCode)" + (detail.map { ": " + $0 } ?? "")
    case .signaled(let program, let signal): "\(program) was ended by signal \(signal)"
    case .timedOut(let program, let seconds): "\(program) did not end within \(seconds) s"
    case .file(let path, let errno): "\(path): \(FileErrors.text(errno))"
    case .noServerUser: "PostgreSQL does not run as root, and there is no user postgres or nobody"
    case .busy(let path): "\(path) is in use by another understudy"
    case .foreignServer(let folder, let owner): "\(folder) was copied or moved: its server belongs to \(owner)"
    }
  }

  /// Whether a file or the disk was the reason, and not the program.
  public var isFileError: Bool {
    switch self {
    case .file: true
    case .missing, .missingServer, .failed, .signaled, .timedOut, .noServerUser, .busy, .foreignServer: false
    }
  }
}
