internal import BundleFormat
internal import Foundation
internal import PostgresSyntax

/// Turns a plan into the files of a bundle.
struct BundleEmitter {
  let plan: MaskingPlan
  let fingerprint: CatalogFingerprint
  let masks: MaskTexts
  let acceptedSurvivors: [AcceptedSurvivor]
  let ruleDigest: String
  let postgresMajor: Int
  let review: Review
  let sources: [String]

  func bundle() throws -> MaskingBundle {
    let steps = stepFiles()
    var files: [String: Data] = [:]
    for step in steps { files[step.name] = Data(step.text.utf8) }
    let summary = Summary(
      application: plan.application, postgresMajor: postgresMajor, sources: sources, review: review,
      ruleDigest: ruleDigest, catalogDigest: fingerprint.digest)
    files["SUMMARY.md"] = Data(summary.text.utf8)
    files["run.psql"] = Data(
      PsqlScript(application: plan.application, steps: steps.map(\.step), parameters: plan.parameters).text.utf8)
    let manifest = Manifest(
      application: plan.application, ruleDigest: ruleDigest, catalog: fingerprint, postgresMajor: postgresMajor,
      parameters: plan.parameters, review: review, steps: steps.map(\.step), verification: verification,
      files: files.mapValues { SHA256Digest.hex($0) })
    return try MaskingBundle(manifest: manifest, otherFiles: files)
  }

  private func stepFiles() -> [StepFile] {
    var files = [session(), preflight(), functions(), detach()]
    files.append(statements(isAfter: false))
    files += plan.tables.filter(\.isRewritten).map { TableStep(plan: $0, application: plan.application).file }
    files += [foreignKeys(), statements(isAfter: true), finish(), seal()]
    return files.filter { !$0.isEmpty }
  }

  private func file(_ number: Int, _ kind: Step.Kind, _ title: String, relation: QualifiedName? = nil) -> StepFile {
    var file = StepFile(id: plan.numbers.id(number), kind: kind, title: title, relation: relation)
    file.comment("\(plan.application): \(title)", "from " + sources.joined(separator: ", "))
    file.blankLine()
    return file
  }

  // MARK: Before the tables

  private func session() -> StepFile {
    var file = file(0, .session, "settings of every connection")
    file.repeatableUnit(transaction: false, SQLTemplate.statements(of: PackageResources.session_sql))
    guard let keys = plan.keyStatement else { return file }
    file.comment("The keys of links and draws, each derived from the run's key; counted, so that none is returned.")
    file.repeatableUnit(transaction: false, [keys])
    return file
  }

  private func preflight() -> StepFile {
    var file = file(1, .preflight, "refuses what is not the marked copy that was reviewed")
    let checks = SQLTemplate.statements(of: PackageResources.preflight_sql)
    file.repeatableUnit(transaction: false, Array(checks.dropLast()))
    file.comment(
      "The logical catalog, object by object: what differs from the reviewed one is refused. psql may say what:",
      "the message holds names and nothing else.")
    file.psqlVerbosity("terse")
    file.repeatableUnit(transaction: false, [PreflightCatalog(fingerprint: fingerprint).statement])
    file.psqlVerbosity("sqlstate")
    file.comment("From here on the database belongs to this bundle.")
    file.repeatableUnit(transaction: false, Array(checks.suffix(1)))
    if !plan.parameters.isEmpty {
      file.comment("Whoever resumes brings the parameters that the run began with.")
      file.repeatableUnit(transaction: false, [PreflightParameters(names: plan.parameters).statement])
    }
    return file
  }

  private func functions() -> StepFile {
    var file = file(10, .functions, "masking functions and the procedures of a rewrite")
    var parts = [PackageResources.mechanism_sql, PackageResources.swap_sql, PackageResources.detach_sql]
    if plan.tables.contains(where: { $0.strategy != .rewrite }) { parts.append(PackageResources.update_sql) }
    file.repeatableUnit(parts.flatMap(SQLTemplate.statements) + masks.definitions)
    return file
  }

  private func detach() -> StepFile {
    var file = file(40, .detach, "foreign keys of and at masked tables, and what else stands in the way")
    file.record(
      plan.forcedRowSecurity.map { StepFile.Recorded(statements: [Mechanism.liftForcedRowSecurity($0)]) }
        + plan.notValid.map { StepFile.Recorded(statements: [Mechanism.detachNotValid($0)]) }
        + plan.foreignKeys.map { StepFile.Recorded(statements: [Mechanism.detach($0)]) })
    return file
  }

  /// One transaction for the whole list: it has happened, or it has not.
  private func statements(isAfter: Bool) -> StepFile {
    var file =
      isAfter
      ? file(850, .statementsAfter, "named statements after the rewrite")
      : file(50, .statements, "named statements before the rewrite")
    let chosen = plan.statements.filter { $0.isAfter == isAfter }
    guard !chosen.isEmpty else { return file }
    file.record(
      [
        StepFile.Recorded(
          comment: chosen.map { "\($0.name) (\($0.origin))" },
          statements: chosen.flatMap { commands(of: $0, in: file.id) })
      ])
    return file
  }

  /// A named statement under its own search path, with the triggers of what it writes off.
  private func commands(of statement: StatementPlan, in step: String) -> [SQL] {
    let path = statement.searchPath.map { Identifier($0).quoted }.joined(separator: ", ")
    return statement.written.map { Mechanism.disableTriggers($0, in: step) } + [
      "SELECT pg_catalog.count(pg_catalog.set_config('search_path', \(literal: path), true))",
      // A comment at its end must not swallow the semicolon.
      statement.sql.text.contains("--") ? statement.sql + "\n" : statement.sql,
      "SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true))",
    ] + statement.written.map { Mechanism.restoreTriggers($0, in: step) }
  }

  // MARK: After the tables

  private func foreignKeys() -> StepFile {
    var file = file(800, .foreignKeys, "foreign keys, added again and validated")
    var units = plan.foreignKeys.map { StepFile.Recorded(statements: [Mechanism.attach($0)]) }
    if !plan.notValid.isEmpty { units.append(StepFile.Recorded(statements: [Mechanism.attachNotValid])) }
    file.record(units)
    return file
  }

  private func finish() -> StepFile {
    var file = file(900, .finish, "row security, materialised views, statistics")
    for table in plan.tables where table.strategy != .rewrite && !plan.writtenAfter.contains(table.relation) {
      file.comment("Originals are left in dead rows: a snapshot of files must not have them, a dump never has.")
      file.physicalUnit(Mechanism.vacuumFull(table.relation))
    }
    let security = plan.forcedRowSecurity.map {
      StepFile.Recorded(statements: [Mechanism.restoreForcedRowSecurity($0)])
    }
    let views = plan.materializedViews.map { StepFile.Recorded(statements: [Mechanism.refresh($0)]) }
    let vacuums = plan.writtenAfter.map { StepFile.Recorded(transaction: false, statements: Mechanism.vacuumFull($0)) }
    file.record(security + views + vacuums + [StepFile.Recorded(transaction: false, statements: ["ANALYZE"])])
    return file
  }

  private func seal() -> StepFile {
    var file = file(950, .seal, "run by verify alone")
    file.repeatableUnit(SQLTemplate.statements(of: PackageResources.seal_sql))
    return file
  }

  // MARK: What verify proves

  private var verification: VerificationPlan {
    VerificationPlan(
      tables: plan.tables.map { table in
        let masked = table.maskedColumns.map(\.column.name)
        return VerifiedTable(
          relation: table.relation, leaves: table.leaves, step: table.isRewritten ? table.step : nil,
          treatment: table.treatment, exceptPredicate: table.except?.text,
          columns: table.columns.map { verified($0, bit: masked.firstIndex(of: $0.name)) })
      }, vocabulary: masks.vocabulary, acceptedSurvivors: acceptedSurvivors)
  }

  private func verified(_ column: ColumnPlan, bit: Int?) -> VerifiedColumn {
    switch column.treatment {
    case .masked(let mask):
      VerifiedColumn(
        name: column.name, mask: mask.title, equalBit: bit, neverReturnsOriginal: mask.neverReturnsOriginal,
        poolSize: mask.poolSize, fingerprint: mask.fingerprints.first?.category)
    case .copied: other(column, "keep")
    case .derived: other(column, "derived")
    case .generated: other(column, "generated")
    }
  }

  private func other(_ column: ColumnPlan, _ mask: String) -> VerifiedColumn {
    VerifiedColumn(
      name: column.name, mask: mask, equalBit: nil, neverReturnsOriginal: false, poolSize: nil, fingerprint: nil)
  }
}
