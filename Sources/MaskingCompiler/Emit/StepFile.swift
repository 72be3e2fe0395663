internal import BundleFormat
internal import Foundation
internal import PostgresSyntax

/// One step's file while it is written: SQL text for people, and the byte ranges of its statements for the manifest.
struct StepFile {
  let id: String
  let kind: Step.Kind
  let title: String
  let relation: QualifiedName?
  private(set) var text = ""
  private var units: [StepUnit] = []

  init(id: String, kind: Step.Kind, title: String, relation: QualifiedName? = nil) {
    self.id = id
    self.kind = kind
    self.title = title
    self.relation = relation
  }

  /// The file's name; characters that a file system might mistake are percent-encoded. The step's number makes it unique, so
  /// that what would be longer than file systems take is cut.
  var name: String {
    let words = relation?.description ?? Self.fileWord(of: kind)
    let safe = words.utf8.map { byte -> String in
      let isSafe =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || [95, 45, 46].contains(byte)
      return isSafe ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "\(id)_\(safe.joined().prefix(200)).sql"
  }

  /// The step as the manifest describes it.
  var step: Step { Step(id: id, kind: kind, title: title, file: name, relation: relation, units: units) }

  /// Whether the step does anything.
  var isEmpty: Bool { units.isEmpty }

  /// A comment, one `--` a line; a line break inside cannot end it.
  mutating func comment(_ lines: String...) { comment(lines) }

  mutating func comment(_ lines: [String]) {
    for line in lines.flatMap({ $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }) {
      text += line.isEmpty ? "--\n" : "-- \(line)\n"
    }
  }

  mutating func blankLine() { text += "\n" }

  /// Text that psql alone runs.
  mutating func psqlOnly(_ sql: SQL) { text += sql.text + ";\n" }

  /// How much psql shows of an error from here on.
  mutating func psqlVerbosity(_ word: String) { text += "\\set VERBOSITY \(word)\n" }

  /// A unit that the ledger will know, not yet written.
  struct Recorded {
    var comment: [String] = []
    var transaction = true
    let statements: [SQL]
  }

  /// Writes units whose ledger rows are written by their own last statements; psql passes over those that are there.
  /// The last one closes the step.
  mutating func record(_ recorded: [Recorded]) {
    for (index, unit) in recorded.enumerated() {
      let batch = index + 1
      comment(unit.comment)
      psqlUnless("SELECT understudy.unit_is_done(\(literal: id), \(batch)) AS understudy_skip")
      var statements = unit.statements + ["SELECT understudy.unit_done(\(literal: id), \(batch))" as SQL]
      if batch == recorded.count { statements.append(Mechanism.stepDone(id)) }
      append(statements, batch: batch, transaction: unit.transaction)
      psqlEnd()
    }
  }

  /// psql runs what follows, up to `psqlEnd()`, unless the query's `understudy_skip` is true.
  mutating func psqlUnless(_ query: SQL) { text += "\(query.text) \\gset\n\\if :understudy_skip\n\\else\n" }

  mutating func psqlEnd() { text += "\\endif\n" }

  /// A unit without a ledger row: it may run any number of times.
  mutating func repeatableUnit(transaction: Bool = true, _ statements: [SQL]) {
    append(statements, batch: 0, transaction: transaction)
  }

  /// A unit, without a ledger row, that only a snapshot of files needs. psql runs it unless it is told of a dump.
  mutating func physicalUnit(_ statements: [SQL]) {
    psqlUnless("SELECT pg_catalog.current_setting('understudy.snapshot', true) = 'dump' IS TRUE AS understudy_skip")
    append(statements, .vacuum, role: .coordinator, batch: 0, transaction: false)
    psqlEnd()
  }

  /// A unit of a table's rewrite. `opens` and `closes` say whether psql's BEGIN and COMMIT stand around it.
  mutating func tableUnit(
    _ purpose: StepUnit.Purpose, role: StepUnit.Role = .coordinator, batch: Int = 0, opens: Bool, closes: Bool,
    _ statements: [SQL]
  ) {
    if opens { text += "BEGIN;\n" }
    append(statements, purpose, role: role, batch: batch, transaction: true)
    if closes { text += "COMMIT;\n" }
  }

  private mutating func append(_ statements: [SQL], batch: Int, transaction: Bool) {
    if transaction { text += "BEGIN;\n" }
    append(statements, .plain, role: .coordinator, batch: batch, transaction: transaction)
    if transaction { text += "COMMIT;\n" }
  }

  private mutating func append(
    _ statements: [SQL], _ purpose: StepUnit.Purpose, role: StepUnit.Role, batch: Int, transaction: Bool
  ) {
    var ranges: [StepUnit.ByteRange] = []
    for statement in statements {
      ranges.append(StepUnit.ByteRange(start: text.utf8.count, length: statement.text.utf8.count))
      text += statement.text + ";\n"
    }
    units.append(StepUnit(batch: batch, purpose: purpose, role: role, transaction: transaction, statements: ranges))
  }

  private static func fileWord(of kind: Step.Kind) -> String {
    switch kind {
    case .session, .preflight, .functions, .detach, .statements, .finish, .seal: kind.rawValue
    case .foreignKeys: "foreign_keys"
    case .statementsAfter: "statements_after"
    case .table: "table"
    }
  }
}
