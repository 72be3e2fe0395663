import DatabaseCatalog
import Diagnostics
import MarkedSources
import PostgresSyntax
import RuleSyntax

@testable import MaskingCompiler

/// A small shop as a catalog, without a server: customers, orders of theirs, a partitioned log, a view.
enum ShopCatalog {
  static let bigint = ColumnType(text: "bigint", baseName: "int8")
  static let text = ColumnType(text: "text", baseName: "text")
  static let time = ColumnType(text: "timestamp with time zone", baseName: "timestamptz")
  static let short = ColumnType(text: "character varying(8)", baseName: "varchar", maximumLength: 8)
  static let jsonb = ColumnType(text: "jsonb", baseName: "jsonb")

  static func name(_ name: String) -> QualifiedName { QualifiedName("public", Identifier(name)) }

  static let customers = Relation(
    name: name("customers"), kind: .table,
    columns: [
      Column(name: "id", type: bigint, isNotNull: true), Column(name: "email", type: text, isNotNull: true),
      Column(name: "code", type: short), Column(name: "name", type: text),
      Column(name: "shout", type: text, generatedExpression: "upper(name)"), Column(name: "extra", type: jsonb),
    ],
    uniqueKeys: [
      UniqueKey(
        name: "customers_pkey", isPrimary: true, isConstraint: true, columns: ["id"],
        definition: "CREATE UNIQUE INDEX customers_pkey ON public.customers USING btree (id)"),
      UniqueKey(
        name: "customers_email_key", isPrimary: false, isConstraint: true, columns: ["email"],
        definition: "CREATE UNIQUE INDEX customers_email_key ON public.customers USING btree (email)"),
    ],
    triggers: [Trigger(name: "touch", definition: "CREATE TRIGGER touch …", function: name("touch"))])

  static let orders = Relation(
    name: name("orders"), kind: .table,
    columns: [
      Column(name: "id", type: bigint, isNotNull: true), Column(name: "customer_email", type: text),
      Column(name: "note", type: text),
    ],
    uniqueKeys: [
      UniqueKey(
        name: "orders_pkey", isPrimary: true, isConstraint: true, columns: ["id"],
        definition: "CREATE UNIQUE INDEX orders_pkey ON public.orders USING btree (id)")
    ],
    foreignKeys: [
      ForeignKey(
        name: "orders_email_fkey", columns: ["customer_email"], referencedRelation: name("customers"),
        referencedColumns: ["email"], definition: "FOREIGN KEY (customer_email) REFERENCES public.customers(email)")
    ])

  static let log = Relation(
    name: name("log"), kind: .partitionedTable,
    columns: [Column(name: "at", type: time, isNotNull: true), Column(name: "ip", type: text)],
    partitionKeyColumns: ["at"])
  static let logOld = Relation(
    name: name("log_old"), kind: .table,
    columns: [Column(name: "ip", type: text), Column(name: "at", type: time, isNotNull: true)],
    partitionParent: name("log"))
  static let view = Relation(
    name: name("overview"), kind: .view, columns: [Column(name: "email", type: text)], reads: [name("customers")])

  static let whole = Catalog(
    postgresMajor: 15, relations: [customers, orders, log, logOld, view], fingerprint: ["table public.customers": "aa"])
}

/// Compiles marked rules against the shop; expressions are taken as the server would print them unchanged.
struct ShopCompilation {
  let source: MarkedSource
  let diagnostics: [Diagnostic]
  let compiled: CompiledBundle?

  init(_ rules: String, catalog: Catalog = ShopCatalog.whole) throws {
    source = MarkedSource("application: shop\n" + rules)
    do {
      let document = try RuleDocument.read(source.file) { _, _ in throw SourceNotFound() }
      let pipeline = Pipeline(document: document, catalog: catalog)
      let verdicts = pipeline.questions.map { ($0.id, ExpressionVerdict.qualified("s." + $0.text)) }
      let compiled = try pipeline.finish(verdicts: Dictionary(uniqueKeysWithValues: verdicts))
      self.compiled = compiled
      diagnostics = compiled.warnings
    } catch let error as DiagnosticsError {
      compiled = nil
      diagnostics = error.diagnostics
    }
  }
}
