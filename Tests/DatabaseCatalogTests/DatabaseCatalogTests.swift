import DatabaseCatalog
import PostgresSyntax
import Testing

/// The catalog as a value.
@Suite struct CatalogTests {
  @Test func leavesAreFoundAtAnyDepth() throws {
    let catalog = Catalog(
      postgresMajor: 15,
      relations: [
        Relation(name: Self.name("t"), kind: .partitionedTable, columns: []),
        Relation(name: Self.name("t_b"), kind: .partitionedTable, columns: [], partitionParent: Self.name("t")),
        Relation(name: Self.name("t_b_1"), kind: .table, columns: [], partitionParent: Self.name("t_b")),
        Relation(name: Self.name("t_a"), kind: .table, columns: [], partitionParent: Self.name("t")),
        Relation(name: Self.name("plain"), kind: .table, columns: []),
      ], fingerprint: [:])
    let root = try #require(catalog.relation(Self.name("t")))
    #expect(catalog.leaves(of: root).map(\.name) == [Self.name("t_a"), Self.name("t_b_1")])
    let plain = try #require(catalog.relation("plain", searchPath: ["elsewhere", "public"]))
    #expect(catalog.leaves(of: plain) == [plain])
    #expect(try catalog.root(of: #require(catalog.relation(Self.name("t_b_1")))) == root)
    #expect(catalog.root(of: plain) == plain)
    #expect(catalog.relation("plain", searchPath: ["elsewhere"]) == nil)
  }

  @Test func aRowsIdentityIsItsPrimaryKeyElseAWholeUniqueOne() {
    let primary = Self.key("pk", ["id"], isPrimary: true)
    let whole = Self.key("whole", ["code"])
    #expect(Self.table([primary, whole]).identity == primary)
    #expect(Self.table([Self.key("partial", ["code"], isPartial: true), whole]).identity == whole)
    #expect(Self.table([Self.key("nullable", ["note"])]).identity == nil)
    #expect(Self.table([Self.key("late", ["code"], isDeferrable: true)]).identity == nil)
    #expect(Self.table([Self.key("expression", ["code"], hasExpressions: true)]).identity == nil)
  }

  @Test func aFingerprintQueryFitsIntoParentheses() {
    for text in [CatalogFingerprintQuery.plain, CatalogFingerprintQuery.withLedger] {
      #expect(!text.contains(";") && !text.contains("--"))
    }
  }

  private static func name(_ name: String) -> QualifiedName { QualifiedName("public", Identifier(name)) }

  private static func table(_ keys: [UniqueKey]) -> Relation {
    let text = ColumnType(text: "text", baseName: "text")
    return Relation(
      name: name("t"), kind: .table,
      columns: [
        Column(name: "id", type: text, isNotNull: true), Column(name: "code", type: text, isNotNull: true),
        Column(name: "note", type: text),
      ], uniqueKeys: keys)
  }

  private static func key(
    _ name: Identifier, _ columns: [Identifier], isPrimary: Bool = false, isDeferrable: Bool = false,
    isPartial: Bool = false, hasExpressions: Bool = false
  ) -> UniqueKey {
    UniqueKey(
      name: name, isPrimary: isPrimary, isConstraint: isPrimary, isDeferrable: isDeferrable, columns: columns,
      definition: "", predicate: isPartial ? "(note IS NULL)" : nil, hasExpressions: hasExpressions)
  }
}
