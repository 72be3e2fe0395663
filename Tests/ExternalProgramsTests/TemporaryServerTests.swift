import ExternalPrograms
import Foundation
import Glibc
import TestServers
import Testing

/// Temporary servers outlive their program and are found again.
@Suite struct TemporaryServerTests {
  private let place: TemporaryFolder
  private let folder: String
  private let installation: PostgresInstallation

  init() async throws {
    place = try TemporaryFolder()
    folder = place.path + "/storefront"
    installation = try await ProgramFinder().server(major: 15)
  }

  private func open() async throws -> TemporaryServer {
    try await TemporaryServer.open(folder: folder, installation: installation)
  }

  private func psql(_ server: TemporaryServer) -> Psql { Psql(server.installation, server.address) }

  /// Kills a server's first process as the kernel would, and its backends notice by themselves.
  private func crash(_ server: TemporaryServer) async throws {
    let process = try #require(server.processID)
    #expect(kill(process, SIGKILL) == 0)
    #expect(await eventually { kill(process, 0) != 0 })
  }

  @Test func itIsFoundAgainWithWhatItHolds() async throws {
    var first: TemporaryServer? = try await open()
    let process = try #require(first?.processID)
    #expect(first?.isNew == true)
    if let first { try await psql(first).run("CREATE TABLE kept AS SELECT 42 AS answer;") }
    first = nil
    let second = try #require(try await TemporaryServer.find(folder: folder))
    #expect(!second.isNew)
    #expect(second.processID == process)
    #expect(try await psql(second).query("SELECT answer FROM kept") == "42\n")
    try await second.destroy()
    #expect(await eventually { kill(process, 0) != 0 })
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(!FileManager.default.fileExists(atPath: second.address.host))
    #expect(try await TemporaryServer.find(folder: folder) == nil)
  }

  @Test func itOutlivesAKilledProgram() async throws {
    let probe = ProgramCommand(
      try BuiltProgram.path(of: "scratch-probe"), ["temporary", "15", folder], timeout: .seconds(120))
    await #expect(throws: ExternalProgramError.signaled(program: "scratch-probe", signal: SIGKILL)) {
      try await probe.stream { bytes in
        if let said = ScratchServerTests.Report(bytes) { kill(said.probe, SIGKILL) }
      }
    }
    let server = try #require(try await TemporaryServer.find(folder: folder))
    #expect(!server.isNew)
    #expect(try await psql(server).query("SELECT 1") == "1\n")
    try await server.destroy()
  }

  @Test func aCrashedServerIsStartedAgain() async throws {
    let first = try await open()
    try await psql(first).run("CREATE TABLE kept AS SELECT 42 AS answer;")
    try await crash(first)
    let second = try await open()
    #expect(!second.isNew)
    #expect(try await psql(second).query("SELECT answer FROM kept") == "42\n")
    withExtendedLifetime(first) {}
    await #expect(throws: ExternalProgramError.busy(path: folder)) { try await second.destroy() }
    let process = second.processID
    try await release(first, second)
    #expect(await eventually { process.map { kill($0, 0) } != 0 })
  }

  /// Two hold it open: it is destroyed by a third once both are gone.
  private func release(_ servers: TemporaryServer...) async throws {
    for server in servers { server.close() }
    try await TemporaryServer.find(folder: folder)?.destroy()
  }

  @Test func aNumberThatBelongsToAnotherProgramByNowIsNotTheServer() async throws {
    let first = try await open()
    let data = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("data-") })
    let file = "\(folder)/\(data)/postmaster.pid"
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    try await crash(first)
    // A program of the same user: another server's.
    let shared = try await TestServer.shared(.pg15)
    let other = try #require(
      try String(contentsOfFile: shared.address.host + "/data/postmaster.pid", encoding: .utf8)
        .split(separator: "\n").first.flatMap { Int32($0) })
    try ([Substring("\(other)")] + lines.dropFirst()).joined(separator: "\n")
      .write(toFile: file, atomically: false, encoding: .utf8)
    #expect(first.processID == nil)
    let second = try await open()
    #expect(try await psql(second).query("SELECT 1") == "1\n")
    #expect(kill(other, 0) == 0)
    try await release(first, second)
  }

  @Test func aLostSocketDirectoryIsMadeAnew() async throws {
    let first = try await open()
    let lost = first.address.host
    try FileManager.default.removeItem(atPath: lost)
    let second = try await open()
    #expect(second.address.host != lost)
    #expect(try await psql(second).query("SELECT 1") == "1\n")
    try await release(first, second)
  }

  @Test func twoProgramsAtOnceGetOneServer() async throws {
    async let one = open()
    async let other = open()
    let servers = try await [one, other]
    #expect(servers.filter(\.isNew).count == 1)
    #expect(servers[0].address == servers[1].address)
    #expect(servers[0].processID == servers[1].processID)
    for server in servers { server.close() }
    try await TemporaryServer.find(folder: folder)?.destroy()
  }

  @Test func aHalfMadeOneIsMadeAnew() async throws {
    try FileManager.default.createDirectory(atPath: folder + "/data-1", withIntermediateDirectories: true)
    try """
    {
      "data": "\(folder)/data-1", "folder": "\(folder)", "format": 2, "isReady": false, "programs": "/nonexistent",
      "version": "15.1"
    }
    """.write(toFile: folder + "/server.json", atomically: true, encoding: .utf8)
    #expect(!TemporaryServer.exists(folder: folder))
    let server = try await open()
    #expect(server.isNew)
    #expect(TemporaryServer.exists(folder: folder))
    #expect(!FileManager.default.fileExists(atPath: folder + "/data-1"))
    try await server.destroy()
  }

  @Test func aFolderThatTheServersUserCannotEnterIsNoObstacle() async throws {
    #expect(chmod(place.path, 0o700) == 0)
    let server = try await open()
    #expect(try await psql(server).query("SELECT 1") == "1\n")
    let record = try String(contentsOfFile: folder + "/server.json", encoding: .utf8)
    let elsewhere = record.split(separator: "\"").map(String.init).filter { $0.hasPrefix("/var/tmp/understudy-") }
    // Under root the data lies elsewhere; another user can always enter its own folder.
    #expect(elsewhere.isEmpty == (geteuid() != 0))
    try await server.destroy()
    for path in elsewhere { #expect(!FileManager.default.fileExists(atPath: path) || path.hasSuffix("/bin")) }
  }

  /// As a checkout is copied, or unpacked somewhere else.
  @Test func aCopiedFolderDoesNotTakeTheServerOver() async throws {
    let server = try await open()
    let copy = folder + "-copy"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: folder + "/server.json", toPath: copy + "/server.json")
    #expect(!TemporaryServer.exists(folder: copy))
    #expect(TemporaryServer.running(folder: copy) == nil)
    let place = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    await #expect(throws: ExternalProgramError.foreignServer(folder: copy, owner: place)) {
      try await TemporaryServer.open(folder: copy, installation: server.installation)
    }
    #expect(try await psql(server).query("SELECT 1") == "1\n")
    try await server.destroy()
  }

  @Test func anotherMajorIsRefused() async throws {
    let server = try await open()
    await #expect(throws: ExternalProgramError.missingServer(major: 15, present: [16])) {
      try await TemporaryServer.open(folder: folder, installation: ProgramFinder().server(major: 16))
    }
    try await server.destroy()
  }

  @Test func whatIsCommittedIsSynced() async throws {
    let server = try await open()
    #expect(
      try await psql(server).query("SHOW fsync; SHOW full_page_writes; SHOW synchronous_commit") == "on\non\non\n")
    try await server.destroy()
  }
}
