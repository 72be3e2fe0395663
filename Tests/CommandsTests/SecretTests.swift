import Foundation
import TestServers
import Testing

/// Keys and parameters: exit code 78.
@Suite struct SecretTests {
  @Test func withoutItsKeyNothingBegins() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      for environment in [["SHOP_KEY": nil], ["SHOP_KEY": ""]] as [[String: String?]] {
        for command in [copy.adopt, copy.apply, copy.verify] {
          try await copy.staysAsItWas(
            { await command(environment) }, with: 78,
            saying: """
              error: there is no masking key in the environment variable SHOP_KEY
                help: make one with `understudy key new` and put it there

              """)
        }
      }
      try shop.edit("rules/job.yaml", "{ env: SHOP_KEY }", "{ file: ../keys/masking }")
      try await copy.staysAsItWas(
        { await copy.apply() }, with: 78,
        saying: """
          error: there is no masking key in the file SHOP/keys/masking
            help: make one with `understudy key new` and put it there

          """)
      try shop.edit("rules/job.yaml", "key: { file: ../keys/masking }", "")
      try await copy.staysAsItWas(
        { await copy.apply() }, with: 78,
        saying: """
          error: SHOP/rules/job.yaml names no key
            help: add `key: { env: UNDERSTUDY_KEY }` or `key: { file: … }`

          """)
    }
  }

  @Test(arguments: [
    ShopFiles.Canary.malformedKey, String(repeating: "0", count: 63), String(repeating: "g", count: 64),
  ])
  func aMalformedKeyIsNotUsed(_ key: String) async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      for command in [copy.adopt, copy.apply, copy.verify] {
        try await copy.staysAsItWas(
          { await command(["SHOP_KEY": key]) }, with: 78,
          saying: """
            error: the masking key in the environment variable SHOP_KEY is malformed
              why: a key is 64 hex digits
              help: make one with `understudy key new`

            """)
      }
    }
  }

  @Test func anotherKeyThanTheOneThatBeganIsRefused() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      let other = ["SHOP_KEY": ShopFiles.Canary.otherKey]
      try await copy.staysAsItWas(
        { await copy.adopt(environment: other) }, with: 78,
        saying: """
          error: the masking key is not the one that the database was adopted with
            why: two keys would mask equal originals differently
            help: give the key that the run began with

          """)
      try await copy.staysAsItWas(
        { await copy.apply(environment: other) }, with: 78,
        saying: """
          error: the masking key is not the one that the database was adopted with
            why: two keys would mask equal originals differently
            help: give the key that the run began with

          """)
      #expect(await copy.apply().status == 0)
      try await copy.staysAsItWas(
        { await copy.verify(environment: other) }, with: 78,
        saying: """
          error: the masking key is not the one that the database was adopted with
            why: two keys would mask equal originals differently
            help: give the key that the run began with

          """)
      let verified = await copy.verify()
      #expect(verified.status == 0, "\(verified.messages)")
    }
  }

  @Test func aParameterThatIsMissingIsNamed() async throws {
    try await Shop.with { shop in
      let copy = try await ShopCopy(shop)
      let without = ["SHOP_PASSWORD_HASH": nil] as [String: String?]
      try await copy.staysAsItWas(
        { await copy.apply(environment: without) }, with: 78,
        saying: """
          error: the parameter lower_password_hash is missing
            why: the rules read it from the environment variable SHOP_PASSWORD_HASH
            help: put the value there

          """)
      try shop.edit("rules/shop/masking.yaml", "{ env: SHOP_PASSWORD_HASH }", "{ file: ../../keys/hash }")
      try await copy.staysAsItWas(
        { await copy.apply() }, with: 78,
        saying: """
          error: the parameter lower_password_hash is missing
            why: the rules read it from the file SHOP/keys/hash
            help: put the value there

          """)
    }
  }

  @Test func aRunLooksForItsSecretsBeforeItMakesACopy() async throws {
    try await Shop.with { shop in
      let withoutKey = await shop.understudy("run", environment: ["SHOP_KEY": nil])
      #expect(withoutKey.status == 78)
      #expect(
        withoutKey.reason == """
          shop failed at apply: there is no masking key in the environment variable SHOP_KEY
            help: make one with `understudy key new` and put it there

          """)
      let withoutParameter = await shop.understudy("run", environment: ["SHOP_PASSWORD_HASH": nil])
      #expect(withoutParameter.status == 78)
      #expect(
        withoutParameter.reason == """
          shop failed at apply: the parameter lower_password_hash is missing
            why: the rules read it from the environment variable SHOP_PASSWORD_HASH
            help: put the value there

          """)
      #expect(!shop.hasTemporaryServer)
      #expect(shop.published == ["report.json", "report.json"])
    }
  }
}
