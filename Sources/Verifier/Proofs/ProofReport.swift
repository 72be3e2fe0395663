internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresSyntax

/// What the proofs found, looked at, and did not look at.
struct ProofReport: Sendable {
  private(set) var findings: [VerificationFinding] = []
  private(set) var checked: [Attestation.Check] = []
  private(set) var notChecked: [Attestation.Check] = []
  var survivorsInKeptRows = 0

  mutating func fail(_ finding: VerificationFinding) { findings.append(finding) }

  mutating func check(_ id: String, _ scope: String) { checked.append(Attestation.Check(id: id, scope: scope)) }

  mutating func leaveOut(_ id: String, _ scope: String) { notChecked.append(Attestation.Check(id: id, scope: scope)) }

  /// Names the objects that a check left out; nothing where there are none.
  mutating func leaveOut(_ id: String, _ scope: String, objects: [String]) {
    if !objects.isEmpty { leaveOut(id, "\(scope): \(objects.sorted().joined(separator: ", "))") }
  }

  /// The places that no query of the verifier reaches yet.
  mutating func addWhatNobodyLooksAt(catalog: Catalog, manifest: Manifest) {
    leaveOut(
      "residue-storage",
      "dead rows, free space in pages, dropped columns and files that no catalog knows; a dump has none")
    leaveOut(
      "residue-wal", "the write-ahead log, archived segments and freed blocks of the file system; a dump has none")
    leaveOut("residue-statistics", "the planner's statistics, which hold sample values; a dump has none")
    leaveOut(
      "definitions",
      "literals in defaults, checks, views, function bodies, policies, partition bounds, enum labels and comments")
    leaveOut("large-objects", "the contents of large objects that were made since the adoption")
    leaveOut("cluster", "other databases of the server, roles and their settings, server logs")
    leaveOut(
      "other-forms",
      "originals in another form: compressed, encrypted, hashed, encoded in base64, transliterated, split over columns")
    leaveOut(
      "other-kinds",
      "originals that are no e-mail address, telephone number, name, IBAN or token: addresses, dates, amounts")
    leaveOut(
      "short-originals",
      "names under 3 characters, or under 5 with digits right beside them, telephone numbers under 6 digits, tokens under 6 characters, e-mail addresses without @"
    )
    leaveOut(
      "emptied-tables", "copies of rows that were not staged, of emptied tables",
      objects: manifest.verification.tables.filter { $0.treatment == .truncate }.map(\.relation.description))
    leaveOut(
      "removed-rows", "copies of rows that `keep_rows` removed",
      objects: manifest.review.tables.filter { $0.keepRows != nil }.map(\.relation.description))
    leaveOut(
      "foreign-tables", "rows that another server holds",
      objects: catalog.relations.filter { $0.kind == .foreignTable }.map(\.name.description))
  }
}
