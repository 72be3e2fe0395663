import BundleFormat
import Executor
import ExternalPrograms
import FixtureValidation
import Foundation
import PostgresClient
import TestServers
import Testing

/// Someone with psql alone gets what the executor makes.
@Suite struct PsqlRunTests {
  @Test func psqlMasksTheSameRows() async throws {
    let bundleFolder = StorefrontJob.repository.appending(path: "rules/storefront/bundle")
    let bundle = try MaskingBundle.read(from: bundleFolder)
    let key = try #require(MaskingKey(hex: StorefrontJob.key))
    let database = try await Database.withFixtures("psql")
    _ = try await Adoption(
      application: "storefront", run: "by-hand", confirm: database.address.database, source: "fixtures",
      asOf: FixtureCase.asOf
    ).adopt(database.target, key: key)
    let folder = try TemporaryFolder()
    let options = [
      "understudy.key=\(StorefrontJob.key)", "understudy.bundle=\(bundle.digest)",
      "understudy.parameter.lower_password_hash=\(StorefrontJob.passwordHash)",
    ].map { "-c \($0)" }.joined(separator: " ")
    let connection = folder.path + "/connection"
    _ = FileManager.default.createFile(
      atPath: connection,
      contents: Data("\\connect \"\(database.address.connectionString) options='\(options)'\"\n".utf8),
      attributes: [.posixPermissions: 0o600])
    try await ProgramCommand(
      database.server.installation.path(of: .psql),
      ["-X", "-w", "-v", "connection=\(connection)", "-f", bundleFolder.appending(path: "run.psql").path()],
      environment: database.address.environment, messages: .shown
    ).run()
    let (_, wanted) = try await Undisturbed.shared.masked()
    let digests = try await wanted.digests()
    #expect(try await database.digests() == digests)
  }
}
