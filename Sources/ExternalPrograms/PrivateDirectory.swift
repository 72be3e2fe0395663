internal import Foundation
internal import Glibc

/// A directory of mode 0700 with a short path: a socket's path has at most 107 bytes.
struct PrivateDirectory: Sendable {
  let path: String

  /// Makes a new one, owned by `user`, in `place` or where temporary files belong.
  init(for user: ProgramUser?, in place: String? = nil) throws(ExternalProgramError) {
    let usual = ["/tmp", EnvironmentVariables.value("TMPDIR"), "/var/tmp"].compactMap { $0 }
    let places = place.map { [$0] } ?? usual
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

  /// Takes one that is there. Nil unless it is a directory of mode 0700 that `user` owns.
  init?(existing path: String, for user: ProgramUser?) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0,
      status.st_uid == user?.userID ?? geteuid()
    else { return nil }
    self.path = path
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
