internal import PostgresSyntax

/// What one review says otherwise than another.
struct ReviewDiff {
  let old: Review
  let new: Review

  var changes: [BundleDiff.Change] {
    var changes: [BundleDiff.Change] = []
    if old.coverage != new.coverage {
      changes.append(
        BundleDiff.Change("coverage", "\(old.coverage) → \(new.coverage)", revealsMore: new.coverage == "report"))
    }
    let names = Set(old.tables.map(\.relation)).union(new.tables.map(\.relation)).sorted()
    let before = Dictionary(old.tables.map { ($0.relation, $0) }) { first, _ in first }
    let after = Dictionary(new.tables.map { ($0.relation, $0) }) { first, _ in first }
    for name in names { changes += TableDiff(old: before[name], new: after[name]).changes }
    changes += links + statements + parameters + acceptances + warnings
    let views = (old.materializedViews.map(\.description), new.materializedViews.map(\.description))
    if views.0 != views.1 {
      changes.append(BundleDiff.Change("materialised views", "\(Self.list(views.0)) → \(Self.list(views.1))"))
    }
    return changes
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }

  private var links: [BundleDiff.Change] {
    Self.pairs(old.links, new.links, by: \.name).compactMap { name, was, now in
      let (was, now) = (was.map(Self.words), now.map(Self.words))
      return was == now ? nil : BundleDiff.Change("link \(name)", "\(was ?? "new") → \(now ?? "not used")".fromNew)
    }
  }

  private static func words(_ link: ReviewedLink) -> String {
    link.decision + (link.fold.isEmpty ? "" : ", fold \(link.fold.joined(separator: " "))")
  }

  private var statements: [BundleDiff.Change] {
    var changes = Self.pairs(old.statements, new.statements, by: \.name).flatMap { name, was, now in
      let subject = "statement \(name)"
      guard let was else { return [BundleDiff.Change(subject, "new", origin: now?.origin)] }
      guard let now else { return [BundleDiff.Change(subject, "gone")] }
      var changes: [BundleDiff.Change] = []
      if was.sql != now.sql { changes.append(BundleDiff.Change(subject, "its SQL is another", origin: now.origin)) }
      if was.isAfter != now.isAfter {
        let words = (was.isAfter ? "after" : "before", now.isAfter ? "after" : "before")
        changes.append(BundleDiff.Change(subject, "\(words.0) → \(words.1) the tables are masked", origin: now.origin))
      }
      return changes
    }
    let (before, after) = (old.statements.map(\.name), new.statements.map(\.name))
    if before.filter(after.contains) != after.filter(before.contains) {
      changes.append(BundleDiff.Change("statements", "they run in another order"))
    }
    return changes
  }

  private var parameters: [BundleDiff.Change] {
    Self.pairs(old.parameters, new.parameters, by: \.name).compactMap { name, was, now in
      was == now
        ? nil : BundleDiff.Change("parameter \(name)", "\(was?.source ?? "new") → \(now?.source ?? "gone")".fromNew)
    }
  }

  private var acceptances: [BundleDiff.Change] {
    Self.pairs(old.acceptances, new.acceptances, by: { "\($0.id) at \($0.at)" }).compactMap { name, was, now in
      was == now
        ? nil : BundleDiff.Change("accepted \(name)", "\(was?.reason ?? "new") → \(now?.reason ?? "gone")".fromNew)
    }
  }

  private var warnings: [BundleDiff.Change] {
    Self.pairs(old.warnings, new.warnings, by: { "\($0.id): \($0.message)" }).compactMap { name, was, now in
      guard (was == nil) != (now == nil) else { return nil }
      return BundleDiff.Change("warning \(name)", now == nil ? "gone" : "new", origin: now?.origin)
    }
  }

  /// Both sides' elements of a name, in the order of their names.
  private static func pairs<Element>(
    _ old: [Element], _ new: [Element], by name: (Element) -> String
  ) -> [(String, Element?, Element?)] {
    let before = Dictionary(old.map { (name($0), $0) }) { first, _ in first }
    let after = Dictionary(new.map { (name($0), $0) }) { first, _ in first }
    return Set(before.keys).union(after.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { ($0, before[$0], after[$0]) }
  }
}

/// What one review says otherwise of a table.
private struct TableDiff {
  let old: ReviewedTable?
  let new: ReviewedTable?

  var changes: [BundleDiff.Change] {
    guard let new else { return old.map { [BundleDiff.Change($0.name, "gone")] } ?? [] }
    guard let old else { return [appeared(new)] }
    var changes: [BundleDiff.Change] = []
    func note(_ words: String, revealsMore: Bool = false) {
      changes.append(BundleDiff.Change(new.name, words, revealsMore: revealsMore, origin: new.origin))
    }
    if old.treatment != new.treatment {
      note(
        "\(old.treatment.words) → \(new.treatment.words)",
        revealsMore: new.treatment == .keep || old.treatment == .truncate)
    }
    if old.except != new.except {
      note(
        "rows left as they are: \(old.except ?? "none") → \(new.except ?? "none")", revealsMore: new.except != nil)
    }
    if old.keepRows != new.keepRows {
      note("rows that stay: \(old.keepRows ?? "all") → \(new.keepRows ?? "all")")
    }
    if old.identity != new.identity {
      let names = (old.identity.map(\.name), new.identity.map(\.name))
      note("rows are told apart by \(Self.list(names.0)) → \(Self.list(names.1))")
    }
    if (old.updateKey == nil) != (new.updateKey == nil) {
      note(new.updateKey == nil ? "updated in place → rewritten" : "rewritten → updated in place")
    }
    if old.partitions != new.partitions {
      note("partitions: \(Self.list(old.partitions.map(\.name.name))) → \(Self.list(new.partitions.map(\.name.name)))")
    }
    return changes + columns(old, new)
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "nothing" : names.joined(separator: ", ") }

  private func appeared(_ table: ReviewedTable) -> BundleDiff.Change {
    let kept = table.columns.filter(\.isKept).map(\.name.name)
    let words = "new, \(table.treatment.words)" + (kept.isEmpty ? "" : "; kept: \(kept.joined(separator: ", "))")
    return BundleDiff.Change(table.name, words, revealsMore: !kept.isEmpty, origin: table.origin)
  }

  private func columns(_ old: ReviewedTable, _ new: ReviewedTable) -> [BundleDiff.Change] {
    // Of a table that was emptied nothing could be read; one that is emptied has nothing left to say.
    guard new.treatment != .truncate, !(old.treatment == .truncate && new.treatment == .keep) else { return [] }
    let before = Dictionary(old.columns.map { ($0.name, $0) }) { first, _ in first }
    let after = Set(new.columns.map(\.name))
    let gone = old.columns.filter { !after.contains($0.name) }.map {
      BundleDiff.Change("\(new.name).\($0.name)", "gone")
    }
    return new.columns.flatMap { column -> [BundleDiff.Change] in
      let subject = "\(new.name).\(column.name)"
      guard let was = before[column.name] else {
        let words = old.treatment == .truncate ? "emptied → \(column.words)" : "new, \(column.words)"
        return [
          BundleDiff.Change(subject, words, revealsMore: column.reveals > .nothing, origin: column.origin)
        ]
      }
      return ColumnDiff(subject: subject, old: was, new: column).changes
    } + gone
  }
}

/// What one review says otherwise of a column.
private struct ColumnDiff {
  let subject: String
  let old: ReviewedColumn
  let new: ReviewedColumn

  var changes: [BundleDiff.Change] {
    if old.decision != new.decision {
      return [
        BundleDiff.Change(
          subject, "\(old.words) → \(new.words)", revealsMore: new.reveals > old.reveals, origin: new.origin)
      ]
    }
    let paths = inside
    if paths.isEmpty, old.draw != new.draw {
      return [BundleDiff.Change(subject, "drawn by \(old.draw) → \(new.draw)", origin: new.origin)]
    }
    return paths
  }

  /// Path by path; what only one side names is decided by `otherwise` on the other.
  private var inside: [BundleDiff.Change] {
    let before = Dictionary(old.inside.map { ($0.path, $0) }) { first, _ in first }
    let after = Dictionary(new.inside.map { ($0.path, $0) }) { first, _ in first }
    let paths = new.inside.map(\.path) + old.inside.map(\.path).filter { after[$0] == nil }
    return paths.compactMap { path in
      guard let was = before[path] ?? before["otherwise"], let now = after[path] ?? after["otherwise"] else {
        return nil
      }
      let (words, newWords) = (Self.words(was, at: path), Self.words(now, at: path))
      guard words != newWords else { return nil }
      return BundleDiff.Change(
        "\(subject) \(path)", "\(words) → \(newWords)", revealsMore: now.reveals > was.reveals, origin: new.origin)
    }
  }

  private static func words(_ decision: ReviewedPath, at path: String) -> String {
    let words = ReviewedColumn.words(decision.decision)
    return decision.path == path ? words : "\(words) by otherwise"
  }
}

extension ReviewedColumn {
  fileprivate var words: String { Self.words(decision) }

  fileprivate static func words(_ decision: String) -> String {
    switch decision {
    case "keep": "kept"
    case "remove": "removed"
    case "generated": "computed by the server"
    case "json", "xml", "hstore": "masked inside"
    case let sql where sql.hasPrefix("derived "): sql
    default: "masked by \(decision)"
    }
  }
}

extension VerifiedTable.Treatment {
  fileprivate var words: String {
    switch self {
    case .keep: "kept whole"
    case .truncate: "emptied"
    case .columns: "decided column by column"
    }
  }
}

extension String {
  /// `new: x` for what was not there.
  fileprivate var fromNew: String {
    hasPrefix("new → ") ? "new: " + dropFirst("new → ".count) : self
  }
}
