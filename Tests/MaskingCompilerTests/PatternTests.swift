import DatabaseCatalog
import Diagnostics
import PostgresSyntax
import Testing

@testable import MaskingCompiler

/// What the words under `types:` of a pattern mean.
@Suite struct PatternTests {
  private static let status = ColumnType(
    text: "shop.order_status", baseName: "order_status", baseSchema: "shop", enumLabels: ["open", "closed"])
  private static let statuses = ColumnType(
    text: "shop.order_status[]", baseName: "order_status", baseSchema: "shop", isArray: true,
    enumLabels: ["open", "closed"])
  private static let mailbox = ColumnType(
    text: "shop.mailbox", baseName: "varchar", domain: QualifiedName("shop", "mailbox"))

  @Test(arguments: ["enum", "order_status", "shop.order_status"])
  func anEnumerationHasThreeNames(word: String) {
    #expect(TypeNames.matches(word, Self.status))
    #expect(!TypeNames.matches(word, Self.statuses))
    #expect(TypeNames.matches(word + "[]", Self.statuses))
    #expect(!TypeNames.matches(word, ShopCatalog.text))
  }

  @Test func aWordOfAMessageIsUnderstood() {
    for type in [Self.status, Self.statuses, Self.mailbox, ShopCatalog.short, ShopCatalog.time, ShopCatalog.bigint] {
      #expect(TypeNames.matches(type.text, type), "\(type.text)")
    }
    #expect(TypeNames.matches("varchar", Self.mailbox))
    #expect(!TypeNames.matches("character varying(9)", ShopCatalog.short))
    #expect(!TypeNames.matches("other.order_status", Self.status))
  }

  @Test func aTableOutsideTheSearchPathIsNamedWithItsSchema() throws {
    let queue = Relation(
      name: QualifiedName("jobs", "queue"), kind: .table, columns: [Column(name: "payload", type: ShopCatalog.jsonb)])
    let tables = "tables:\n  customers: keep\n  log: keep\n"
    let compilation = try ShopCompilation(
      tables, catalog: Catalog(postgresMajor: 15, relations: ShopCatalog.whole.relations + [queue], fingerprint: [:]))
    let undecided = compilation.diagnostics.filter { $0.id == "column-without-decision" }
    #expect(undecided.contains { $0.help == "add jobs.queue to `tables:`: keep, truncate, or columns" })
    #expect(undecided.contains { $0.help == "add orders to `tables:`: keep, truncate, or columns" })
  }
}
