import DatabaseCatalog
import ExternalPrograms
import PostgresSyntax
import TestServers
import Testing

/// What the reader makes of a live database.
@Suite struct CatalogReaderTests {
  static let orders = QualifiedName("My Shop", "Or\"ders")
  static let customers = QualifiedName("public", "customers")

  @Test func theRelationsAreTheSameOnAllVersions() async throws {
    let fifteen = try await CatalogDatabase(.pg15, EverythingSchema.sql).catalog()
    #expect(fifteen.postgresMajor == 15)
    for version in [TestServer.Version.pg16, .pg18] {
      let other = try await CatalogDatabase(version, EverythingSchema.sql).catalog()
      #expect(other.postgresMajor == version.major)
      #expect(other.relations == fifteen.relations)
    }
  }

  /// The catalog of one database that all these tests read.
  static let shared = Task { try await CatalogDatabase(.pg15, EverythingSchema.sql).catalog() }

  @Test func columnsCarryTheirTypes() async throws {
    let catalog = try await Self.shared.value
    let table = try #require(catalog.relation(Self.customers))
    #expect(table.columns.map(\.name.name) == ["id", "email", "name", "code", "moods", "upper_name", "parent_id"])
    let name = try #require(table.column("name"))
    #expect(name.type == ColumnType(text: "character varying(40)", baseName: "varchar", maximumLength: 40))
    #expect(name.hasDefault && !name.isNotNull)
    let code = try #require(table.column("code"))
    #expect(code.type.text == "\"My Shop\".strict_code")
    #expect(code.type.baseName == "varchar" && code.type.maximumLength == 12)
    #expect(code.type.domain == QualifiedName("My Shop", "strict_code") && code.type.domainIsNotNull)
    #expect(code.type.domainChecks.count == 2 && code.isNotNull)
    let moods = try #require(table.column("moods"))
    #expect(moods.type.isArray && moods.type.baseSchema == "My Shop" && moods.type.enumLabels == ["glad", "sad"])
    #expect(table.column("id")?.identity == .always)
    #expect(table.column("upper_name")?.generatedExpression?.contains("upper(") == true)
    #expect(table.column("upper_name")?.hasDefault == false)
  }

  @Test func keysAndConstraintsAreThere() async throws {
    let catalog = try await Self.shared.value
    let table = try #require(catalog.relation(Self.customers))
    #expect(table.identity?.columns == ["id"])
    #expect(table.uniqueKeys.map(\.name.name) == ["customers_pkey", "customers_code_key", "customers_email_idx"])
    let code = try #require(table.uniqueKeys.first { $0.name == "customers_code_key" })
    #expect(code.isConstraint && code.isDeferrable && !code.isPartial)
    let email = try #require(table.uniqueKeys.first { $0.name == "customers_email_idx" })
    #expect(email.hasExpressions && email.isPartial && !email.isConstraint && email.columns.contains("email"))
    #expect(table.foreignKeys.map(\.name.name) == ["customers_parent_fkey"])
    #expect(table.checks.map(\.name.name) == ["customers_email_check"])
    #expect(table.exclusions == ["customers_name_excl"])
    #expect(table.triggers.map(\.name.name) == ["touched"])
    #expect(table.rules == ["quiet"] && table.policies == ["own_rows"])
    #expect(table.hasRowSecurity && table.forcesRowSecurity)
    let legacy = try #require(catalog.relation(QualifiedName("public", "legacy")))
    #expect(legacy.checks.first?.isValidated == false)
  }

  @Test func treesAndViewsAreLinked() async throws {
    let catalog = try await Self.shared.value
    let root = try #require(catalog.relation(Self.orders))
    #expect(root.kind == .partitionedTable && root.partitionKeyColumns == ["year"])
    #expect(catalog.leaves(of: root).map(\.name.name.name) == ["orders_2025", "orders_rest"])
    let key = try #require(root.foreignKeys.first)
    #expect(key.referencedRelation == Self.customers && key.columns == ["customer_id"])
    #expect(catalog.leaves(of: root).allSatisfy { $0.foreignKeys.isEmpty && $0.partitionParent == Self.orders })
    let child = try #require(catalog.relation(QualifiedName("public", "legacy_child")))
    #expect(child.inheritanceParents == [QualifiedName("public", "legacy")] && child.persistence == .unlogged)
    let counts = try #require(catalog.relation(QualifiedName("public", "customer_counts")))
    #expect(counts.kind == .materializedView && counts.reads == [Self.orders])
    #expect(catalog.relation(QualifiedName("public", "customer_names"))?.kind == .view)
  }

  @Test func anotherSearchPathChangesNothing() async throws {
    let database = try await CatalogDatabase(.pg15, EverythingSchema.sql)
    let before = try await database.catalog()
    try await database.execute(
      "ALTER DATABASE \"\(database.address.database)\" SET search_path = \"My Shop\", public")
    #expect(try await database.catalog() == before)
  }
}
