import Glibc
import Synchronization

/// A proxy on a Unix socket that cuts one connection at one COMMIT: before the server gets it, or after it has answered.
///
/// Each direction has a thread of its own; `stop()` ends them by closing what they read.
final class CuttingProxy: Sendable {
  enum Cut: String, Sendable, CaseIterable { case beforeItArrives, afterItCounted }

  private let listener: Int32
  private let directory: String
  private let target: String
  private let cut: Cut
  /// COMMITs still to pass before the one that is cut.
  private let remaining: Mutex<Int>
  private let sockets = Mutex<[Int32]>([])

  /// - Parameters:
  ///   - directory: where the socket is made.
  ///   - target: the directory of the server's socket.
  ///   - number: which COMMIT is cut, from 1.
  init(in directory: String, to target: String, cut: Cut, at number: Int) throws {
    self.directory = directory
    self.target = target
    self.cut = cut
    remaining = Mutex(number)
    listener = Self.socket()
    let bound = Self.withAddress(directory + "/.s.PGSQL.5432") { bind(self.listener, $0, $1) }
    guard bound == 0, listen(listener, 16) == 0 else { throw Failed() }
    Self.detach { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        serve(client)
      }
    }
  }

  struct Failed: Error {}

  /// Whether the cut has happened.
  var hasCut: Bool { remaining.withLock { $0 <= 0 } }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    sockets.withLock { for socket in $0 { shutdown(socket, Int32(SHUT_RDWR)) } }
  }

  private func serve(_ client: Int32) {
    let server = Self.socket()
    let connected = Self.withAddress(target + "/.s.PGSQL.5432") { connect(server, $0, $1) }
    guard connected == 0 else {
      close(client)
      return
    }
    sockets.withLock { $0 += [client, server] }
    let state = Direction(client: client, server: server)
    Self.detach { [self] in
      while let bytes = Self.read(client) {
        if isTheCommit(bytes) {
          if cut == .beforeItArrives { break }
          state.swallows.store(true, ordering: .sequentiallyConsistent)
        }
        guard Self.write(server, bytes) else { break }
      }
      state.end()
    }
    Self.detach {
      while let bytes = Self.read(server) {
        if state.swallows.load(ordering: .sequentiallyConsistent) { break }
        guard Self.write(client, bytes) else { break }
      }
      state.end()
    }
  }

  /// A simple query `COMMIT`, and the one that is to be cut.
  private func isTheCommit(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == UInt8(ascii: "Q"), bytes.dropFirst(5).starts(with: Array("COMMIT\0".utf8)) else {
      return false
    }
    return remaining.withLock {
      $0 -= 1
      return $0 == 0
    }
  }

  private final class Direction: Sendable {
    let swallows = Atomic<Bool>(false)
    private let client: Int32
    private let server: Int32

    init(client: Int32, server: Int32) {
      self.client = client
      self.server = server
    }

    func end() {
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
  }

  // MARK: Sockets

  private static func socket() -> Int32 { Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) }

  private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8.prefix(107))) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  private static func read(_ socket: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(socket, &buffer, buffer.count)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  private static func write(_ socket: Int32, _ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func detach(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    pthread_detach(thread)
  }

  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
