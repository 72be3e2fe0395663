import Foundation
import TestServers
import Testing

/// The job file: 74 where it cannot be read, 78 where it is refused.
@Suite struct JobRefusalTests {
  private func saying(
    _ edit: (Shop) throws -> Void, status: Int32, _ messages: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await Shop.with { shop in
      try edit(shop)
      for command in ["compile", "run", "status", "validate"] {
        await shop.refuses(command, with: status, saying: messages, sourceLocation: sourceLocation)
      }
    }
  }

  @Test func aMissingJobFileIsUnreadable() async throws {
    try await saying(
      { try $0.remove("rules/job.yaml") }, status: 74,
      """
      error: SHOP/rules/job.yaml cannot be read
        why: it is missing, or its permissions do not allow it
        help: look at the path, and at the file's permissions

      """)
  }

  @Test func brokenYAMLHasItsPlace() async throws {
    try await saying(
      { try $0.edit("rules/job.yaml", "key: {", "key: [") }, status: 78,
      """
      SHOP/rules/job.yaml:1:22: error: this is not YAML: did not find expected ',' or ']' [yaml-syntax]
        1 | key: [ env: SHOP_KEY }
          |                      ^
      SHOP/rules/job.yaml:1:6: note: while parsing a flow sequence
        1 | key: [ env: SHOP_KEY }
          |      ^
        help: look at the indentation, and put texts with `: `, ` #` or brackets in quotes

      1 error
      error: SHOP/rules/job.yaml is refused: 1 error

      """)
  }

  @Test func anUnknownKeyHasItsPlaceAndASuggestion() async throws {
    try await saying(
      { try $0.edit("rules/job.yaml", "protected:", "protect:") }, status: 78,
      """
      SHOP/rules/job.yaml:2:1: error: a job file has no key `protect` [unknown-key]
        2 | protect: ["*.prod.example.com", "*/shop_protected"]
          | ^~~~~~~
        help: did you mean `protected`?

      1 error
      error: SHOP/rules/job.yaml is refused: 1 error

      """)
  }

  @Test func recipientsAreRequired() async throws {
    try await saying(
      { try $0.edit("rules/job.yaml", ", recipients: [../keys/lower.agekeys]", "") }, status: 78,
      """
      SHOP/rules/job.yaml:6:3: error: the snapshot of `shop` needs `recipients` [missing-key]
        6 |   shop: { rules: shop/masking.yaml, source: { fixtures: ../fixtures/shop } }
          |   ^~~~
        help: give it under `defaults: { snapshot: … }` or at the application

      1 error
      error: SHOP/rules/job.yaml is refused: 1 error

      """)
    try await saying(
      { try $0.edit("rules/job.yaml", "[../keys/lower.agekeys]", "[]") }, status: 78,
      """
      SHOP/rules/job.yaml:4:58: error: `recipients` is empty [wrong-value]
        4 |   snapshot: { directory: ../build/snapshots, recipients: [] }
          |                                                          ^~
        help: name files with public keys: a snapshot is always encrypted

      1 error
      error: SHOP/rules/job.yaml is refused: 1 error

      """)
  }

  @Test func anUnknownApplicationIsUsage() async throws {
    try await Shop.with { shop in
      for command in ["compile", "run", "status", "validate"] {
        await shop.refuses(
          command, "shpo", with: 64,
          saying: """
            error: the job file has no application called shpo
              why: it has shop
              help: did you mean `shop`?

            """)
      }
      await shop.refuses(
        "restore", "shpo@latest", "--into", "postgresql:///x", "--identity", shop.path("keys/lower.identity"), with: 64,
        saying: """
          error: the job file has no application called shpo
            why: it has shop
            help: did you mean `shop`?

          """)
      await shop.refuses(
        "adopt", "--database", "postgresql:///x", "--application", "shpo", "--confirm", "x", with: 64,
        saying: """
          error: the job file has no application called shpo
            why: it has shop
            help: did you mean `shop`?

          """)
    }
  }

  @Test func theRulesOfAnotherApplicationAreRefused() async throws {
    try await Shop.with { shop in
      try shop.edit("rules/shop/masking.yaml", "application: shop", "application: office")
      await shop.refuses(
        "compile", with: 78,
        saying: """
          error: the job's application shop has the rules of office
            why: SHOP/rules/shop/masking.yaml says `application: office`
            help: give both the same name

          """)
    }
  }
}
