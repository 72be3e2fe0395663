import BundleFormat
import Foundation
import PostgresSyntax

/// A bundle written by hand, as small as the executor allows: the compiler has its own tests.
struct HandmadeBundle {
  /// A table that the bundle rewrites.
  struct Table {
    var step: String
    var relation: QualifiedName
    /// Name, type and the masked expression over the alias `s`.
    var columns: [(name: Identifier, type: String, expression: String)]
    /// SQL: the rows that stay, over the alias `s`.
    var keepRows: String?
    /// The table is only emptied.
    var isEmptied = false
  }

  var tables: [Table] = []
  /// Referencing tables and names.
  var foreignKeys: [(relation: QualifiedName, name: String)] = []
  var forcedRowSecurity: [QualifiedName] = []
  /// Tables with constraints that rows from before them break.
  var notValid: [QualifiedName] = []
  var statements: [String] = []
  /// What each batch runs first: where tests strike.
  var trap: String?
  /// What the swap's INSERT leaves out.
  var swapCondition = ""
  var finish: [String] = []

  func build() throws -> MaskingBundle {
    var steps: [Step] = []
    var files: [String: Data] = [:]
    func add(_ id: String, _ kind: Step.Kind, relation: QualifiedName? = nil, _ units: [Unit]) {
      guard !units.isEmpty else { return }
      var text = ""
      let stepUnits = units.map { unit in
        let ranges = unit.statements.map { statement in
          let start = text.utf8.count
          text += statement + ";\n"
          return StepUnit.ByteRange(start: start, length: statement.utf8.count)
        }
        return StepUnit(
          batch: unit.batch, purpose: unit.purpose, role: unit.purpose == .stage ? .worker : .coordinator,
          transaction: unit.transaction, statements: ranges)
      }
      let file = "\(id)_\(kind.rawValue).sql"
      steps.append(
        Step(
          id: id, kind: kind, title: relation?.description ?? kind.rawValue, file: file, relation: relation,
          units: stepUnits))
      files[file] = Data(text.utf8)
    }

    add("0000", .session, [Unit([try Self.sql("session")], transaction: false)])
    add("0001", .preflight, [Unit([try Self.sql("preflight")], transaction: false)])
    add("0010", .functions, [Unit([try Self.sql("mechanism")])])
    add(
      "0040", .detach,
      recorded(
        "0040",
        forcedRowSecurity.map { "SELECT understudy.lift_force_row_security(\(literal($0.quoted)))" }
          + notValid.map { "SELECT understudy.detach_not_valid(\(literal($0.quoted)))" }
          + foreignKeys.map {
            "SELECT understudy.detach_foreign_key(\(literal($0.relation.quoted)), \(literal($0.name)))"
          }))
    add("0050", .statements, recorded("0050", statements))
    for table in tables { add(table.step, .table, relation: table.relation, units(of: table)) }
    add(
      "0800", .foreignKeys,
      recorded(
        "0800",
        foreignKeys.map {
          "SELECT understudy.attach_foreign_key(\(literal($0.relation.quoted)), \(literal($0.name)))"
        }
          + (notValid.isEmpty ? [] : ["SELECT understudy.attach_not_valid()"])
          + forcedRowSecurity.map { "SELECT understudy.restore_force_row_security(\(literal($0.quoted)))" }))
    add("0900", .finish, recorded("0900", finish))
    add("0950", .seal, [Unit([try Self.sql("seal")])])
    let manifest = Manifest(
      application: "shop", ruleDigest: String(repeating: "0", count: 64), catalog: CatalogFingerprint(objects: [:]),
      postgresMajor: 15, parameters: [], steps: steps, verification: VerificationPlan(tables: []),
      files: files.mapValues { SHA256Digest.hex($0) })
    return try MaskingBundle(manifest: manifest, otherFiles: files)
  }

  // MARK: Units

  private struct Unit {
    var batch = 0
    var purpose = StepUnit.Purpose.plain
    var transaction = true
    var statements: [String]

    init(_ statements: [String], purpose: StepUnit.Purpose = .plain, batch: Int = 0, transaction: Bool = true) {
      self.statements = statements
      self.purpose = purpose
      self.batch = batch
      self.transaction = transaction
    }
  }

  private func recorded(_ step: String, _ statements: [String]) -> [Unit] {
    statements.enumerated().map { index, statement in
      Unit(
        [statement, "SELECT understudy.unit_done('\(step)', \(index + 1))"], batch: index + 1)
    }
  }

  private func units(of table: Table) -> [Unit] {
    let name = literal(table.relation.quoted)
    let relation = table.relation.quoted
    let stage = "understudy.stage_\(table.step)"
    let columns = table.columns.map(\.name.quoted).joined(separator: ", ")
    let mode = table.isEmptied ? "truncate" : "rewrite"
    let keepRows = table.keepRows.map { literal($0) } ?? "NULL"
    let begin = "SELECT understudy.begin_table('\(table.step)', \(name), '\(mode)', \(keepRows))"
    let declarations = table.columns.map { "\($0.name.quoted) \($0.type)" } + ["understudy_equal bigint"]
    let bounds = "s.ctid >= current_setting('understudy.lo')::tid AND s.ctid < current_setting('understudy.hi')::tid"
    let condition = table.keepRows.map { " AND (\($0)) IS TRUE" } ?? ""
    let swap = [
      "SELECT understudy.swap_begin('\(table.step)', \(name))",
      "INSERT INTO \(relation) (\(columns)) OVERRIDING SYSTEM VALUE SELECT \(columns) FROM \(stage) \(swapCondition)",
      "SELECT understudy.swap_end('\(table.step)', \(name))",
    ]
    let batch = """
      WITH staged AS (
        INSERT INTO \(stage) (\(columns), understudy_equal)
        SELECT \(table.columns.map(\.expression).joined(separator: ", ")), 0 FROM ONLY \(relation) AS s
        WHERE \(bounds)\(condition) RETURNING 1
      )
      UPDATE understudy.batch
      SET state = 'committed', rows = (SELECT count(*) FROM staged), committed_at = clock_timestamp()
      WHERE step = '\(table.step)' AND batch = current_setting('understudy.batch')::int AND state = 'planned'
      """
    let lock = Unit(["LOCK TABLE ONLY \(relation) IN SHARE ROW EXCLUSIVE MODE"], purpose: .lock)
    let rebuild = Unit(
      [
        "SELECT understudy.rebuild('\(table.step)', \(name))", "DROP TABLE IF EXISTS \(stage)",
        "SELECT understudy.step_done('\(table.step)')",
      ], purpose: .rebuild)
    guard !table.isEmptied else {
      return [Unit([begin], purpose: .create), lock, Unit([swap[0], swap[2]], purpose: .swap), rebuild]
    }
    return [
      Unit(
        [begin, "CREATE UNLOGGED TABLE IF NOT EXISTS \(stage) (\(declarations.joined(separator: ", ")))"],
        purpose: .create),
      lock, Unit([trap, batch].compactMap { $0 }, purpose: .stage), Unit(swap, purpose: .swap), rebuild,
    ]
  }

  private func literal(_ text: String) -> String { SQL.literal(text).text }

  /// A file of the compiler's SQL, as it stands in the sources.
  static func sql(_ name: String) throws -> String {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try (name == "mechanism" ? ["mechanism", "swap", "detach"] : [name]).map {
      try String(contentsOf: sources.appendingPathComponent("Sources/MaskingCompiler/SQL/\($0).sql"), encoding: .utf8)
    }.joined(separator: "\n")
  }
}
