internal import Glibc
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// Programs of which each reads what the one before it writes. All of them must succeed.
public struct ProgramPipeline: Sendable {
  private let commands: [ProgramCommand]

  /// At least one command.
  public init(_ commands: [ProgramCommand]) {
    precondition(!commands.isEmpty, "a pipeline has a program")
    // A program that ends before it has read its input is an error code to us, not our death. Children get the default.
    signal(SIGPIPE, SIG_IGN)
    self.commands = commands
  }

  /// Runs all programs to their end.
  ///
  /// - Parameter receive: takes the last program's output, piece by piece; an error it throws ends them all.
  /// - Throws: what `receive` threw; else the error of the first program in the order of the pipeline that failed by
  ///   itself. One that could only not write to its follower, because that one failed or had enough, is not the reason;
  ///   with `mayStopReading` it is no failure at all where a follower ends well before it has read everything.
  public func stream(
    input: ProgramInput = .none, mayStopReading: Bool = false,
    receive: @escaping @Sendable ([UInt8]) throws -> Void
  ) async throws {
    for command in commands where access(command.path, X_OK) != 0 {
      throw ExternalProgramError.missing(program: command.name, searched: command.path)
    }
    let seconds = commands.compactMap(\.timeout).max()
    guard let seconds else {
      return try await runAll(input: input, mayStopReading: mayStopReading, receive: receive)
    }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await runAll(input: input, mayStopReading: mayStopReading, receive: receive)
        return true
      }
      group.addTask {
        try await Task.sleep(for: seconds)
        return false
      }
      let finished = try await group.next() ?? false
      group.cancelAll()
      if !finished {
        throw ExternalProgramError.timedOut(
          program: commands.map(\.name).joined(separator: " | "), seconds: Int(seconds.components.seconds))
      }
    }
  }

  private func runAll(
    input: ProgramInput, mayStopReading: Bool, receive: @escaping @Sendable ([UInt8]) throws -> Void
  ) async throws {
    var pipes: [(read: FileDescriptor, write: FileDescriptor)] = []
    for _ in commands.dropFirst() { pipes.append(try Descriptors.pipe()) }
    let outcomes = Outcomes()
    await withTaskGroup(of: Void.self) { group in
      for (position, command) in commands.enumerated() {
        let source: Source = position == 0 ? .given(input) : .pipe(pipes[position - 1].read)
        let sink = position < pipes.count ? pipes[position].write : nil
        group.addTask {
          let outcome = await Self.outcome(command, source: source, sink: sink, receive: receive)
          outcomes.note(outcome, at: position)
        }
      }
    }
    try Task.checkCancellation()
    if let error = outcomes.reason(mayStopReading: mayStopReading) { throw error }
  }

  private enum Source: Sendable {
    case given(ProgramInput)
    case pipe(FileDescriptor)
  }

  /// Runs one program; never throws, so that its neighbours end by themselves when a pipe closes.
  private static func outcome(
    _ command: ProgramCommand, source: Source, sink: FileDescriptor?,
    receive: @escaping @Sendable ([UInt8]) throws -> Void
  ) async -> (any Error)? {
    do {
      switch source {
      case .pipe(let descriptor):
        return try await execute(
          command, input: .fileDescriptor(descriptor, closeAfterSpawningProcess: true), sink: sink, receive: receive)
      case .given(.none):
        return try await execute(command, input: .none, sink: sink, receive: receive)
      case .given(.bytes(let bytes)):
        let descriptor = try Descriptors.holding(bytes)
        return try await execute(
          command, input: .fileDescriptor(descriptor, closeAfterSpawningProcess: true), sink: sink, receive: receive)
      case .given(.nameless(let bytes)):
        let descriptor = try Descriptors.holding(bytes, inFile: true)
        return try await execute(
          command, input: .fileDescriptor(descriptor, closeAfterSpawningProcess: true), sink: sink, receive: receive)
      case .given(.file(let path)):
        let descriptor = try Descriptors.open(path, .readOnly)
        return try await execute(
          command, input: .fileDescriptor(descriptor, closeAfterSpawningProcess: true), sink: sink, receive: receive)
      }
    } catch {
      return error
    }
  }

  private static func execute(
    _ command: ProgramCommand, input: some InputProtocol, sink: FileDescriptor?,
    receive: @escaping @Sendable ([UInt8]) throws -> Void
  ) async throws -> (any Error)? {
    let messages = MessageCollector(command.messages)
    let refused = Mutex<(any Error)?>(nil)
    let status: TerminationStatus
    if let sink {
      status = try await Subprocess.run(
        command.configuration, input: input,
        output: .fileDescriptor(sink, closeAfterSpawningProcess: true), error: .sequence
      ) { execution in
        for try await piece in execution.standardError { messages.append(piece.array) }
      }.terminationStatus
    } else {
      status = try await Subprocess.run(
        command.configuration, input: input, output: .sequence, error: .sequence
      ) { execution in
        async let said: Void = {
          for try await piece in execution.standardError { messages.append(piece.array) }
        }()
        do {
          for try await piece in execution.standardOutput { try receive(piece.array) }
        } catch {
          refused.withLock { $0 = error }
          await execution.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))])
        }
        try await said
      }.terminationStatus
    }
    messages.finish()
    if let error = refused.withLock({ $0 }) { return Refusal(reason: error) }
    return command.failure(status, messages: messages.shown)
  }
}

/// The receiver of the last program's output did not want more.
private struct Refusal: Error {
  let reason: any Error
}

/// What became of each program of a pipeline.
private final class Outcomes: Sendable {
  private let errors = Mutex<[Int: any Error]>([:])

  func note(_ error: (any Error)?, at position: Int) { errors.withLock { $0[position] = error } }

  /// The error to report; nil if all went well.
  func reason(mayStopReading: Bool) -> (any Error)? {
    let inOrder = errors.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
    if let refused = inOrder.lazy.compactMap({ $0 as? Refusal }).first { return refused.reason }
    return inOrder.first { !Self.isBrokenPipe($0) } ?? (mayStopReading ? nil : inOrder.first)
  }

  private static func isBrokenPipe(_ error: any Error) -> Bool {
    if case ExternalProgramError.signaled(_, SIGPIPE) = error { return true }
    return false
  }
}

/// A program's error output: dropped, kept for the error, or handed on line by line.
private final class MessageCollector: Sendable {
  private let messages: ProgramCommand.Messages
  private let pending = Mutex<[UInt8]>([])

  init(_ messages: ProgramCommand.Messages) { self.messages = messages }

  func append(_ bytes: [UInt8]) {
    switch messages {
    case .discarded: break
    case .shown: pending.withLock { if $0.count < 1 << 20 { $0 += bytes } }
    case .lines(let receive):
      let lines = pending.withLock { pending in
        pending += bytes
        var lines: [String] = []
        while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
          lines.append(String(decoding: pending[..<end], as: UTF8.self))
          pending.removeSubrange(...end)
        }
        return lines
      }
      lines.forEach(receive)
    }
  }

  func finish() {
    if case .lines(let receive) = messages {
      let rest = pending.withLock { $0 }
      if !rest.isEmpty { receive(String(decoding: rest, as: UTF8.self)) }
    }
  }

  var shown: String {
    if case .shown = messages { return pending.withLock { String(decoding: $0, as: UTF8.self) } }
    return ""
  }
}

/// Bytes up to a limit; what is beyond is dropped.
final class Collected: Sendable {
  private let limit: Int
  private let storage = Mutex<[UInt8]>([])

  init(limit: Int) { self.limit = limit }

  func append(_ bytes: [UInt8]) { storage.withLock { $0 += bytes.prefix(max(0, limit - $0.count)) } }
  var bytes: [UInt8] { storage.withLock { $0 } }
}

extension SubprocessOutputSequence.Buffer {
  var array: [UInt8] { withUnsafeBytes { Array($0) } }
}
