internal import BundleFormat
internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// A new file that takes bytes piece by piece and knows their digest. Whoever it belongs to alone can read it.
final class DigestingFile: Sendable {
  private struct State: ~Copyable {
    var descriptor: Int32
    var digest = IncrementalSHA256()
    var bytes = 0
  }

  let path: String
  private let state: Mutex<State>

  init(_ path: String) throws(SnapshotError) {
    let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw .writing(path, errno) }
    self.path = path
    state = Mutex(State(descriptor: opened))
  }

  deinit { state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

  func append(_ piece: [UInt8]) throws {
    try state.withLock { state in
      var rest = piece[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
        if written < 0 {
          if errno == EINTR { continue }
          throw SnapshotError.writing(path, errno)
        }
        rest = rest.dropFirst(written)
      }
      state.digest.update(piece)
      state.bytes += piece.count
    }
  }

  /// Syncs and closes the file. What a full disk or quota refused late shows here.
  func finish() throws -> FileDigest {
    try state.withLock { state in
      guard fsync(state.descriptor) == 0 else { throw SnapshotError.writing(path, errno) }
      let closed = close(state.descriptor)
      state.descriptor = -1
      guard closed == 0 else { throw SnapshotError.writing(path, errno) }
      return FileDigest(bytes: state.bytes, sha256: state.digest.hex())
    }
  }
}

/// A file's size and SHA-256.
struct FileDigest: Sendable, Equatable {
  let bytes: Int
  let sha256: String

  init(bytes: Int, sha256: String) {
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// Reads a file, on a thread of its own: the cooperative pool is too small to wait for a disk.
  static func of(_ url: URL) async throws -> FileDigest {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try FileDigest(reading: url) }) }
    }
  }

  private init(reading url: URL) throws {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SnapshotError.file(path: url.relativePath, errno: errno) }
    defer { close(descriptor) }
    var digest = IncrementalSHA256()
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw SnapshotError.file(path: url.relativePath, errno: errno)
      }
      if count == 0 { break }
      digest.update(buffer[..<count])
      total += count
    }
    self.init(bytes: total, sha256: digest.hex())
  }
}

/// What the system's error numbers mean here.
enum SystemErrors {
  static func isFull(_ number: Int32) -> Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }

  /// The number behind an error of Foundation's.
  static func number(_ error: any Error) -> Int32 {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    return cause.domain == NSPOSIXErrorDomain ? Int32(cause.code) : EIO
  }

  /// Makes a directory's entries last.
  static func syncDirectory(_ path: String) throws(SnapshotError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .writing(path, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .writing(path, errno) }
  }

  /// Renames a file that is whole, durably.
  static func publish(_ part: String, as final: URL) throws(SnapshotError) {
    guard rename(part, final.path) == 0 else { throw .writing(final.relativePath, errno) }
    try syncDirectory(final.deletingLastPathComponent().path)
  }
}
