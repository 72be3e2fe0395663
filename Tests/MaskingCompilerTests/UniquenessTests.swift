import DatabaseCatalog
import Diagnostics
import PostgresSyntax
import Testing

@testable import MaskingCompiler

@Suite struct UniquenessTests {
  /// A customer has one order at most: no more values can meet there than there are customers.
  private static let catalog: Catalog = {
    let orders = Relation(
      name: ShopCatalog.orders.name, kind: .table, columns: ShopCatalog.orders.columns,
      uniqueKeys: ShopCatalog.orders.uniqueKeys + [
        UniqueKey(
          name: "orders_one", isPrimary: false, isConstraint: true, columns: ["customer_email"],
          definition: "CREATE UNIQUE INDEX orders_one ON public.orders USING btree (customer_email)")
      ], foreignKeys: ShopCatalog.orders.foreignKeys)
    return Catalog(
      postgresMajor: 15,
      relations: [ShopCatalog.customers, orders, ShopCatalog.log, ShopCatalog.logOld, ShopCatalog.view],
      fingerprint: ShopCatalog.whole.fingerprint)
  }()

  @Test(arguments: [(1000, [String]()), (100_000, ["orders_one of 100000", "customers_email_key of 100000"])])
  func aForeignKeyHasNoMoreValuesThanItsTableHasRows(rows: Int, refused: [String]) throws {
    let compilation = try ShopCompilation(
      """
      tables:
        customers:
          rows: \(rows)
          columns: { id: keep, email: { mask: token, length: 8 }, code: keep, name: keep, extra: keep }
        orders: { columns: { id: keep, note: keep } }
        log: keep
      accept: [{ id: trigger-side-effect, at: customers, reason: off }]
      """, catalog: Self.catalog)
    let found = compilation.diagnostics.map { diagnostic in
      #expect(diagnostic.id == "collision-probability")
      let words = diagnostic.message.split(separator: " ")
      let key = words.firstIndex(of: "unique").map { words[$0 + 1].dropLast() } ?? ""
      let rows = words.firstIndex(of: "rows").map { words[$0 - 1] } ?? ""
      return "\(key) of \(rows)"
    }
    #expect(Set(found) == Set(refused))
  }
}
