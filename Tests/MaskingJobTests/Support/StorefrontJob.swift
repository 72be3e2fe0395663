import ExternalPrograms
import Foundation
import MaskingJob
import PostgresClient
import TestServers
import Testing

/// The shipped application as a job of its own: a copy of the rules, the repository's fixtures, one key for all tests.
struct StorefrontJob: Sendable {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let fixtures = fixtures(of: "storefront")
  static func fixtures(of application: String) -> String {
    repository.appending(path: "fixtures/\(application)").path()
  }
  static let key = String(repeating: "7e57", count: 16)
  static let passwordHash = "sha256$0000"

  let folder: TemporaryFolder

  init(case name: String = "shop") async throws {
    let keys = try await AgeKeys.shared.texts()
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Self.repository.appending(path: "rules").path(), toPath: folder.path + "/rules")
    try write("build/demo/key", Self.key)
    try write("build/demo/lower_password_hash", Self.passwordHash)
    try write("build/demo/payment_test_key", "sk_test_0000")
    try write("build/demo/lower.identity", keys.identity)
    try write("build/demo/lower.agekeys", keys.recipient)
    try write(
      "rules/job.yaml",
      """
      key: { file: ../build/demo/key }
      defaults:
        snapshot: { directory: ../build/snapshots, recipients: [../build/demo/lower.agekeys] }
      applications:
        storefront:
          rules: storefront/masking.yaml
          source: { fixtures: \(Self.fixtures), case: \(name) }
      """)
  }

  /// The shipped job itself: every application that it names, each with its smallest case.
  static func shipped() async throws -> StorefrontJob {
    let job = try await StorefrontJob(case: "tiny")
    let text = try String(contentsOf: repository.appending(path: "rules/job.yaml"), encoding: .utf8)
    try job.write(
      "rules/job.yaml",
      text.replacing("../fixtures", with: repository.appending(path: "fixtures").path())
        .replacing(" } }", with: ", case: tiny } }"))
    return job
  }

  func write(_ name: String, _ text: String) throws {
    let url = folder.url.appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func path(_ name: String) -> String { folder.path + "/" + name }

  /// The temporary server's folder.
  var temporary: String { path("build/temporary/storefront") }

  /// Ends the temporary server that a struck run has left.
  func end() async throws { try await TemporaryServer.find(folder: temporary)?.destroy() }

  // MARK: The program

  /// Runs the built program to its end, in the job's folder.
  ///
  /// - Parameter strike: asked again and again while it runs, with what it has said so far; a signal ends it.
  func understudy(
    _ arguments: [String], strike: ((_ messages: String) async throws -> Int32?)? = nil
  ) async throws -> BuiltProgram.Ended {
    try await BuiltProgram.run("understudy", arguments, in: folder.url, strike: strike)
  }

  // MARK: What it left

  /// Runs the job, which has to succeed, and reads the report.
  func run() async throws -> RunReport {
    let ended = try await understudy(["run"])
    guard ended.status == 0 else { throw Unexpected(what: ended.messages + ended.out) }
    return try latest()
  }

  /// The folders of published snapshots, the oldest first.
  var published: [URL] { published(of: "storefront") }

  func published(of application: String) -> [URL] {
    RunFolder.all(snapshots: folder.url.appending(path: "build/snapshots"), application: application)
      .filter(\.isPublished).map(\.url)
  }

  /// The report beside the newest published snapshot.
  func latest() throws -> RunReport {
    let newest = try #require(published.last)
    return try RunReport(Data(contentsOf: newest.appending(path: "report.json")))
  }

  /// The text of the newest dump: `age -d | pg_restore -f -`.
  func plainDump(of application: String = "storefront") async throws -> String {
    let file = try #require(published(of: application).last).appending(path: "dump.age").path()
    let plain = path("decrypted.dump")
    defer { try? FileManager.default.removeItem(atPath: plain) }
    try await ProgramCommand(
      ProgramFinder().find(.age), ["-d", "-i", path("build/demo/lower.identity"), "-o", plain, file]
    ).run()
    let restore = try await TestServer.shared().installation.path(of: .pgRestore)
    return try await ProgramCommand(restore, ["-f", "-", plain]).output(limit: 1 << 30)
  }

  struct Unexpected: Error { let what: String }
}
