// `make bench-compile`: how long the compiler takes for large schemas, and how much memory, without reading them.
//
// Each table has twelve columns, a primary key, a unique key, a check, and a foreign key to the table before it; patterns
// decide most, a rule of its own the rest. Every schema is compiled by a process of its own, so that each has its own peak.

import BundleFormat
import DatabaseCatalog
import Diagnostics
import Foundation
import MaskingCompiler
import PostgresSyntax
import RuleSyntax

func type(_ text: String, _ base: String? = nil, length: Int? = nil) -> ColumnType {
  ColumnType(text: text, baseName: base ?? text, maximumLength: length)
}

func table(_ number: Int) -> Relation {
  let name = "table_\(number)"
  func column(_ name: Identifier, _ type: ColumnType, isNotNull: Bool = false) -> Column {
    Column(name: name, type: type, isNotNull: isNotNull)
  }
  func key(_ suffix: String, _ columns: [Identifier], isPrimary: Bool = false) -> UniqueKey {
    let index = Identifier("\(name)_\(suffix)")
    return UniqueKey(
      name: index, isPrimary: isPrimary, isConstraint: true, columns: columns,
      definition:
        "CREATE UNIQUE INDEX \(index) ON public.\(name) USING btree (\(columns.map(\.name).joined(separator: ", ")))")
  }
  let parent = Identifier("table_\(max(0, number - 1))")
  return Relation(
    name: QualifiedName("public", Identifier(name)), kind: .table,
    columns: [
      column("id", type("bigint", "int8"), isNotNull: true), column("parent_id", type("bigint", "int8")),
      column("email", type("text"), isNotNull: true), column("first_name", type("text")),
      column("last_name", type("character varying(80)", "varchar", length: 80)), column("phone", type("text")),
      column("born_on", type("date")), column("notes", type("text")), column("payload", type("jsonb")),
      column("amount", type("numeric")), column("state", type("text")),
      column("created_at", type("timestamp with time zone", "timestamptz")),
    ],
    uniqueKeys: [key("pkey", ["id"], isPrimary: true), key("email_key", ["email"])],
    foreignKeys: [
      ForeignKey(
        name: Identifier("\(name)_parent_fkey"), columns: ["parent_id"],
        referencedRelation: QualifiedName("public", parent), referencedColumns: ["id"],
        definition: "FOREIGN KEY (parent_id) REFERENCES public.\(parent)(id)")
    ],
    checks: [
      CheckConstraint(
        name: Identifier("\(name)_amount_check"), columns: ["amount"], definition: "CHECK ((amount >= (0)::numeric))")
    ])
}

func catalog(_ tables: Int) -> Catalog {
  let relations = (0..<tables).map(table)
  var fingerprint: [String: String] = [:]
  for relation in relations {
    fingerprint["table \(relation.name)"] = "table"
    for column in relation.columns { fingerprint["column \(relation.name).\(column.name)"] = column.type.text }
    for key in relation.uniqueKeys {
      fingerprint["index \(relation.name).\(key.name)"] = SHA256Digest.hex(key.definition)
    }
    for key in relation.foreignKeys {
      fingerprint["constraint \(relation.name).\(key.name)"] = SHA256Digest.hex(key.definition)
    }
  }
  return Catalog(postgresMajor: 15, relations: relations, fingerprint: fingerprint)
}

func rules(_ tables: Int) -> SourceFile {
  let head = """
    application: large
    links: { address: email }
    patterns:
      - { columns: "*_at", types: [timestamptz], mask: keep }
      - { columns: email, link: address }
      - { columns: phone, mask: phone, country: GB }
      - { columns: "*_name", mask: full_name }
      - { columns: payload, json: { "$.email": { link: address }, otherwise: { mask: scrub, keep_length: true } } }
      - { columns: "*", types: [bigint, numeric], mask: keep }
    tables:

    """
  let rules = (0..<tables).map { number in
    """
      table_\(number):
        except: "email like '%@ours.test'"
        columns: { born_on: { mask: date_shift, days: 90 }, notes: { mask: scrub, keep_length: true }, state: keep }

    """
  }
  return SourceFile(path: "masking.yaml", text: head + rules.joined())
}

/// Compiles a schema of so many tables, and prints the seconds it took and the memory that this process had at most.
func measure(_ tables: Int) throws {
  let (schema, file) = (catalog(tables), rules(tables))
  let clock = ContinuousClock()
  var columns = 0
  var files = 0
  let duration = try clock.measure {
    let document = try RuleDocument.read(file) { _, _ in throw SourceNotFound() }
    let pipeline = Pipeline(document: document, catalog: schema)
    let verdicts = pipeline.questions.map { ($0.id, ExpressionVerdict.qualified("(s.email ~~ '%@ours.test'::text)")) }
    let bundle = try pipeline.finish(verdicts: Dictionary(uniqueKeysWithValues: verdicts)).bundle
    columns = bundle.manifest.verification.tables.flatMap(\.columns).count
    files = bundle.files.count
  }
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  print(
    "\(tables) tables, \(columns) columns, \(files) files: \((duration / .milliseconds(1)).rounded() / 1000) s, \(usage.ru_maxrss / 1024) MB"
  )
}

if let tables = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }) {
  do { try measure(tables) } catch let error as DiagnosticsError {
    print(TextRenderer(files: error.files).render(error.diagnostics).prefix(4000))
    exit(1)
  }
} else {
  for tables in [500, 1000, 2000] {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["\(tables)"]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { exit(process.terminationStatus) }
  }
}
