internal import Glibc

/// A user of this machine that a program runs as.
public struct ProgramUser: Sendable, Hashable {
  public let name: String
  public let userID: UInt32
  public let groupID: UInt32
  public let home: String

  /// Nil where the machine has no such user.
  public init?(named name: String) {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
    self.name = name
    userID = entry.pw_uid
    groupID = entry.pw_gid
    home = String(cString: entry.pw_dir)
  }

  /// What stands before a command that this user is to run.
  ///
  /// Not the library's own way, setting the ids between fork and exec: glibc's setgroups waits there for threads that the
  /// fork has not copied, and a child that was forked while another thread was being born hangs for ever (measured: one
  /// test run in three).
  var prefix: [String] {
    ["/usr/bin/setpriv", "--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups", "--"]
  }

  /// Who a PostgreSQL server runs as: nil means the caller; never root.
  public static func forServers() throws(ExternalProgramError) -> ProgramUser? {
    guard geteuid() == 0 else { return nil }
    guard let user = ProgramUser(named: "postgres") ?? ProgramUser(named: "nobody"), user.userID != 0 else {
      throw .noServerUser
    }
    return user
  }
}
