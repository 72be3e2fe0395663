internal import Foundation

/// Files that hold a secret.
public enum SecretFile {
  /// Writes a new file that only its owner can read, and refuses to replace one.
  ///
  /// - Throws: `JobError.fileExists`, `.fileUnwritable`.
  public static func create(_ path: String, _ text: String) throws(JobError) {
    try? FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw errno == EEXIST ? .fileExists(path) : .fileUnwritable(path) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      unlink(path)
      throw .fileUnwritable(path)
    }
  }
}
