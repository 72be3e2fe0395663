internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresClient
internal import PostgresSyntax
internal import Synchronization

/// What a relation's rows were found to hold.
struct RelationTally: Sendable, Equatable {
  struct Place: Hashable {
    let column: Int
    let category: FingerprintCategory
  }

  let relation: QualifiedName
  var rows = 0
  /// Rows that the rules leave alone.
  var keptRows = 0
  /// Values that hold an original, in rows that were masked or of which no rule speaks.
  var survivors: [Place: Int] = [:]
  /// Values that hold one, in rows that are left alone.
  var survivorsInKeptRows = 0
  /// Of all rows.
  var contents: RowSetDigest?
}

/// Streams every column of every relation with rows of its own out by COPY, and looks its tokens up among the originals'
/// fingerprints: copies that nobody declared are found.
struct SurvivorScan: Sendable {
  let verification: Verification
  let catalog: Catalog

  /// - Returns: the tallies, by relation.
  func perform(
    on connection: Connection, in snapshot: SharedSnapshot, adding report: inout ProofReport
  ) async throws -> [RelationTally] {
    let fingerprints = try await FingerprintSet.read(connection)
    let unpopulated = Set(
      try await connection.query(
        """
        SELECT n.nspname, c.relname
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind = 'm' AND NOT c.relispopulated
        """
      ).rows.map { QualifiedName(Identifier($0[0] ?? ""), Identifier($0[1] ?? "")) })
    let stored = catalog.relations.filter { [.table, .materializedView].contains($0.kind) }
    let (empty, readable) = (
      stored.filter { unpopulated.contains($0.name) }, stored.filter { !unpopulated.contains($0.name) }
    )
    report.leaveOut(
      "unpopulated", "materialised views that hold nothing", objects: empty.map(\.name.description))
    let tallies = try await read(readable, fingerprints, except: except(of:), in: snapshot)
    add(tallies, fingerprints, to: &report)
    return tallies
  }

  /// The tables' digests alone, of what is sealed already: no fingerprint is left to look for.
  func digest(in snapshot: SharedSnapshot) async throws -> [RelationTally] {
    try await read(catalog.relations.filter { $0.kind == .table }, FingerprintSet(), except: { _ in nil }, in: snapshot)
  }

  // MARK: Reading

  /// Several connections take one relation after the other.
  private func read(
    _ relations: [Relation], _ fingerprints: FingerprintSet, except: @escaping @Sendable (QualifiedName) -> String?,
    in snapshot: SharedSnapshot
  ) async throws -> [RelationTally] {
    let queue = RelationQueue(relations)
    let tallies = try await withThrowingTaskGroup(of: [RelationTally].self) { group in
      for _ in 0..<max(1, min(verification.readers, relations.count)) {
        group.addTask {
          let session = try await VerifierSession.open(verification)
          let reader = RelationReader(
            text: textReader(fingerprints), key: verification.key, isLooking: !fingerprints.isEmpty)
          var tallies: [RelationTally] = []
          do {
            try await snapshot.join(session.connection)
            while let relation = queue.next() {
              tallies.append(
                try await reader.read(
                  relation, except: except(relation.name), replaced: replacedColumns(of: relation),
                  on: session.connection))
            }
            await session.connection.close()
            return tallies
          } catch {
            await session.connection.close()
            throw error
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return tallies.sorted { $0.relation < $1.relation }
  }

  /// SQL over the alias `s`: true for rows that the rules leave alone.
  private func except(of relation: QualifiedName) -> String? {
    verifiedTable(relation)?.exceptPredicate
  }

  private func verifiedTable(_ heap: QualifiedName) -> VerifiedTable? {
    verification.bundle.manifest.verification.tables.first { $0.heaps.contains(heap) }
  }

  private func textReader(_ fingerprints: FingerprintSet) -> TextReader {
    TextReader(
      lookup: OriginalLookup(key: verification.key, fingerprints: fingerprints),
      vocabulary: verification.bundle.manifest.verification.vocabulary)
  }

  /// Columns that hold what masks have made: names of the pools stand there.
  private func replacedColumns(of relation: Relation) -> Set<Identifier> {
    if relation.kind == .materializedView { return Set(relation.columns.map(\.name)) }
    guard let table = verifiedTable(relation.name), table.treatment == .columns else { return [] }
    return Set(table.columns.filter { $0.mask != "keep" }.map(\.name))
  }

  // MARK: Report

  private func add(_ tallies: [RelationTally], _ fingerprints: FingerprintSet, to report: inout ProofReport) {
    let accepted = verification.bundle.manifest.verification.acceptedSurvivors
    for tally in tallies {
      let columns = catalog.relation(tally.relation)?.columns ?? []
      for (place, count) in tally.survivors.sorted(by: {
        ($0.key.column, $0.key.category.rawValue) < ($1.key.column, $1.key.category.rawValue)
      }) {
        let finding = VerificationFinding(
          check: "survivor-\(place.category)", relation: tally.relation, column: columns[place.column].name,
          count: count, total: tally.rows)
        if let rule = accepted.first(where: {
          ($0.check, $0.relation, $0.column) == (finding.check, tally.relation, columns[place.column].name)
        }) {
          report.leaveOut("accepted-survivors", "\(finding.words), accepted by the rules: \(rule.reason)")
        } else {
          report.fail(finding)
        }
      }
      report.survivorsInKeptRows += tally.survivorsInKeptRows
    }
    var reader = textReader(fingerprints)
    let common = reader.originalsInVocabulary()
    if common > 0 {
      report.leaveOut(
        "common-names",
        "\(common) of \(fingerprints.counts[.name] ?? 0) original names, in masked columns: replacements are made of them too"
      )
    }
    let rows = tallies.reduce(0) { $0 + $1.rows }
    let columns = tallies.reduce(0) { $0 + (catalog.relation($1.relation)?.columns.count ?? 0) }
    let scope = "in \(columns) columns of \(tallies.count) tables and materialised views, \(rows) rows"
    for category in FingerprintCategory.allCases {
      let count = fingerprints.counts[category] ?? 0
      if count > 0 {
        report.check("survivor-\(category)", "none of \(count) originals was found \(scope)")
      } else {
        report.leaveOut("survivor-\(category)", "there are no originals of this kind to look for")
      }
    }
  }
}

/// What the readers take from.
private final class RelationQueue: Sendable {
  private let relations: Mutex<ArraySlice<Relation>>

  init(_ relations: [Relation]) { self.relations = Mutex(relations[...]) }
  func next() -> Relation? { relations.withLock { $0.popFirst() } }
}

/// Reads relations on one connection.
final class RelationReader: Sendable {
  private struct State {
    var text: TextReader
    var tally: RelationTally
    var columns: [ReadColumn]
  }

  /// How a column's values are looked at.
  private struct ReadColumn {
    /// Whether parts of its values are looked up.
    let isText: Bool
    let holdsReplacements: Bool
  }

  private let state: Mutex<State>
  private let key: MaskingKey
  private let isLooking: Bool

  /// - Parameter isLooking: whether values are taken apart and looked up; else rows are only counted and digested.
  init(text: TextReader, key: MaskingKey, isLooking: Bool) {
    self.key = key
    self.isLooking = isLooking
    state = Mutex(State(text: text, tally: RelationTally(relation: QualifiedName("", "")), columns: []))
  }

  /// - Parameters:
  ///   - except: SQL over the alias `s`, true for rows that are left alone.
  ///   - replaced: columns that hold replacements.
  func read(
    _ relation: Relation, except: String?, replaced: Set<Identifier>, on connection: Connection
  ) async throws -> RelationTally {
    state.withLock {
      $0.tally = RelationTally(relation: relation.name)
      $0.tally.contents = RowSetDigest(key: key, name: relation.name.description)
      $0.columns = relation.columns.map {
        ReadColumn(isText: Self.isText($0.type), holdsReplacements: replaced.contains($0.name))
      }
    }
    let kept: SQL = except.map { "(\(raw: $0)) IS TRUE" } ?? "false"
    let columns = [kept] + relation.columns.map { "s.\($0.name)" as SQL }
    try await connection.copyOut("COPY (SELECT \(columns.joined()) FROM ONLY \(relation.name) AS s) TO STDOUT") { row in
      self.state.withLock { Self.add(row, isLooking: isLooking, to: &$0) }
    }
    return state.withLock { $0.tally }
  }

  private static func add(_ row: UnsafeRawBufferPointer, isLooking: Bool, to state: inout State) {
    var fields = CopyFields(row)
    let isKept = fields.next() == .value([UInt8(ascii: "t")])
    state.tally.rows += 1
    // Without the flag of kept rows, which is no part of the row.
    state.tally.contents?.add(UnsafeRawBufferPointer(rebasing: row.dropFirst(2)))
    if isKept { state.tally.keptRows += 1 }
    guard isLooking else { return }
    var column = 0
    while let field = fields.next() {
      defer { column += 1 }
      guard case .value(let value) = field, column < state.columns.count else { continue }
      let found = state.text.originals(
        in: value, isText: state.columns[column].isText, holdsReplacements: state.columns[column].holdsReplacements)
      guard !found.isEmpty else { continue }
      if isKept {
        state.tally.survivorsInKeptRows += 1
      } else {
        for category in found.categories {
          state.tally.survivors[RelationTally.Place(column: column, category: category), default: 0] += 1
        }
      }
    }
  }

  /// Numbers, dates and their like hold nothing inside them.
  static func isText(_ type: ColumnType) -> Bool {
    type.isArray || type.baseSchema != "pg_catalog"
      || ![
        "int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid", "bool", "date", "time", "timetz",
        "timestamp",
        "timestamptz", "interval", "uuid", "inet", "cidr", "macaddr", "bit", "varbit",
      ].contains(type.baseName)
  }
}

/// Takes a line of COPY's text format apart.
struct CopyFields {
  enum Field: Equatable {
    case null
    case value([UInt8])
  }

  private let row: UnsafeRawBufferPointer
  private var position = 0
  private var isAtEnd = false

  init(_ row: UnsafeRawBufferPointer) {
    self.row = row.last == UInt8(ascii: "\n") ? UnsafeRawBufferPointer(rebasing: row.dropLast()) : row
  }

  /// The next field; nil after the last.
  mutating func next() -> Field? {
    guard !isAtEnd else { return nil }
    var value: [UInt8] = []
    while position < row.count {
      let byte = row[position]
      position += 1
      if byte == UInt8(ascii: "\t") { return .value(value) }
      guard byte == UInt8(ascii: "\\"), position < row.count else {
        value.append(byte)
        continue
      }
      let escape = row[position]
      position += 1
      switch escape {
      case UInt8(ascii: "N"):
        // Only a whole field is written so.
        if position < row.count { position += 1 } else { isAtEnd = true }
        return .null
      case UInt8(ascii: "n"): value.append(10)
      case UInt8(ascii: "t"): value.append(9)
      case UInt8(ascii: "r"): value.append(13)
      case UInt8(ascii: "b"): value.append(8)
      case UInt8(ascii: "f"): value.append(12)
      case UInt8(ascii: "v"): value.append(11)
      default: value.append(escape)
      }
    }
    isAtEnd = true
    return .value(value)
  }
}
