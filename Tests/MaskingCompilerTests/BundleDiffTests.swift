import BundleFormat
import MaskingCompiler
import Testing

/// Two bundles in words.
@Suite struct BundleDiffTests {
  private static let rules = """
    links:
      mail: { mask: email }
    tables:
      customers:
        columns:
          id: keep
          email: { link: mail }
          code: { mask: digits }
          name: first_name
          extra: { json: { $.a: first_name, $.b: last_name, otherwise: remove } }
      orders: { columns: { id: keep, note: keep } }
      log: truncate
    statements:
      - { name: blank, sql: update orders set note = null }
      - { name: close, when: after, sql: update orders set note = 'x' }
    accept: [{ id: trigger-side-effect, at: customers, reason: off while masking }]
    """

  private func bundle(_ rules: String) throws -> MaskingBundle {
    let compilation = try ShopCompilation(rules)
    return try #require(compilation.compiled, "\(compilation.diagnostics)").bundle
  }

  /// What the diff says after one piece of the rules was replaced.
  private func lines(_ old: String, _ new: String) throws -> [String] {
    try #require(Self.rules.contains(old))
    return BundleDiff(old: try bundle(Self.rules), new: try bundle(Self.rules.replacing(old, with: new))).lines
  }

  @Test func aBundleIsTheSameAsItself() throws {
    let diff = BundleDiff(old: try bundle(Self.rules), new: try bundle(Self.rules))
    #expect(diff.isSame && diff.lines.isEmpty && diff.files.isEmpty)
  }

  @Test func decisionsOfColumns() throws {
    #expect(
      try lines("note: keep", "note: { mask: hash, length: 32 }") == [
        "  orders.note: kept → masked by hash (length 32) (masking.yaml:12)"
      ])
    #expect(
      try lines("name: first_name", "name: keep") == [
        "reveals more:", "  customers.name: masked by first_name → kept (masking.yaml:10)",
      ])
    #expect(
      try lines("{ mask: digits }", "{ mask: \"null\" }") == [
        "  customers.code: masked by digits → masked by null (masking.yaml:9)"
      ])
    #expect(
      try lines("name: first_name", "name: { derived: upper(email) }") == [
        "reveals more:", "  customers.name: masked by first_name → derived (upper(email)) (masking.yaml:10)",
      ])
  }

  @Test func insideADocument() throws {
    #expect(
      try lines("$.b: last_name, otherwise: remove", "$.c: keep, otherwise: remove") == [
        "reveals more:", "  customers.extra $.c: removed by otherwise → kept (masking.yaml:11)", "otherwise:",
        "  customers.extra $.b: masked by last_name → removed by otherwise (masking.yaml:11)",
      ])
    #expect(
      try lines("otherwise: remove", "otherwise: keep") == [
        "reveals more:", "  customers.extra otherwise: removed → kept (masking.yaml:11)",
      ])
  }

  @Test func linksAndTheirFollowers() throws {
    #expect(
      try lines("email: { link: mail }", "email: email") == [
        "  customers.email: masked by link mail → masked by email (masking.yaml:8)",
        "  orders.customer_email: masked by link mail → masked by email (masking.yaml:8)",
        "  link column public.customers.email: new: email", "  link mail: email → not used",
      ])
  }

  @Test func tables() throws {
    #expect(
      try lines("log: truncate", "log: keep") == ["reveals more:", "  log: emptied → kept whole (masking.yaml:13)"])
    #expect(
      try lines("log: truncate", "log: { columns: { at: keep, ip: { mask: constant, value: x } } }") == [
        "reveals more:", "  log: emptied → decided column by column (masking.yaml:13)",
        "  log.at: emptied → kept (masking.yaml:13)", "otherwise:",
        "  log.ip: emptied → masked by constant (value x) (masking.yaml:13)",
      ])
    #expect(
      try lines("orders: { columns", "orders: { except: id > 5, columns") == [
        "reveals more:", "  orders: rows left as they are: none → id > 5 (masking.yaml:12)",
      ])
    #expect(
      try lines("orders: { columns", "orders: { keep_rows: id > 5, columns") == [
        "  orders: rows that stay: all → id > 5 (masking.yaml:12)"
      ])
  }

  @Test func statementsAndAcceptances() throws {
    #expect(
      try lines("set note = null", "set note = ''") == ["  statement blank: its SQL is another (masking.yaml:15)"])
    #expect(
      try lines("when: after, ", "") == [
        "  statement close: after → before the tables are masked (masking.yaml:16)"
      ])
    #expect(
      try lines("reason: off while masking", "reason: nothing to add") == [
        "  accepted trigger-side-effect at customers: off while masking → nothing to add"
      ])
    #expect(
      try lines("- { name: blank", "- { name: clear") == [
        "  statement blank: gone", "  statement clear: new (masking.yaml:15)",
      ])
    #expect(try lines("accept: [", "coverage: report\naccept: [").first == "reveals more:")
  }

  @Test func onlyTheTextOfTheRules() throws {
    #expect(
      try lines("name: first_name", "name: first_name # as before") == [
        "the decisions are the same; the rules' text differs"
      ])
  }
}
