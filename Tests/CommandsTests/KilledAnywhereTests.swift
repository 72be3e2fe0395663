import ExternalPrograms
import Foundation
import Glibc
import MaskingJob
import PostgresClient
import TestServers
import Testing

/// Whatever the moment, the next run goes on from there, and the rows are those of a run that nothing disturbed.
@Suite struct KilledAnywhereTests {
  /// A line of `--format json`, and who is struck when it appears.
  struct Moment: Sendable, CustomTestStringConvertible {
    let name: String
    /// What the line holds.
    let line: String
    /// The server instead of the program, by `pg_ctl stop -m immediate`.
    var isServer = false

    var testDescription: String { name + (isServer ? ", the server" : "") }

    static func began(_ stage: Stage, isServer: Bool = false) -> Moment {
      Moment(
        name: "\(stage.rawValue) began", line: #""event":"stage-began","stage":"\#(stage.rawValue)""#,
        isServer: isServer)
    }

    static func ended(_ stage: Stage) -> Moment {
      Moment(name: "\(stage.rawValue) ended", line: #""stage":"\#(stage.rawValue)"}"#)
    }

    static func progress(_ object: String, isServer: Bool = false) -> Moment {
      Moment(name: "progress, \(object)", line: #""object":"\#(object)""#, isServer: isServer)
    }
  }

  static let moments: [Moment] =
    Stage.allCases.map { .began($0) } + Stage.allCases.dropLast(3).map(Moment.ended)
    + [.progress("public.customers"), .progress("public.orders"), .progress("foreign keys, added again and validated")]
    + [.adopt, .apply, .verify, .snapshot].map { .began($0, isServer: true) }
    + [.progress("public.customers", isServer: true)]

  @Test(arguments: moments)
  func theNextRunGoesOn(moment: Moment) async throws {
    print("struck at: \(moment.testDescription)")
    try await Shop.with { shop in
      let ended = try await shop.process("run", "--format", "json") { messages in
        guard Self.says(moment.line, messages) else { return nil }
        guard moment.isServer else { return SIGKILL }
        try await stopServer(of: shop)
        return SIGTERM
      }
      if !moment.isServer { #expect(ended.isSignal && ended.status == SIGKILL) }
      #expect(ended.status != 0)
      let next = try await shop.process("run")
      try #require(next.status == 0, "\(next.out)\(next.messages)")
      let folder = try #require(shop.publishedFolders.first)
      #expect(shop.publishedFolders.count == 1)
      let report = try RunReport(Data(contentsOf: folder.appending(path: "report.json")))
      for stage in Self.finished(ended.messages) {
        #expect(report.stages.first { $0.name == stage }?.outcome == .found, "\(stage.rawValue) is not done again")
      }
      let rows = try await Self.rows(of: shop)
      let wanted = try await Undisturbed.shared.rows()
      #expect(rows == wanted)
    }
  }

  @Test func thereAreTwentyMomentsAndOneForEachStage() {
    #expect(Self.moments.count >= 20)
    #expect(Self.moments.filter(\.isServer).count == 5)
    for stage in Stage.allCases { #expect(Self.moments.contains { $0.name.hasPrefix(stage.rawValue) }) }
  }

  private static func says(_ line: String, _ messages: String) -> Bool { messages.contains(line) }

  /// The stages that had ended and are not looked at anew each time: rules are compiled again to be compared, what was
  /// written and not yet published is written again, and pruning finds nothing to do.
  private static func finished(_ messages: String) -> [Stage] {
    let done = Stage.allCases.filter { says(#""outcome":"done""#, line(of: $0, messages)) }
    return done.filter { stage in
      switch stage {
      case .compile, .prune, .cleanUp: false
      case .snapshot: done.contains(.publish)
      default: true
      }
    }
  }

  private static func line(of stage: Stage, _ messages: String) -> String {
    messages.split(separator: "\n").map(String.init).first { line in
      says(#""event":"stage-ended""#, line) && says(#""stage":"\#(stage.rawValue)""#, line)
    } ?? ""
  }

  private func stopServer(of shop: Shop) async throws {
    let record = try FileManager.default.contentsOfDirectory(atPath: shop.temporary).first { $0.hasPrefix("data-") }
    let server = try await ProgramFinder().server(major: 15)
    try await ProgramCommand(
      server.path(of: .pgControl),
      ["stop", "-m", "immediate", "-w", "-D", shop.temporary + "/" + (try #require(record))],
      user: try ProgramUser.forServers()
    ).run()
  }

  fileprivate static func rows(of shop: Shop) async throws -> String {
    let server = try await TestServer.shared()
    let address = server.address.database("killed_" + UUID().uuidString.lowercased())
    let outcome = try await shop.process(
      "restore", "shop@latest", "--into", address.connectionString, "--identity", "keys/lower.identity")
    try #require(outcome.status == 0, "\(outcome.messages)")
    let psql = server.psql(address)
    var rows = ""
    for table in ["customers", "orders", "settings"] {
      rows += try await psql.query("SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM public.\(table) AS t")
    }
    try await server.psql().run("DROP DATABASE \"\(address.database)\" WITH (FORCE);")
    return rows
  }
}

/// What a run makes that nothing disturbs.
private actor Undisturbed {
  static let shared = Undisturbed()
  private var running: Task<String, any Error>?

  func rows() async throws -> String {
    let task =
      running
      ?? Task {
        let rows = ShopRows()
        try await Shop.with { shop in
          let outcome = try await shop.process("run")
          try #require(outcome.status == 0, "\(outcome.messages)")
          await rows.set(try await KilledAnywhereTests.rows(of: shop))
        }
        return await rows.text
      }
    running = task
    return try await task.value
  }
}

private actor ShopRows {
  private(set) var text = ""
  func set(_ text: String) { self.text = text }
}

extension Shop {
  /// Runs the built program with this job as a process of its own.
  fileprivate func process(
    _ arguments: String..., strike: ((_ messages: String) async throws -> Int32?)? = nil
  ) async throws -> BuiltProgram.Ended {
    try await BuiltProgram.run(
      "understudy", arguments + ["--job", job], in: folder.url, environment: ShopFiles.environment, strike: strike)
  }

  fileprivate var publishedFolders: [URL] {
    RunFolder.all(snapshots: folder.url.appending(path: "build/snapshots"), application: "shop").filter(\.isPublished)
      .map(\.url)
  }
}
