public import ExternalPrograms
public import Foundation

/// What the rest of the world is to the AWS provider: the time, and the dice.
public struct AwsClock: Sendable {
  public var now: @Sendable () -> Date
  public var sleep: @Sendable (Duration) async throws -> Void
  /// From 0 to 1.
  public var jitter: @Sendable () -> Double

  public init(
    now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void,
    jitter: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.jitter = jitter
  }

  public static let system = AwsClock(
    now: { Date() }, sleep: { try await Task.sleep(for: $0) }, jitter: { Double.random(in: 0...1) })
}

/// Runs the `aws` command: JSON in, JSON out.
public struct AwsCommand: Sendable {
  /// How the command ended.
  public struct Ending: Sendable, Equatable {
    public let status: Int32
    public let output: String
    public let messages: String

    public init(status: Int32, output: String, messages: String) {
      self.status = status
      self.output = output
      self.messages = messages
    }
  }

  /// Starts the program: arguments, what it reads, how it ended.
  public typealias Start = @Sendable (_ arguments: [String], _ input: String) async throws -> Ending

  private let start: Start
  private let options: [String]
  private let clock: AwsClock

  /// How often a call is made that is throttled, or not answered.
  private static let mostAttempts = 8

  public init(_ settings: AwsSettings, clock: AwsClock = .system, start: @escaping Start) {
    self.start = start
    self.clock = clock
    options =
      ["--region", settings.region, "--output", "json"] + (settings.endpointURL.map { ["--endpoint-url", $0] } ?? [])
  }

  /// The installed command.
  ///
  /// - Throws: `ExternalProgramError.missing`.
  public init(
    _ settings: AwsSettings, programs: ProgramFinder, environment: [String: String], clock: AwsClock = .system
  ) throws {
    let path = try settings.command ?? programs.find(.aws)
    let given = environment.filter { $0.key.hasPrefix("AWS_") || Self.passedOn.contains($0.key) }
    let fixed = given.merging(["AWS_PAGER": "", "AWS_CLI_ERROR_FORMAT": "legacy", "AWS_CLI_AUTO_PROMPT": "off"]) { $1 }
    self.init(settings, clock: clock) { arguments, input in
      try await Self.run(path, arguments, input: input, environment: fixed)
    }
  }

  /// Beside `AWS_…`: proxies, and their certificates.
  private static let passedOn: Set<String> = [
    "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "REQUESTS_CA_BUNDLE",
  ]

  private static func run(
    _ path: String, _ arguments: [String], input: String, environment: [String: String]
  ) async throws -> Ending {
    let command = ProgramCommand(
      path, arguments, environment: environment, messages: .shown, timeout: .seconds(180))
    do {
      return Ending(status: 0, output: try await command.output(input: .nameless(Array(input.utf8))), messages: "")
    } catch ExternalProgramError.failed(_, let code, let detail) {
      return Ending(status: code, output: "", messages: detail ?? "")
    } catch ExternalProgramError.timedOut {
      return Ending(status: 255, output: "", messages: "Read timeout")
    }
  }

  /// Makes a call; again, with growing pauses, where it was throttled or not answered.
  ///
  /// A lost answer makes a creating call come again after it has been carried out: then it is refused as existing, which the
  /// caller looks into.
  ///
  /// - Throws: `AwsError.refused`, `.unreadable`.
  public func send(_ call: AwsCall) async throws -> AwsJSON {
    let input = String(decoding: try AwsJSON.map(call.parameters).bytes, as: UTF8.self)
    var attempt = 1
    while true {
      let ending = try await start(options + call.arguments, input)
      try Task.checkCancellation()
      if ending.status == 0 { return try Self.read(ending.output, call) }
      let refusal = AwsError.Refusal(ending.messages, call) ?? Self.unanswered(ending.messages, call)
      guard refusal.reaction == .again, attempt < Self.mostAttempts else { throw AwsError.refused(refusal) }
      let pause = min(30, 0.5 * Double(1 << attempt)) * (0.5 + 0.5 * clock.jitter())
      try await clock.sleep(.milliseconds(Int(pause * 1000)))
      attempt += 1
    }
  }

  /// Calls without a result, such as tagging, print nothing.
  private static func read(_ output: String, _ call: AwsCall) throws -> AwsJSON {
    guard output.contains(where: { !$0.isWhitespace }) else { return .map([:]) }
    guard let answer = try? JSONDecoder().decode(AwsJSON.self, from: Data(output.utf8)) else {
      throw AwsError.unreadable(operation: call.operation)
    }
    return answer
  }

  /// The command failed before a service answered.
  private static func unanswered(_ messages: String, _ call: AwsCall) -> AwsError.Refusal {
    func says(_ words: String...) -> Bool { words.contains { messages.localizedStandardContains($0) } }
    let code: String
    let reaction: AwsError.Reaction
    if says(
      "Could not connect to the endpoint", "Connection was closed", "Connection reset", "timeout", "timed out",
      "Connection aborted", "Unable to parse response", "ResponseParserError", "IncompleteRead", "Remote end closed")
    {
      (code, reaction) = ("no answer", .again)
    } else if says("Unable to locate credentials", "could not be found", "No module named", "InvalidConfigError") {
      (code, reaction) = ("no credentials", .denied)
    } else if says("expired", "SSOTokenLoadError", "UnauthorizedSSOTokenError") {
      (code, reaction) = ("expired credentials", .expired)
    } else if says("Parameter validation failed", "Unknown parameter", "Invalid choice", "Unknown options") {
      (code, reaction) = ("refused by the command", .invalid)
    } else {
      (code, reaction) = ("failed", .unknown)
    }
    return AwsError.Refusal(operation: call.operation, code: code, reaction: reaction, message: nil)
  }
}
