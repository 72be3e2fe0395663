internal import BundleFormat
public import DatabaseCatalog
public import Diagnostics
public import ExternalPrograms
internal import MaskingCompiler
public import PostgresClient
internal import PostgresSyntax
public import RuleSyntax

/// Looks at a database and proposes a decision for every column. No value leaves it: of samples only their form is kept.
public struct Discovery: Sendable {
  public let catalog: Catalog
  private let proposals: [Proposal]

  /// Reads catalog and samples in a transaction that cannot write.
  ///
  /// - Throws: `PostgresError`.
  public static func look(at target: ConnectionTarget) async throws -> Discovery {
    let connection = try await Connection.open(
      target, settings: ["default_transaction_read_only": "on", "statement_timeout": "60s"],
      applicationName: "understudy init")
    do {
      try await connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      let catalog = try await CatalogReader.read(connection)
      let comments = try await comments(connection)
      let tables = catalog.relations.filter(Self.isDecided)
      let persons = Set(tables.map(\.name).filter(Proposer.isPersonTable))
      var proposals: [Proposal] = []
      for table in tables {
        let samples = try await SampleReader(connection: connection).samples(of: table)
        proposals += Proposer(
          relation: table, samples: samples, comments: comments[table.name] ?? [:], personTables: persons
        ).proposals()
      }
      await connection.rollBack()
      await connection.close()
      return Discovery(catalog: catalog, proposals: proposals)
    } catch {
      await connection.rollBack()
      await connection.close()
      throw error
    }
  }

  /// Partitions follow their parents, and extensions' tables are their own.
  private static func isDecided(_ relation: Relation) -> Bool {
    (relation.kind == .table || relation.kind == .partitionedTable) && relation.partitionParent == nil
      && !relation.isOwnedByExtension
  }

  private static func comments(_ connection: Connection) async throws -> [QualifiedName: [Identifier: String]] {
    let rows = try await connection.query(
      """
      SELECT n.nspname, c.relname, a.attname, pg_catalog.col_description(c.oid, a.attnum)
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
      WHERE a.attnum > 0 AND NOT a.attisdropped AND pg_catalog.col_description(c.oid, a.attnum) IS NOT NULL
      """
    ).rows
    return rows.reduce(into: [:]) { comments, row in
      guard let schema = row[0], let table = row[1], let column = row[2] else { return }
      comments[QualifiedName(Identifier(schema), Identifier(table)), default: [:]][Identifier(column)] = row[3]
    }
  }

  // MARK: The rule file

  /// What is written, and what a person should look at.
  public struct Outcome: Sendable {
    public let text: String
    /// What is new, in the order of the file.
    public let proposals: [Proposal]
    /// Columns that a table's rule has no room for as it is written: `table.column`.
    public let byHand: [String]
  }

  /// A rule file that compiles against the schema.
  ///
  /// - Parameters:
  ///   - application: its name.
  ///   - schema: `pg_dump --schema-only` of the database.
  ///   - existing: the application's rules as they are, and the text of their own file; only what they do not decide is added.
  /// - Throws: `DiagnosticsError` where nothing that is proposed mends what the compiler says; `ExternalProgramError`.
  public func rules(
    of application: String, schema: String, existing: (document: RuleDocument, file: SourceFile)? = nil,
    read: @escaping @Sendable (SourceFile) throws -> RuleDocument, on server: ServerAddress,
    installation: PostgresInstallation
  ) async throws -> Outcome {
    try await ScratchCompilation.withSchema(schema, on: server, installation: installation) { catalog, connection in
      let compiler = RepeatedCompilation(catalog: catalog, connection: connection)
      var wanted = proposals
      if let existing {
        let undecided = try await compiler.undecided(existing.document)
        wanted = proposals.filter { undecided[$0.relation]?.contains($0.column) == true }
        if wanted.isEmpty { return Outcome(text: existing.file.text, proposals: [], byHand: []) }
      }
      let writer = RuleFileWriter(application: application, catalog: catalog, existing: existing)
      while true {
        let draft = writer.draft(wanted)
        do {
          let document = try read(SourceFile(path: existing?.file.path ?? "masking.yaml", text: draft.text))
          _ = try await compiler.compile(document)
          return Outcome(text: draft.text, proposals: wanted, byHand: draft.byHand)
        } catch let error as DiagnosticsError {
          guard draft.step(down: error.diagnostics.filter { $0.severity == .error }, &wanted) else { throw error }
        }
      }
    }
  }
}

extension RepeatedCompilation {
  /// - Throws: `DiagnosticsError`.
  func compile(_ document: RuleDocument) async throws -> CompiledBundle {
    let pipeline = Pipeline(document: document, catalog: catalog)
    return try pipeline.finish(
      verdicts: try await answers(pipeline.questions), samples: try await answers(pipeline.samples))
  }

  /// Columns that no rule decides about.
  func undecided(_ document: RuleDocument) async throws -> [QualifiedName: Set<Identifier>] {
    var document = document
    document.coverage = .report
    let review = try await compile(document).bundle.manifest.review
    return review.tables.reduce(into: [:]) { found, table in
      let columns = table.columns.filter { $0.via == "coverage: report" }.map(\.name)
      if !columns.isEmpty { found[table.relation] = Set(columns) }
    }
  }
}
