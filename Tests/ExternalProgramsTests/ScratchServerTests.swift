import ExternalPrograms
import Foundation
import Glibc
import Synchronization
import TestServers
import Testing

/// Scratch servers vanish with their program, whatever happens to it.
@Suite struct ScratchServerTests {
  /// What the probe said about itself.
  struct Report: Sendable {
    let probe: Int32
    let directory: String
    let server: Int32

    init?(_ bytes: [UInt8]) {
      let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      guard words.count == 3, let probe = Int32(words[0]), let server = Int32(words[2]), server > 1 else { return nil }
      self.probe = probe
      directory = String(words[1])
      self.server = server
    }

    var serverIsGone: Bool { kill(server, 0) != 0 && errno == ESRCH }
    var directoryIsGone: Bool { !FileManager.default.fileExists(atPath: directory) }
  }

  /// Runs the probe, strikes when its server is up, and waits for what remains to vanish.
  private func ends(_ way: String, with expected: ExternalProgramError?, signal: Int32? = nil) async throws {
    let report = Mutex<Report?>(nil)
    let wasUp = Mutex(false)
    let probe = ProgramCommand(
      try BuiltProgram.path(of: "scratch-probe"), [way, "15"], timeout: .seconds(120))
    var error: ExternalProgramError?
    do {
      try await probe.stream { bytes in
        guard let said = Report(bytes) else { return }
        report.withLock { $0 = said }
        guard let signal else { return }
        wasUp.withLock { $0 = !said.serverIsGone && !said.directoryIsGone }
        kill(said.probe, signal)
      }
    } catch let failure as ExternalProgramError { error = failure }
    #expect(error == expected)
    let said = try #require(report.withLock { $0 })
    #expect(wasUp.withLock { $0 } == (signal != nil), "the server ran when the probe was struck")
    #expect(await eventually { said.serverIsGone }, "the server is stopped")
    #expect(await eventually { said.directoryIsGone }, "the directory is removed")
  }

  /// The installation under a name of its own, so that its template is the test's alone.
  @Test func aBrokenTemplateIsMadeAnew() async throws {
    let folder = try TemporaryFolder()
    let real = try await ProgramFinder().server(major: 15)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/bin", withDestinationPath: real.directory)
    let version = "15.\(UInt32.random(in: 1000 ... .max))"
    let installation = PostgresInstallation(directory: folder.path + "/bin", version: version)
    let templates = "/var/tmp/understudy-clusters-\(geteuid())"
    func identifier() async throws -> String {
      try await ScratchServer.with(installation) { server in
        try await Psql(real, server.address).query("SELECT system_identifier FROM pg_control_system()")
      }
    }
    let first = try await identifier()
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: templates).first { $0.hasPrefix(version + "-") })
    let template = templates + "/" + name
    defer { try? FileManager.default.removeItem(atPath: template) }
    #expect(try await identifier() == first, "the second is a copy")
    #expect(truncate(template + "/global/pg_control", 100) == 0)
    let other = try await identifier()
    #expect(other != first)
    #expect(try await identifier() == other)
  }

  @Test func aKilledProgramLeavesNothing() async throws {
    try await ends("wait", with: .signaled(program: "scratch-probe", signal: SIGKILL), signal: SIGKILL)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalLeavesNothing(signal: Int32) async throws {
    try await ends("wait", with: .signaled(program: "scratch-probe", signal: signal), signal: signal)
  }

  @Test func aReturnLeavesNothing() async throws { try await ends("return", with: nil) }

  @Test func anErrorLeavesNothing() async throws {
    try await ends("throw", with: .failed(program: "scratch-probe", exitCode: 4, detail: nil))
  }

  @Test func anExitLeavesNothing() async throws {
    try await ends("exit", with: .failed(program: "scratch-probe", exitCode: 3, detail: nil))
  }

  @Test func aCancelledTaskLeavesNothing() async throws {
    let installation = try await ProgramFinder().server(major: 15)
    let (started, yield) = AsyncStream.makeStream(of: String.self)
    let task = Task {
      try await ScratchServer.with(installation) { server in
        yield.yield(server.address.host)
        try await Task.sleep(for: .seconds(600))
      }
    }
    var directories = started.makeAsyncIterator()
    let directory = try #require(await directories.next())
    #expect(FileManager.default.fileExists(atPath: directory))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(!FileManager.default.fileExists(atPath: directory))
  }

  /// Whatever the moment: while initdb makes the directory, while the server starts.
  @Test(arguments: [10, 150, 400, 900])
  func aCancellationWhileStartingLeavesNothing(milliseconds: Int) async throws {
    let place = try TemporaryFolder()
    let installation = try await ProgramFinder().server(major: 15)
    let task = Task {
      try await ScratchServer.with(installation, in: place.path) { _ in try await Task.sleep(for: .seconds(600)) }
    }
    try await Task.sleep(for: .milliseconds(milliseconds))
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty)
  }

  @Test func theDirectoryIsPrivateAndTheServerIsNotRoot() async throws {
    try await ScratchServer.with(ProgramFinder().server(major: 15)) { server in
      var status = stat()
      #expect(stat(server.address.host, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o700)
      #expect("\(server.address.host)/.s.PGSQL.5432".utf8.count <= 107)
      let process = try #require(server.processID)
      #expect(stat("/proc/\(process)", &status) == 0)
      #expect(status.st_uid != 0)
      let listens = try await Psql(server.installation, server.address).query("SHOW listen_addresses")
      #expect(listens == "\n")
    }
  }
}
