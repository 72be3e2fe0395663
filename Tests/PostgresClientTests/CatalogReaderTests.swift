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
      // Their texts are printed as each version does.
      #expect(other.definitions.map(\.kind) == fifteen.definitions.map(\.kind))
      #expect(other.definitions.map(\.object) == fifteen.definitions.map(\.object))
    }
  }

  /// The catalog of one database that all these tests read.
  static let shared = Task {
    try await CatalogDatabase(.pg15, EverythingSchema.sql + EverythingSchema.collation).catalog()
  }

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

  /// What an extension keeps for itself comes with it; what users write into its tables is dumped, so it needs a decision.
  @Test func onlyConfigurationTablesOfExtensionsHaveRowsOfOurs() async throws {
    let database = try await CatalogDatabase(
      .pg15,
      """
      CREATE TABLE public.extension_settings (owner_email text);
      CREATE TABLE public.extension_internals (id integer);
      ALTER EXTENSION plpgsql ADD TABLE public.extension_settings;
      ALTER EXTENSION plpgsql ADD TABLE public.extension_internals;
      UPDATE pg_extension SET extconfig = ARRAY['public.extension_settings'::regclass::oid], extcondition = ARRAY['']
      WHERE extname = 'plpgsql';
      """)
    let catalog = try await database.catalog()
    #expect(catalog.relation(QualifiedName("public", "extension_settings"))?.isOwnedByExtension == false)
    #expect(catalog.relation(QualifiedName("public", "extension_internals"))?.isOwnedByExtension == true)
    #expect(catalog.fingerprint["column public.extension_settings.owner_email"] == "text")
    #expect(catalog.fingerprint["column public.extension_internals.id"] == nil)
  }

  @Test func keysAndConstraintsAreThere() async throws {
    let catalog = try await Self.shared.value
    let table = try #require(catalog.relation(Self.customers))
    #expect(table.identity?.columns == ["id"])
    #expect(table.uniqueKeys.map(\.name.name) == ["customers_pkey", "customers_code_key", "customers_email_idx"])
    let code = try #require(table.uniqueKeys.first { $0.name == "customers_code_key" })
    #expect(code.isConstraint && code.isDeferrable && !code.isPartial)
    let email = try #require(table.uniqueKeys.first { $0.name == "customers_email_idx" })
    #expect(email.hasExpressions && !email.isConstraint && email.columns.contains("email") && !email.nullsAreEqual)
    #expect(email.parts == [KeyPart(expression: "lower(btrim(email))")] && email.predicate == "(name IS NOT NULL)")
    #expect(table.foreignKeys.map(\.name.name) == ["customers_parent_fkey"])
    #expect(table.checks.map(\.name.name) == ["customers_email_check"])
    #expect(
      table.exclusions == [
        ExclusionConstraint(name: "customers_name_excl", parts: [KeyPart(column: "name")], operators: ["="])
      ])
    let touched = try #require(table.triggers.first)
    #expect(touched.name == "touched" && table.triggers.count == 1 && touched.isEnabled && !touched.isAlways)
    #expect(touched.function == QualifiedName("public", "touch") && touched.arguments == ["updated_at", "it's"])
    #expect(touched.body == "BEGIN RETURN NEW; END")
    #expect(table.column("id")?.hasSequence == true && table.column("email")?.hasSequence == false)
    let folded = try #require(catalog.relation(QualifiedName("public", "folded")))
    #expect(folded.columns.map(\.hasNondeterministicCollation) == [true, false])
    #expect(catalog.relation(Self.orders)?.refusesUpdates == false && !table.refusesUpdates)
    #expect(catalog.relation(QualifiedName("public", "legacy"))?.refusesUpdates == true)
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

  @Test func whatNoColumnShowsIsListed() async throws {
    let found = try await Self.shared.value.definitions
    let texts = Dictionary(uniqueKeysWithValues: found.map { ("\($0.kind.rawValue): \($0.object)", $0.text) })
    #expect(
      texts.keys.sorted() == [
        "check: domain constraint code_check on \"My Shop\".code",
        "check: domain constraint strict_code_check on \"My Shop\".strict_code",
        "check: table constraint customers_email_check on public.customers",
        "check: table constraint legacy_note_check on public.legacy",
        "comment: table column public.customers.email",
        "default: default value for public.customers.name", "default: default value for public.customers.upper_name",
        "enumLabel: type \"My Shop\".mood", "eventTrigger: event trigger watching",
        "foreignServer: server elsewhere", "function: function public.touch()", "function: function public.watch()",
        "index: index public.customers_email_idx", "partitionBound: table \"My Shop\".orders_2025",
        "partitionBound: table \"My Shop\".orders_rest", "policy: policy own_rows on public.customers",
        "publicationFilter: publication relation \"My Shop\".\"Or\"\"ders\" in publication changes",
        "rule: rule quiet on public.customers", "statistics: statistics object public.customer_hosts",
        "trigger: trigger touched on \"My Shop\".\"Or\"\"ders\"", "trigger: trigger touched on public.customers",
        "userMapping: user mapping public on server elsewhere", "view: materialized view public.customer_counts",
        "view: view public.customer_names",
      ])
    #expect(texts["enumLabel: type \"My Shop\".mood"] == "glad\nsad")
    #expect(texts["comment: table column public.customers.email"] == "as typed")
    #expect(texts["foreignServer: server elsewhere"] == "{host=db.example.com}")
    #expect(texts["function: function public.touch()"] == "BEGIN RETURN NEW; END")
    #expect(texts.values.allSatisfy { !$0.contains("not read") })
  }

  @Test func anotherSearchPathChangesNothing() async throws {
    let database = try await CatalogDatabase(.pg15, EverythingSchema.sql)
    let before = try await database.catalog()
    try await database.execute(
      "ALTER DATABASE \"\(database.address.database)\" SET search_path = \"My Shop\", public")
    #expect(try await database.catalog() == before)
  }
}
