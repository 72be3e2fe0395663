internal import Foundation
internal import Glibc

/// A directory of mode 0700 with a short path: a socket's path has at most 107 bytes.
struct PrivateDirectory: Sendable {
  let path: String

  /// Makes a new one, owned by `user`, in `place` or where temporary files belong.
  init(for user: ProgramUser?, in place: String? = nil) throws(ExternalProgramError) {
    let own = EnvironmentVariables.value("TMPDIR").flatMap { Self.isOpen($0, to: user) ? $0 : nil }
    let places = place.map { [$0] } ?? [own, "/tmp", "/var/tmp"].compactMap { $0 }
    var reason: Int32 = ENOENT
    for place in places where place.utf8.count < 70 {
      var template = Array((place + "/understudy-XXXXXX").utf8CString)
      guard mkdtemp(&template) != nil else {
        reason = errno
        continue
      }
      path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      guard let user, chown(path, user.userID, user.groupID) != 0 else { return }
      let number = errno
      rmdir(path)
      throw .file(path: path, errno: number)
    }
    throw .file(path: places.joined(separator: ", "), errno: reason)
  }

  /// Whether a user may go through every folder on the way; the folders of one's own sessions are often closed to others.
  private static func isOpen(_ path: String, to user: ProgramUser?) -> Bool {
    guard let user else { return true }
    var place = URL(fileURLWithPath: path).standardizedFileURL
    while true {
      var status = stat()
      guard stat(place.path, &status) == 0 else { return false }
      let isOwner = status.st_uid == user.userID
      guard status.st_mode & (isOwner ? 0o100 : 0o001) != 0 else { return false }
      if place.path == "/" { return true }
      place.deleteLastPathComponent()
    }
  }

  /// Takes one that is there. Nil unless it is a directory of mode 0700 that `user` owns.
  init?(existing path: String, for user: ProgramUser?) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0,
      status.st_uid == user?.userID ?? geteuid()
    else { return nil }
    self.path = path
  }

  /// A folder of this user's in /var/tmp that later programs find again; nobody else may write it.
  static func ours(_ name: String, mode: mode_t) throws(ExternalProgramError) -> String {
    let path = "/var/tmp/understudy-\(name)-\(geteuid())"
    if mkdir(path, mode) != 0, errno != EEXIST { throw .file(path: path, errno: errno) }
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
      status.st_mode & 0o022 == 0
    else { throw .file(path: path, errno: EPERM) }
    chmod(path, mode)
    return path
  }

  func remove() { Self.remove(path) }

  /// Removes a tree; again if something was still being written into it.
  static func remove(_ path: String) {
    for _ in 0..<5 {
      try? FileManager.default.removeItem(atPath: path)
      var status = stat()
      if lstat(path, &status) != 0 { return }
    }
  }
}
