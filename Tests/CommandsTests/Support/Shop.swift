import BundleFormat
import Commands
import ExternalPrograms
import Foundation
import TestServers
import Testing

/// A job with one small application, in a folder of a test's own.
struct Shop: Sendable {
  let folder: TemporaryFolder

  /// Gives a test its shop, and ends the temporary server that a run may have left.
  ///
  /// - Parameter bundle: whether the reviewed bundle is there.
  static func with(bundle: Bool = true, _ body: (Shop) async throws -> Void) async throws {
    let shop = try Shop(folder: TemporaryFolder())
    try await shop.write()
    if bundle {
      for (name, bytes) in try await ReviewedBundle.shared.files() {
        try shop.write("rules/shop/bundle/" + name, bytes)
      }
    }
    do { try await body(shop) } catch {
      try? await shop.endTemporaryServer()
      throw error
    }
    try await shop.endTemporaryServer()
  }

  fileprivate func write() async throws {
    try write("rules/job.yaml", ShopFiles.job)
    try write("rules/shop/masking.yaml", ShopFiles.rules)
    try write("fixtures/shop/schema.sql", ShopFiles.schema)
    try write("fixtures/shop/cases/base/10_rows.sql", ShopFiles.rows)
    try write("fixtures/shop/cases/base/expectations.yaml", ShopFiles.expectations)
    let keys = try await AgeKeys.shared.texts()
    try write("keys/lower.agekeys", keys.recipient)
    try write("keys/lower.identity", keys.identity)
  }

  fileprivate init(folder: TemporaryFolder) { self.folder = folder }

  // MARK: Files

  var job: String { path("rules/job.yaml") }
  var bundle: String { path("rules/shop/bundle") }
  var temporary: String { path("build/temporary/shop") }

  func path(_ name: String) -> String { folder.path + "/" + name }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ bytes: Data) throws {
    let url = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
  }

  /// Replaces a piece of a file, which has to be there.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: path(name), encoding: .utf8)
    try #require(text.contains(old), "\(name) has `\(old)`")
    try write(name, text.replacingOccurrences(of: old, with: new))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  /// Every file of a folder of the shop with its digest. A run's lock is no result of it.
  func files(below name: String = "") -> [String: String] {
    let root = name.isEmpty ? folder.path : path(name)
    var found: [String: String] = [:]
    for case let file as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      guard let bytes = FileManager.default.contents(atPath: root + "/" + file), !file.hasSuffix(".lock") else {
        continue
      }
      found[file] = SHA256Digest.hex(bytes)
    }
    return found
  }

  // MARK: The program

  /// Calls the program with this job. Whatever the outcome, nobody's value is in it.
  func understudy(_ arguments: String..., environment: [String: String?] = [:]) async -> Outcome {
    await understudy(arguments, environment: environment)
  }

  func understudy(_ arguments: [String], environment: [String: String?] = [:]) async -> Outcome {
    var variables = ProcessInfo.processInfo.environment
    for name in ["PGDATABASE", "PGSERVICE", "PGHOST"] { variables[name] = nil }
    variables.merge(ShopFiles.environment) { $1 }
    for (name, value) in environment { variables[name] = value }
    let out = CapturedText()
    let messages = CapturedText()
    let status = await CommandLineProgram.run(
      arguments: arguments + ["--job", job], environment: variables, stdout: out.sink, stderr: messages.sink)
    for canary in ShopFiles.Canary.all {
      #expect(!out.value.contains(canary), "a value in the results of \(arguments)")
      #expect(!messages.value.contains(canary), "a value in the messages of \(arguments)")
    }
    return Outcome(status: status, out: plain(out.value), messages: plain(messages.value))
  }

  /// The text with `SHOP` for the folder of the test, and `RUN` for the names of runs.
  private func plain(_ text: String) -> String {
    text.replacingOccurrences(of: folder.path, with: "SHOP").replacing(/[0-9]{8}T[0-9]{6}-[0-9a-f]{4}/) { _ in "RUN" }
  }

  /// Calls the program and compares what it says; no file may have changed.
  func refuses(
    _ arguments: String..., environment: [String: String?] = [:], with status: Int32, saying messages: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let before = files()
    let outcome = await understudy(arguments, environment: environment)
    #expect(outcome.status == status, sourceLocation: sourceLocation)
    #expect(outcome.messages == messages, sourceLocation: sourceLocation)
    #expect(outcome.out == "", sourceLocation: sourceLocation)
    #expect(files() == before, "nothing was written", sourceLocation: sourceLocation)
  }

  // MARK: What a run leaves

  var hasTemporaryServer: Bool { TemporaryServer.exists(folder: temporary) }

  /// The names of the files in the folders of the runs, sorted.
  var published: [String] {
    files(below: "build/snapshots/shop").keys.map { ($0 as NSString).lastPathComponent }.sorted()
  }

  fileprivate func endTemporaryServer() async throws { try await endTemporaryServer(of: "shop") }

  func endTemporaryServer(of application: String) async throws {
    try await TemporaryServer.find(folder: path("build/temporary/\(application)"))?.destroy()
  }
}

/// The bundle of the unchanged rules, compiled once.
private actor ReviewedBundle {
  static let shared = ReviewedBundle()
  private var compiling: Task<[String: Data], any Error>?

  func files() async throws -> [String: Data] {
    let task =
      compiling
      ?? Task.detached {
        let shop = try Shop(folder: TemporaryFolder())
        try await shop.write()
        let outcome = await shop.understudy("compile")
        try #require(outcome.status == 0, "\(outcome.messages)")
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: shop.bundle) {
          files[name] = FileManager.default.contents(atPath: shop.bundle + "/" + name)
        }
        return files
      }
    compiling = task
    return try await task.value
  }
}
