internal import Glibc
internal import SystemPackage

/// A lock on a folder: the kernel drops it when the program ends, however it ends.
///
/// The lock's file may be removed with the folder: whoever waited for it finds that out and looks again.
struct FolderLock: ~Copyable, Sendable {
  /// What is locked.
  enum Purpose: String {
    /// Held alone and shortly: while a server is made, started or destroyed.
    case change = ".lock"
    /// Shared by all who have the server open.
    case use = ".use"
  }

  private let descriptor: FileDescriptor

  /// Waits until nobody else has the lock; `busy` when the time is over.
  static func exclusive(_ folder: String, _ purpose: Purpose, waiting: Duration) async throws -> FolderLock {
    let deadline = ContinuousClock.now + waiting
    let path = folder + "/" + purpose.rawValue
    while true {
      let lock = FolderLock(descriptor: try Descriptors.open(path, .readWrite, [.create]))
      let locked = lock.tryExclusive()
      if locked, lock.isStill(path) { return lock }
      if !locked {
        guard ContinuousClock.now < deadline else { throw ExternalProgramError.busy(path: folder) }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// Takes the lock together with others; nobody can have it alone, since that needs `change` too, which the caller holds.
  static func shared(_ folder: String, _ purpose: Purpose) throws -> FolderLock {
    let lock = FolderLock(
      descriptor: try Descriptors.open(folder + "/" + purpose.rawValue, .readWrite, [.create]))
    guard flock(lock.descriptor.rawValue, LOCK_SH | LOCK_NB) == 0 else {
      throw ExternalProgramError.busy(path: folder)
    }
    return lock
  }

  /// Alone, if nobody else has it.
  func tryExclusive() -> Bool { flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 }

  deinit { try? descriptor.close() }

  private func isStill(_ path: String) -> Bool {
    var held = stat()
    var named = stat()
    return fstat(descriptor.rawValue, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino
      && held.st_dev == named.st_dev
  }
}
