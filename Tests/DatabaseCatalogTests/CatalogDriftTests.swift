import DatabaseCatalog
import Testing

/// How two logical catalogs differ, in words.
@Suite struct CatalogDriftTests {
  private static let digest = "#0123456789abcdef0123456789abcdef"
  private static let other = "#fedcba9876543210fedcba9876543210"

  private static let reviewed = [
    "table public.customers": "table", "column public.customers.id": "bigint not null",
    "column public.customers.email": "character varying(40) not null",
    "column public.customers.shout": "text generated stored \(digest)",
    "constraint public.customers.customers_pkey": "PRIMARY KEY (id)",
    "constraint public.customers.customers_check": "CHECK \(digest)",
    "table public.orders": "partitioned table \(digest)", "column public.orders.id": "bigint",
    "table public.orders_1": "table, partition of public.orders \(digest)", "column public.orders_1.id": "bigint",
    "table \"My Shop\".\"Or\"\"ders.1\"": "table", "column \"My Shop\".\"Or\"\"ders.1\".\"a.b\"": "text",
    "enum public.status": digest, "domain public.code": "text \(digest)",
  ]

  private func lines(_ changes: [String: String?]) -> [String] {
    let present = Self.reviewed.merging(changes.compactMapValues(\.self)) { $1 }
      .filter { key, _ in changes[key] != .some(.none) }
    return CatalogDrift(reviewed: Self.reviewed, present: present).differences.map(\.line)
  }

  @Test func equalCatalogsDoNotDiffer() {
    #expect(lines([:]) == [])
    #expect(CatalogDrift(reviewed: [:], present: [:]).isEmpty)
  }

  @Test func aColumnIsNewGoneOrAnother() {
    #expect(
      lines([
        "column public.customers.tax_id": "text", "column public.customers.email": "text",
        "column public.customers.id": nil,
      ])
        == [
          "column public.customers.email was character varying(40) not null and is text",
          "column public.customers.id is gone", "column public.customers.tax_id (text) is new",
        ])
    #expect(
      lines(["column public.customers.shout": "text generated stored \(Self.other)"])
        == ["column public.customers.shout is computed by another expression"])
  }

  @Test func whatMayHoldALiteralIsNotShown() {
    #expect(
      lines([
        "constraint public.customers.customers_check": "CHECK \(Self.other)", "enum public.status": Self.other,
        "domain public.code": "text \(Self.other)",
        "table public.orders_1": "table, partition of public.orders \(Self.other)",
      ]) == [
        "constraint public.customers.customers_check is defined otherwise",
        "table public.orders_1 has another partition key or bound", "domain public.code has other checks",
        "enum public.status has other labels",
      ])
    #expect(
      lines(["domain public.code": "character varying(9) \(Self.digest)"])
        == ["domain public.code was text and is character varying(9)"])
  }

  @Test func aTableIsOneDifference() {
    #expect(
      lines([
        "table public.invoices": "table", "column public.invoices.id": "bigint",
        "column public.invoices.total": "numeric",
        "constraint public.invoices.pk": "PRIMARY KEY (id)",
      ]) == ["table public.invoices is new, with 2 columns"])
    #expect(
      lines(["table \"My Shop\".\"Or\"\"ders.1\"": nil, "column \"My Shop\".\"Or\"\"ders.1\".\"a.b\"": nil])
        == ["table \"My Shop\".\"Or\"\"ders.1\" is gone"])
    #expect(
      lines(["table public.customers": "table, row security"]) == [
        "table public.customers was table and is table, row security"
      ])
  }

  @Test func aTableThatIsAViewNowIsAnother() {
    #expect(
      lines([
        "table public.customers": nil, "view public.customers": "view",
        "constraint public.customers.customers_pkey": nil,
      ])
        == ["constraint public.customers.customers_pkey is gone", "public.customers was a table and is a view"])
  }

  @Test func aPartitionIsNamedAsOne() {
    #expect(
      lines([
        "table public.orders_2": "table, partition of public.orders \(Self.digest)",
        "column public.orders_2.id": "bigint",
      ])
        == ["partition public.orders_2 of public.orders is new"])
    // What a partition has from its parent is told once.
    #expect(
      lines(["column public.orders.note": "text", "column public.orders_1.note": "text"])
        == ["column public.orders.note (text) is new"])
    #expect(
      lines(["column public.orders.note": "text", "column public.orders_1.note": "text not null"])
        == ["column public.orders.note (text) is new", "column public.orders_1.note (text not null) is new"])
  }

  @Test func aDescriptionThatNobodyKnowsIsShownAsItIs() {
    #expect(lines(["sequence public.x": "a"]) == ["sequence public.x is new"])
    #expect(CatalogObject("column public.customers") == nil)
    #expect(CatalogObject("column public.\"half") == nil)
    #expect(CatalogObject("table public.t.c") == nil)
    #expect(CatalogObject("unique index public.t.i")?.kind == .uniqueIndex)
  }
}
