internal import Dispatch
internal import Foundation

/// SIGINT and SIGTERM as a call: once, so that a second signal ends the program the ordinary way.
final class Interruption: Sendable {
  // Dispatch sources are thread-safe; Dispatch does not say so in its types on Linux.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  init(_ interrupt: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        interrupt()
      }
      return source
    }
    for source in sources { source.resume() }
  }

  func stop() { for source in sources { source.cancel() } }
}
