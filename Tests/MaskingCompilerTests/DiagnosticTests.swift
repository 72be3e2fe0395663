import Diagnostics
import MarkedSources
import Testing

@testable import MaskingCompiler

/// Rules that are wrong, with the id and the exact place of what is wrong between the marks.
@Suite struct DiagnosticTests {
  private static let keepCustomers = "  customers: keep\n"
  private static let keepOrders = "  orders: keep\n"
  private static let keepLog = "  log: keep\n"

  static let cases: [(name: String, rules: String)] = [
    (
      "a table that is not there",
      "tables:\n  ⟦unknown-table:custommers⟧: keep\n" + keepCustomers + keepOrders + keepLog
    ),
    (
      "a table in another schema",
      "tables:\n  ⟦unknown-table:shop.customers⟧: keep\n" + keepCustomers + keepOrders + keepLog
    ),
    ("a partition", "tables:\n  ⟦partition-rule:log_old⟧: keep\n" + keepCustomers + keepOrders + keepLog),
    ("a view", "tables:\n  ⟦not-a-table:overview⟧: keep\n" + keepCustomers + keepOrders + keepLog),
    (
      "the same table under two names",
      "tables:\n  ⟦note:customers⟧: keep\n  ⟦duplicate-table:public.customers⟧: keep\n" + keepOrders + keepLog
    ),
    (
      "a column that is not there",
      "tables:\n" + keepCustomers + keepLog
        + "  orders: { columns: { id: keep, customer_email: keep, note: keep, ⟦unknown-column:nota⟧: keep } }\n"
    ),
    (
      "a column that nothing decides",
      "tables:\n" + keepCustomers + keepLog
        + "  ⟦column-without-decision:orders⟧: { columns: { id: keep, customer_email: keep } }\n"
    ),
    (
      "a generated column",
      "tables:\n" + keepOrders + keepLog
        + "  customers: { columns: { id: keep, email: keep, code: keep, name: keep, ⟦generated-column:shout⟧: keep, extra: keep } }\n"
    ),
    (
      "a foreign key's column that says otherwise",
      "tables:\n  ⟦note:customers⟧: keep\n" + keepLog
        + "  orders: { columns: { id: keep, ⟦foreign-key-disagrees:customer_email: email⟧, note: keep } }\n"
    ),
    (
      "a function that is not there",
      "tables:\n" + keepCustomers + keepLog + "  orders: { columns: { id: keep, note: ⟦unknown-function:hashh⟧ } }\n"
    ),
    (
      "a link that is not there",
      "tables:\n" + keepCustomers + keepLog
        + "  orders: { columns: { id: keep, note: { link: ⟦unknown-link:mail⟧ } } }\n"
    ),
    (
      "a link that cannot be one",
      "links: { when: { mask: ⟦link-function:scrub⟧ } }\ntables:\n" + keepCustomers + keepLog
        + "  orders: { columns: { id: keep, note: { link: when } } }\n"
    ),
    (
      "a path that is none",
      "tables:\n" + keepOrders + keepLog
        + "  customers: { columns: { id: keep, email: keep, code: keep, name: keep, extra: { json: { ⟦json-path:$..a⟧: \"null\", otherwise: keep } } } }\n"
        + "accept: [{ id: trigger-side-effect, at: customers, reason: off }]\n"
    ),
    (
      "an expression in a path",
      "tables:\n" + keepOrders + keepLog
        + "  customers: { columns: { id: keep, email: keep, code: keep, name: keep, extra: { json: { $.a: { mask: ⟦mask-place:expression⟧, sql: \"'x'\" }, otherwise: keep } } } }\n"
        + "accept: [{ id: trigger-side-effect, at: customers, reason: off }]\n"
    ),
    (
      "an expression of an element",
      "tables:\n" + keepOrders + keepLog
        + "  customers: { columns: { id: keep, email: keep, code: keep, name: keep, extra: { each: { mask: ⟦mask-place:expression⟧, sql: \"'x'\" } } } }\n"
    ),
    (
      "no key to draw from",
      "tables:\n" + keepCustomers + keepOrders + "  log: { columns: { at: keep, ⟦no-identity:ip: first_name⟧ } }\n"
    ),
    (
      "a masked partition key",
      "tables:\n" + keepCustomers + keepOrders
        + "  log: { identity: [ip], columns: { ⟦masked-partition-key:at: { mask: date_shift, days: 3 }⟧, ip: keep } }\n"
    ),
    (
      "rows that are referenced",
      "tables:\n  ⟦rows-referenced:customers⟧: truncate\n  ⟦note:orders⟧: { columns: { id: keep, customer_email: keep, note: keep } }\n"
        + keepLog
    ),
    (
      "except where the key is masked",
      "tables:\n  customers:\n    except: ⟦except-on-referenced:\"name = 'x'\"⟧\n    columns: { id: keep, email: email, code: keep, name: keep, extra: keep }\n"
        + keepOrders + keepLog + "accept: [{ id: trigger-side-effect, at: customers, reason: off }]\n"
    ),
    (
      "a parameter that is not declared",
      "tables:\n" + keepCustomers + keepLog
        + "  orders: { columns: { id: keep, note: { mask: parameter, name: ⟦unknown-parameter:secret⟧ } } }\n"
    ),
    (
      "a parameter that nothing uses",
      "parameters: { ⟦unused-parameter:secret⟧: { env: SECRET } }\ntables:\n" + keepCustomers + keepOrders + keepLog
    ),
    (
      "a value that repeats in a unique column",
      "tables:\n  customers:\n    columns: { id: keep, ⟦not-unique:email: { mask: constant, value: a }⟧, code: keep, name: keep, extra: keep }\n"
        + keepOrders + keepLog + "accept: [{ id: trigger-side-effect, at: customers, reason: off }]\n"
    ),
    (
      "a fold coarser than the index",
      "links: { mail: { mask: email, fold: [case] } }\ntables:\n  customers:\n    columns: { id: keep, ⟦fold-coarser-than-index:email: { link: mail }⟧, code: keep, name: keep, extra: keep }\n"
        + "  orders: { columns: { id: keep, note: keep } }\n" + keepLog
        + "accept: [{ id: trigger-side-effect, at: customers, reason: off }]\n"
    ),
    (
      "two expressions in one",
      "tables:\n" + keepOrders + keepLog
        + "  customers:\n    except: \"true⟦expression-syntax:) or (true⟧\"\n    columns: { id: keep, email: keep, code: keep, name: keep, extra: keep }\n"
    ),
    (
      "a clock in an expression",
      "tables:\n" + keepCustomers + keepLog
        + "  orders: { columns: { id: keep, note: { mask: expression, sql: ⟦volatile-expression:now()::text⟧ } } }\n"
    ),
    (
      "a statement that reads",
      "tables:\n" + keepCustomers + keepOrders + keepLog
        + "statements:\n  - { name: look, sql: ⟦statement-kind:select 1⟧ }\n"
    ),
    (
      "a statement that writes elsewhere",
      "tables:\n" + keepCustomers + keepOrders + keepLog
        + "statements:\n  - { name: sink, sql: ⟦statement-target:delete from webhooks⟧ }\n"
    ),
    (
      "a pattern that decides nothing",
      "patterns:\n  - ⟦unused-pattern:{ columns: \"*_zip\", mask: keep }⟧\ntables:\n" + keepCustomers + keepOrders
        + keepLog
    ),
    (
      "an acceptance of nothing",
      "tables:\n" + keepCustomers + keepOrders + keepLog
        + "accept:\n  - { id: ⟦unused-accept:trigger-side-effect⟧, at: orders, reason: none }\n"
    ),
    (
      "an acceptance of survivors where there is no column",
      "tables:\n" + keepCustomers + keepOrders + keepLog
        + "accept:\n  - { id: survivor-name, at: orders.note, reason: titles }\n"
        + "  - { id: survivor-name, at: ⟦unused-accept:orders.nota⟧, reason: none }\n"
        + "  - { id: ⟦unused-accept:survivor-address⟧, at: orders.note, reason: none }\n"
    ),
    (
      "a trigger that stays off",
      "tables:\n" + keepOrders + keepLog
        + "  ⟦trigger-side-effect:customers⟧: { columns: { id: keep, email: keep, code: keep, name: \"null\", extra: keep } }\n"
    ),
    (
      "a strategy that is not built",
      "tables:\n" + keepCustomers + keepLog
        + "  orders: { strategy: ⟦strategy-update:update⟧, columns: { id: keep, note: \"null\" } }\n"
    ),
  ]

  @Test(arguments: cases.map(\.name)) func isReportedWhereItIs(_ name: String) throws {
    let rules = try #require(Self.cases.first { $0.name == name }).rules
    let compilation = try ShopCompilation(rules)
    #expect(compilation.findings == compilation.source.expected)
    #expect(compilation.diagnostics.allSatisfy { $0.help != nil }, "every diagnostic says what to do")
  }

  @Test func coverageReportOnlyWarns() throws {
    let compilation = try ShopCompilation("coverage: report\ntables:\n  customers: keep\n  orders: keep\n")
    #expect(compilation.compiled != nil)
    #expect(compilation.diagnostics.map(\.id) == ["column-without-decision", "column-without-decision"])
    #expect(compilation.diagnostics.allSatisfy { $0.severity == .warning })
  }
}
