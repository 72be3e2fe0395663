internal import BundleFormat
internal import PostgresSyntax

/// `SUMMARY.md`: what a privacy officer reads and signs. First what can still be read in the copy, then column by column.
///
/// It is a rendering of the review in `manifest.json`: no count of rows, no clock, no place of this machine.
struct Summary {
  let application: String
  let postgresMajor: Int
  let sources: [String]
  let review: Review
  let ruleDigest: String
  let catalogDigest: String

  var text: String {
    let sections = [
      head, stillReadable, columnByColumn, keptByPattern, wholeTables, statements, outside, warnings, notCovered,
      signature,
    ]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  // MARK: Tables by what happens to them

  private var masked: [ReviewedTable] { review.tables.filter { $0.treatment == .columns } }
  private var emptied: [ReviewedTable] { review.tables.filter { $0.treatment == .truncate } }
  private var kept: [ReviewedTable] { review.tables.filter { $0.treatment == .keep } }

  private var head: [String] {
    let columns = masked.flatMap(\.columns)
    return [
      "# \(Markdown.cell(application)): what masking does",
      "",
      "From \(sources.map(Markdown.code).joined(separator: ", ")) for PostgreSQL \(postgresMajor); "
        + "rules `\(ruleDigest.prefix(16))`, catalog `\(catalogDigest.prefix(16))`.",
      "",
      "| tables | number | columns |",
      "| --- | --- | --- |",
      "| masked | \(masked.count) | \(columns.count { !$0.isKept && !$0.isComputed }) replaced, "
        + "\(columns.count { $0.isComputed }) computed from replaced ones, \(columns.count(where: \.isKept)) kept |",
      "| kept whole | \(kept.count) | \(kept.flatMap(\.columns).count) kept |",
      "| emptied | \(emptied.count) | |",
    ]
  }

  // MARK: What can still be read

  private var stillReadable: [String] {
    var lines = ["## What can still be read", ""]
    let undecided = masked.flatMap { table in
      table.columns.filter { $0.via == "coverage: report" }.map { Markdown.code(place($0, of: table)) }
    }
    if !undecided.isEmpty {
      lines.append("* **Nobody has decided** about these, and they are kept: \(undecided.joined(separator: ", "))")
    }
    for table in masked {
      if let except = table.except {
        lines.append(
          "* **Rows left as they are**: those of \(Markdown.code(table.name)) with \(Markdown.code(except)) "
            + "(\(Markdown.cell(table.origin)))")
      }
      if let keepRows = table.keepRows {
        lines.append(
          "* **Rows that stay**, masked: those of \(Markdown.code(table.name)) with \(Markdown.code(keepRows)); "
            + "the others are gone (\(Markdown.cell(table.origin)))")
      }
    }
    lines.append("* **Kept columns**, listed below: everything in them")
    lines += revealing(.everything, "Kept inside documents, or reversible by who has the key")
    lines += revealing(.expression, "What SQL of the rules takes from the row")
    lines += revealing(.part, "A part of the original")
    lines += links
    let digests = revealing(.frequency, "Which rows had equal originals, by a digest")
    lines += digests
    if !review.links.isEmpty || !digests.isEmpty {
      lines.append(
        "* Low-entropy originals are safe only while the key is; equal originals show their frequency.")
    }
    return lines
  }

  /// Columns, and places inside them, that reveal as much, grouped by what they become.
  private func revealing(_ disclosure: Disclosure, _ title: String) -> [String] {
    var places: [String: [String]] = [:]
    let linked = Set(review.links.flatMap(\.columns))
    for table in masked {
      for column in table.columns where !column.isKept && !column.isComputed {
        if column.inside.isEmpty {
          let place = place(column, of: table)
          guard column.reveals == disclosure, !linked.contains(place) else { continue }
          places[column.decision, default: []].append(place)
        }
        for path in column.inside where path.reveals == disclosure && !path.decision.hasPrefix("link ") {
          places[path.decision, default: []].append("\(place(column, of: table)) \(path.path)")
        }
      }
    }
    guard !places.isEmpty else { return [] }
    return ["* **\(title)**:"]
      + places.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { decision, places in
        "  * \(Markdown.code(Markdown.short(decision))): \(places.map(Markdown.code).joined(separator: ", "))"
      }
  }

  /// Equal originals get equal replacements there, in every application that uses the link.
  private var links: [String] {
    guard !review.links.isEmpty else { return [] }
    return ["* **Which rows had equal originals**, also across tables, and how often each occurs:"]
      + review.links.map { link in
        let fold = link.fold.isEmpty ? "" : ", whatever their \(link.fold.joined(separator: " and "))"
        return "  * link \(Markdown.code(link.name)), \(Markdown.code(Markdown.short(link.decision)))\(fold): "
          + link.columns.map(Markdown.code).joined(separator: ", ")
      }
  }

  private func place(_ column: ReviewedColumn, of table: ReviewedTable) -> String { "\(table.name).\(column.name)" }

  // MARK: Column by column

  private var columnByColumn: [String] {
    guard !masked.isEmpty else { return [] }
    return ["## Column by column"] + masked.flatMap(columns)
  }

  private func columns(of table: ReviewedTable) -> [String] {
    var lines = ["", "### \(Markdown.code(table.relation.description))", ""]
    if !table.partitions.isEmpty {
      let names = table.partitions.map { Markdown.code($0.description) }.joined(separator: ", ")
      lines += ["In its partitions: \(names).", ""]
    }
    if let key = table.updateKey {
      let names = key.map { Markdown.code($0.name) }.joined(separator: ", ")
      lines += [
        "Updated in place by ranges of \(names): originals stay in dead rows until VACUUM FULL, which a dump does not need.",
        "",
      ]
    }
    let replaced = table.columns.filter { !$0.isKept && $0.decision != "generated" }
    if !replaced.isEmpty {
      lines += ["| column | becomes | drawn by | still reveals | decided at |", "| --- | --- | --- | --- | --- |"]
      lines += replaced.map(Self.row)
    }
    let named = table.columns.filter { $0.isKept && $0.via == nil }
    let generated = table.columns.filter { $0.decision == "generated" }
    let notes = [("Kept", named), ("Computed by the server", generated)].filter { !$0.1.isEmpty }.map {
      title, columns in
      "\(title): \(columns.map { Markdown.code($0.name.name) }.joined(separator: ", "))."
    }
    if !notes.isEmpty { lines += (replaced.isEmpty ? [] : [""]) + [notes.joined(separator: " ")] }
    return lines
  }

  private static func row(_ column: ReviewedColumn) -> String {
    let inside = column.inside.map { "\($0.path) → \(Markdown.short($0.decision))" }.joined(separator: "; ")
    let origin = column.via.map { "\($0), \(column.origin)" } ?? column.origin
    let becomes = inside.isEmpty ? Markdown.short(column.decision) : "\(column.decision): \(inside)"
    return Markdown.row(
      [Markdown.code(column.name.name)] + [becomes, column.draw, column.reveals.words, origin].map(Markdown.cell))
  }

  // MARK: Kept without being named

  /// Columns of masked tables that are kept by a pattern or a foreign key: by name, since nothing else is to be seen.
  private var keptByPattern: [String] {
    var groups: [String: [String: [String]]] = [:]
    for table in masked {
      for column in table.columns where column.isKept {
        guard let via = column.via else { continue }
        let reason = via.hasPrefix("foreign key ") ? "foreign keys to kept columns" : "\(via), \(column.origin)"
        groups[reason, default: [:]][column.name.name, default: []].append(table.name)
      }
    }
    guard !groups.isEmpty else { return [] }
    return ["## Kept by patterns and foreign keys", ""]
      + groups.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { reason, columns in
        let names = columns.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, tables in
          tables.count == 1 ? Markdown.code("\(tables[0]).\(name)") : "\(Markdown.code(name)) in \(tables.count) tables"
        }
        return "* \(Markdown.cell(reason)): \(names.joined(separator: ", "))"
      }
  }

  // MARK: The rest

  private var wholeTables: [String] {
    var lines = Self.list(
      "Tables kept whole",
      kept.map { table in
        "\(Markdown.code(table.relation.description)) (\(Markdown.cell(table.origin))): "
          + table.columns.map { Markdown.code($0.name.name) }.joined(separator: ", ")
      })
    let list = Self.list(
      "Tables emptied", emptied.map { "\(Markdown.code($0.relation.description)) (\(Markdown.cell($0.origin)))" })
    if !lines.isEmpty, !list.isEmpty { lines.append("") }
    return lines + list
  }

  private var statements: [String] {
    Self.list(
      "Named statements",
      review.statements.map { statement in
        "\(Markdown.cell(statement.name)) (\(statement.isAfter ? "after" : "before") the tables are masked, "
          + "\(Markdown.cell(statement.origin))): writes "
          + statement.writes.map { Markdown.code($0.description) }.joined(separator: ", ")
      })
  }

  private var outside: [String] {
    Self.list(
      "Values from outside", review.parameters.map { "\(Markdown.code($0.name)) from \(Markdown.cell($0.source))" })
  }

  private var warnings: [String] {
    var lines = Self.list(
      "Warnings that nobody has accepted",
      review.warnings.map { "\(Markdown.code($0.id)) (\(Markdown.cell($0.origin))): \(Markdown.cell($0.message))" })
    let accepted = Self.list(
      "Accepted warnings",
      review.acceptances.map { "\(Markdown.code($0.id)) at \(Markdown.code($0.at)): \(Markdown.cell($0.reason))" })
    if !lines.isEmpty, !accepted.isEmpty { lines.append("") }
    return lines + accepted
  }

  private var notCovered: [String] {
    var items = [
      "names of tables and columns, comments, enum labels, literals in defaults, checks, views, policies and functions",
      "large objects, sequences, roles and their settings, other databases of the server",
      "originals of kinds that no rule names: what stands in a kept column, and copies of it elsewhere",
    ]
    if !review.foreignTables.isEmpty {
      items.append("foreign tables: \(Self.names(review.foreignTables)); they are never written")
    }
    if !review.extensionTables.isEmpty { items.append("tables of extensions: \(Self.names(review.extensionTables))") }
    if !review.materializedViews.isEmpty {
      items.append(
        "materialised views, which are refreshed from masked tables: \(Self.names(review.materializedViews))")
    }
    return ["## What no rule reaches", "", "The attestation of each run says what was searched and what was not.", ""]
      + items.map { "* \($0)" }
  }

  private var signature: [String] {
    [
      "## Approval", "",
      "Approve the pull request, or sign a printed copy: this file is part of the bundle, and a bundle that was changed does "
        + "not run.", "",
      "| | name | date | signature |", "| --- | --- | --- | --- |", "| owner of the application | | | |",
      "| privacy officer | | | |",
    ]
  }

  private static func names(_ relations: [QualifiedName]) -> String {
    relations.map { Markdown.code($0.description) }.joined(separator: ", ")
  }

  private static func list(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["## \(title)", ""] + items.map { "* \($0)" }
  }
}

extension ReviewedColumn {
  /// Computed from the row as it is after masking.
  fileprivate var isComputed: Bool { reveals == .sources }
}
