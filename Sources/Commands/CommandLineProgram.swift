internal import ArgumentParser
public import Foundation

/// The program without its process: tests call it as the shell would.
public enum CommandLineProgram {
  /// Runs one command and returns its exit code.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - environment: where `env:` sources and PATH are read.
  ///   - stdout: results.
  ///   - stderr: messages and progress.
  public static func run(
    arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
    stdout: TextSink = .standardOutput, stderr: TextSink = .standardError
  ) async -> Int32 {
    let context = CommandContext(environment: environment, out: stdout, messages: stderr)
    var command: any ParsableCommand
    do {
      command = try UnderstudyCommand.parseAsRoot(arguments)
      // What is not ours is ArgumentParser's: help, version.
      if !(command is any ContextualCommand) { try command.run() }
    } catch { return finish(error, context) }
    guard let command = command as? any ContextualCommand else { return ExitStatus.done.rawValue }
    do {
      try await command.run(in: context)
      return ExitStatus.done.rawValue
    } catch let error as CleanExit {
      return finish(error, context)
    } catch let error as ValidationError {
      return finish(error, context)
    } catch let ending as CommandEnding {
      return ending.status.rawValue
    } catch {
      let failure = context.describe(error)
      stderr(failure.rendered(colors: context.hasColors))
      return failure.status.rawValue
    }
  }

  /// Runs the command of this process: signals cancel it, a second signal ends it at once.
  public static func main() async -> Never {
    // A closed pipe is an error code to us, not a death.
    signal(SIGPIPE, SIG_IGN)
    let work = Task { await run(arguments: Array(CommandLine.arguments.dropFirst())) }
    let signals = Interruption { work.cancel() }
    let status = await work.value
    signals.stop()
    exit(status)
  }

  /// Help, version and arguments that could not be parsed.
  private static func finish(_ error: any Error, _ context: CommandContext) -> Int32 {
    let text = UnderstudyCommand.fullMessage(for: error)
    if UnderstudyCommand.exitCode(for: error) == .success {
      context.out.line(text)
      return ExitStatus.done.rawValue
    }
    context.messages.line(text)
    return ExitStatus.usage.rawValue
  }
}

/// Thrown by a command that has already reported what happened.
struct CommandEnding: Error {
  let status: ExitStatus
}
