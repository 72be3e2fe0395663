internal import ArgumentParser
internal import Diagnostics
internal import ExternalPrograms
internal import Foundation
internal import MaskingJob
internal import RuleSyntax

/// What a command sees of the world besides its arguments.
struct CommandContext: Sendable {
  let environment: [String: String]
  /// Results.
  let out: TextSink
  /// Messages and progress.
  let messages: TextSink

  /// Where servers and tools are looked for.
  var programs: ProgramFinder {
    guard let given = environment["UNDERSTUDY_PROGRAMS"] else { return ProgramFinder() }
    return ProgramFinder(first: given.split(separator: ":").map(String.init), onlyThese: true)
  }

  /// Where keys and parameters are read.
  var secrets: Secrets { Secrets(environment: environment) }

  /// Whether messages may be coloured.
  var hasColors: Bool { messages.isTerminal && environment["NO_COLOR"] == nil }

  /// Diagnostics for a person.
  func rendered(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> String {
    TextRenderer(files: files, colors: hasColors).render(diagnostics)
  }

  /// What an error means; the diagnostics that it holds are printed.
  func describe(_ error: any Error) -> Failure {
    if let error = error as? DiagnosticsError { messages(rendered(error.diagnostics, error.files)) }
    if let error = error as? JobDocumentError { messages(rendered(error.diagnostics, [error.file])) }
    return Failure(error)
  }

  /// A result, and what is wrong with the rules, as was asked for.
  func report(
    _ result: some Encodable, _ diagnostics: [Diagnostic], as format: RuleReportFormat, text: () -> String
  ) throws {
    switch format {
    case .text: out(text())
    case .json: out.line(try JSONText.of(result))
    case .sarif: out(try SARIFRenderer.render(diagnostics, version: UnderstudyCommand.configuration.version))
    case .github: out(GitHubRenderer.render(diagnostics) + text())
    }
  }

  /// A result as text or as JSON, whichever was asked for.
  func report(_ result: some Encodable, as format: OutputFormat, text: () -> String) throws {
    switch format {
    case .text: out(text())
    case .json: out.line(try JSONText.of(result))
    }
  }
}

/// `--format` of commands that report what is wrong with rules.
enum RuleReportFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github
}

/// `--format`.
enum OutputFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// JSON as this program prints it: sorted keys, plain slashes.
enum JSONText {
  /// Indented, for results.
  static func of(_ value: some Encodable) throws -> String { try encode(value, [.prettyPrinted]) }

  /// On one line, for events.
  static func line(_ value: some Encodable) throws -> String { try encode(value, []) }

  private static func encode(_ value: some Encodable, _ more: JSONEncoder.OutputFormatting) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = more.union([.sortedKeys, .withoutEscapingSlashes])
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// A command of this program: parsed by ArgumentParser, run with a context.
protocol ContextualCommand: AsyncParsableCommand {
  func run(in context: CommandContext) async throws
}
