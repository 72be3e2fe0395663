import Glibc
import Synchronization

/// A proxy on a Unix socket that looks at every message a client sends and can strike at one.
///
/// Each direction of a connection has a thread of its own; `stop()` ends them by closing what they read.
public final class MessageProxy: Sendable {
  /// What happens to a message.
  public enum Strike: Sendable {
    case pass
    /// The connection ends before the server gets it.
    case cut
    /// The server gets it; its answer is lost, and the connection with it.
    case swallow
    /// Something else happens, then it goes on.
    case after(@Sendable () -> Void)
  }

  /// Asked for each message: its number in this proxy, from 1, and its bytes. A connection's first message has no type byte.
  public typealias Decision = @Sendable (_ number: Int, _ message: ArraySlice<UInt8>) -> Strike

  private let listener: Int32
  private let target: String
  private let decision: Decision
  private let count = Atomic(0)
  private let sockets = Mutex<[Int32]>([])

  /// - Parameters:
  ///   - directory: where the socket is made.
  ///   - target: the directory of the server's socket.
  public init(in directory: String, to target: String, _ decision: @escaping Decision) throws {
    self.target = target
    self.decision = decision
    listener = Self.socket()
    let bound = Self.withAddress(directory + "/.s.PGSQL.5432") { bind(self.listener, $0, $1) }
    guard bound == 0, listen(listener, 16) == 0 else { throw Failed() }
    // Programs of other users connect as well.
    chmod(directory + "/.s.PGSQL.5432", 0o777)
    Self.detach { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        serve(client)
      }
    }
  }

  public struct Failed: Error {}

  /// Messages so far.
  public var messages: Int { count.load(ordering: .sequentiallyConsistent) }

  public func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    sockets.withLock { for socket in $0 { shutdown(socket, Int32(SHUT_RDWR)) } }
  }

  private func serve(_ client: Int32) {
    let server = Self.socket()
    let connected = Self.withAddress(target + "/.s.PGSQL.5432") { connect(server, $0, $1) }
    guard connected == 0 else {
      close(client)
      close(server)
      return
    }
    sockets.withLock { $0 += [client, server] }
    let pair = Pair(client: client, server: server)
    Self.detach { [self] in
      var buffer: [UInt8] = []
      var hasBegun = false
      reading: while let bytes = Self.read(client) {
        buffer += bytes
        while let length = Self.length(of: buffer, isFirst: !hasBegun), buffer.count >= length {
          hasBegun = true
          let message = buffer.prefix(length)
          switch decision(count.add(1, ordering: .sequentiallyConsistent).newValue, message) {
          case .pass: break
          case .cut: break reading
          case .swallow: pair.swallows.store(true, ordering: .sequentiallyConsistent)
          case .after(let act): act()
          }
          guard Self.write(server, message) else { break reading }
          buffer.removeFirst(length)
        }
      }
      pair.end()
      finished(client)
    }
    Self.detach { [self] in
      while let bytes = Self.read(server) {
        if pair.swallows.load(ordering: .sequentiallyConsistent) { break }
        guard Self.write(client, bytes[...]) else { break }
      }
      pair.end()
      finished(server)
    }
  }

  private func finished(_ socket: Int32) {
    sockets.withLock { $0.removeAll { $0 == socket } }
    close(socket)
  }

  /// The bytes of the message at the front; nil while its length is not there.
  private static func length(of buffer: [UInt8], isFirst: Bool) -> Int? {
    let start = isFirst ? 0 : 1
    guard buffer.count >= start + 4 else { return nil }
    return start + buffer[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private final class Pair: Sendable {
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

  private static func write(_ socket: Int32, _ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
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
