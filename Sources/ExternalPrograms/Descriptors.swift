internal import Glibc
internal import SystemPackage

/// File descriptors that no child inherits.
enum Descriptors {
  /// swift-subprocess closes what a child is not given; the flag is for whoever else forks.
  static func pipe() throws(ExternalProgramError) -> (read: FileDescriptor, write: FileDescriptor) {
    do {
      let ends = try FileDescriptor.pipe()
      for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
      return (ends.readEnd, ends.writeEnd)
    } catch let error as Errno {
      throw .file(path: "pipe", errno: error.rawValue)
    } catch {
      throw .file(path: "pipe", errno: EIO)
    }
  }

  static func open(
    _ path: String, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions = []
  ) throws(ExternalProgramError) -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        FilePath(path), mode, options: options.union(.closeOnExec), permissions: [.ownerReadWrite])
    } catch let error as Errno {
      throw .file(path: path, errno: error.rawValue)
    } catch {
      throw .file(path: path, errno: EIO)
    }
  }
}

/// The system's words for its error numbers.
enum FileErrors {
  static func text(_ number: Int32) -> String { Errno(rawValue: number).description }
}
