import ExternalPrograms
import Foundation
import TestServers
import Testing

@Suite struct ProgramFinderTests {
  @Test func serversAreOfOneInstallationEach() async throws {
    let servers = await ProgramFinder().servers()
    #expect(Set(servers.map(\.major)).isSuperset(of: [15, 16, 18]))
    #expect(Set(servers.map(\.directory)).count == servers.count)
    for server in servers {
      for program in [ExternalProgram.initdb, .pgControl, .postgres] {
        #expect(FileManager.default.isExecutableFile(atPath: server.path(of: program)))
      }
    }
  }

  @Test func aMissingMajorNamesWhatIsThere() async throws {
    let finder = ProgramFinder()
    let present = Set(await finder.servers().map(\.major)).sorted()
    await #expect(throws: ExternalProgramError.missingServer(major: 9, present: present)) {
      try await finder.server(major: 9)
    }
  }

  @Test func nothingIsFoundNowhere() async throws {
    let finder = ProgramFinder(first: ["/nonexistent"], onlyThese: true)
    #expect(throws: ExternalProgramError.missing(program: "age", searched: "/nonexistent")) { try finder.find(.age) }
    await #expect(throws: ExternalProgramError.self) { try await finder.server() }
    await #expect(throws: ExternalProgramError.self) { try await finder.clients(forServer: 15) }
  }

  @Test func clientsAreOfTheServersVersionOrTheNextNewer() async throws {
    #expect(try await ProgramFinder().clients(forServer: 16).major == 16)
    #expect(try await ProgramFinder().clients(forServer: 17).major == 18)
    await #expect(throws: ExternalProgramError.self) { try await ProgramFinder().clients(forServer: 99) }
  }

  @Test func aLinkLeadsToItsInstallation() async throws {
    let real = try await ProgramFinder().server(major: 15)
    let folder = try TemporaryFolder()
    for name in ["initdb", "pg_ctl", "postgres"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + name, withDestinationPath: real.directory + "/" + name)
    }
    #expect(try await ProgramFinder(first: [folder.path], onlyThese: true).server().directory == real.directory)
  }
}
