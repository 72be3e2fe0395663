internal import Foundation
internal import Synchronization

/// Where text goes: a standard stream, or memory in a test.
public struct TextSink: Sendable {
  /// Whether a person looks on, so that a line may be drawn again.
  public let isTerminal: Bool
  private let write: @Sendable (String) -> Void

  public init(isTerminal: Bool = false, write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.write = write
  }

  public static let standardOutput = TextSink(descriptor: STDOUT_FILENO)
  public static let standardError = TextSink(descriptor: STDERR_FILENO)

  /// Writes the text as it is.
  public func callAsFunction(_ text: String) { write(text) }

  /// Writes a line.
  public func line(_ text: String) { write(text + "\n") }

  private init(descriptor: Int32) {
    self.init(isTerminal: isatty(descriptor) == 1) { text in
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { bytes in Foundation.write(descriptor, bytes.baseAddress, bytes.count) }
        if written < 0 {
          // A reader that went away (`| head`) is no failure of ours.
          if errno == EINTR { continue }
          return
        }
        rest = rest.dropFirst(written)
      }
    }
  }
}

/// Text kept in memory.
public final class CapturedText: Sendable {
  private let text = Mutex("")

  public init() {}

  /// Everything written so far.
  public var value: String { text.withLock { $0 } }

  /// The sink that writes here.
  public var sink: TextSink { TextSink { [self] piece in text.withLock { $0 += piece } } }
}
