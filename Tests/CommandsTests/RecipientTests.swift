import ExternalPrograms
import Foundation
import TestServers
import Testing

/// Who may read the snapshot is settled before a copy is made: 78, and 69 without `age`.
@Suite struct RecipientTests {
  /// A run that stops at once, leaves its report and no server.
  private func running(
    _ shop: Shop, environment: [String: String?] = [:], failsWith status: Int32, saying reason: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let outcome = await shop.understudy("run", environment: environment)
    #expect(outcome.status == status, sourceLocation: sourceLocation)
    #expect(outcome.reason == reason, sourceLocation: sourceLocation)
    #expect(!shop.hasTemporaryServer, sourceLocation: sourceLocation)
    #expect(shop.published == ["report.json"], sourceLocation: sourceLocation)
    try shop.remove("build/snapshots")
  }

  @Test func recipientsThatAreMissingOrNoneAreRefused() async throws {
    try await Shop.with { shop in
      let file = "keys/lower.agekeys"
      for text in ["", "# nobody yet\n", "age1nonsense\n"] {
        try shop.write(file, text)
        try await running(
          shop, failsWith: 78,
          saying: """
            shop failed at snapshot: the recipients file SHOP/keys/lower.agekeys holds no valid key
              why: a snapshot is only written encrypted
              help: write age public keys (age1…) into it, one per line; `age-keygen -y` prints one from an identity

            """)
      }
      try shop.write(file, try String(contentsOfFile: shop.path("keys/lower.identity"), encoding: .utf8))
      try await running(
        shop, failsWith: 78,
        saying: """
          shop failed at snapshot: the recipients file SHOP/keys/lower.agekeys holds a private key
            why: whoever writes a snapshot needs only the public half
            help: write age public keys (age1…) into it, one per line; `age-keygen -y` prints one from an identity

          """)
      try shop.remove(file)
      try await running(
        shop, failsWith: 78,
        saying: """
          shop failed at snapshot: the recipients file SHOP/keys/lower.agekeys cannot be read
            why: a snapshot is only written encrypted
            help: write age public keys (age1…) into it, one per line; `age-keygen -y` prints one from an identity

          """)
    }
  }

  @Test func withoutAgeNothingBegins() async throws {
    try await Shop.with { shop in
      let programs = shop.path("programs")
      try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: false)
      let postgres = try await ProgramFinder().server(major: 15)
      for program in ExternalProgram.allCases where program.isPostgres {
        try FileManager.default.createSymbolicLink(
          atPath: programs + "/" + program.rawValue, withDestinationPath: postgres.path(of: program))
      }
      let environment = ["UNDERSTUDY_PROGRAMS": programs]
      #expect(await shop.understudy("compile", environment: environment).status == 0, "all else is there")
      try await running(
        shop, environment: environment, failsWith: 69,
        saying: """
          shop failed at snapshot: age was not found
            why: searched SHOP/programs
            help: install it

          """)
    }
  }
}
