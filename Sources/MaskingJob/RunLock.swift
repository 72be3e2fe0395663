public import Foundation

/// One run of an application at a time on one machine: an advisory lock that the kernel drops when the program ends, however
/// it ends.
public struct RunLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock, or says that another run has it.
  ///
  /// The descriptor is closed on exec, so that the temporary server does not keep the lock.
  public init(application: String, in folder: URL) throws(JobError) {
    let path = folder.appendingPathComponent("\(application).lock").path
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .fileUnwritable(folder.path)
    }
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw .fileUnwritable(path) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      throw .alreadyRunning(application: application)
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}
