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

extension Descriptors {
  /// What a pipe holds before its reader reads.
  private static let pipeCapacity = 65_536

  /// What a program is to read: a filled pipe, or a file of ours that nobody can name any more.
  ///
  /// swift-subprocess 1.0.2 feeds bytes itself from a task that a cancellation ends before it closes the descriptor, and then
  /// ends this program.
  ///
  /// - Parameter inFile: whether it has to be a file, as for who opens it more than once.
  static func holding(_ bytes: [UInt8], inFile: Bool = false) throws(ExternalProgramError) -> FileDescriptor {
    let (reader, writer) = try bytes.count <= pipeCapacity && !inFile ? pipe() : namelessFile()
    defer { try? writer.close() }
    do {
      try writer.writeAll(bytes)
      return reader
    } catch {
      try? reader.close()
      throw .file(path: "a temporary file", errno: (error as? Errno)?.rawValue ?? EIO)
    }
  }

  private static func namelessFile() throws(ExternalProgramError) -> (read: FileDescriptor, write: FileDescriptor) {
    var template = Array(((EnvironmentVariables.value("TMPDIR") ?? "/tmp") + "/understudy-XXXXXX").utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw .file(path: "a temporary file", errno: errno) }
    let writer = FileDescriptor(rawValue: number)
    defer { unlink(&template) }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    do {
      return (
        try open(template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }, .readOnly),
        writer
      )
    } catch {
      try? writer.close()
      throw error
    }
  }
}

/// The system's words for its error numbers.
enum FileErrors {
  static func text(_ number: Int32) -> String { Errno(rawValue: number).description }
}
