internal import DatabaseCatalog
internal import Diagnostics
internal import Foundation
internal import MaskingCompiler
internal import PostgresSyntax
internal import RuleSyntax

/// Writes proposals as a rule file, or into one.
struct RuleFileWriter {
  let application: String
  let catalog: Catalog
  let existing: (document: RuleDocument, file: SourceFile)?

  static let link = "person_email"

  /// A text, and which of its lines is about what.
  struct Draft {
    fileprivate(set) var text = ""
    /// By line, from 1: places in the proposals.
    fileprivate(set) var columns: [Int: Int] = [:]
    /// By line: a table's own.
    fileprivate(set) var tables: [Int: QualifiedName] = [:]
    fileprivate(set) var byHand: [String] = []

    /// Takes the next step of each ladder that the compiler has something against; false where there is none.
    func step(down errors: [Diagnostic], _ proposals: inout [Proposal]) -> Bool {
      var places: Set<Int> = []
      for error in errors {
        let line = error.span?.start.line ?? 0
        if let place = columns[line] {
          places.insert(place)
        } else if let table = tables[line] {
          places.formUnion(proposals.indices.filter { proposals[$0].relation == table && !proposals[$0].isKept })
        } else {
          // Something that columns share: the link.
          places.formUnion(proposals.indices.filter { proposals[$0].decision == "{ link: \(RuleFileWriter.link) }" })
        }
      }
      var stepped = false
      for place in places where proposals[place].ladder.count > 1 {
        proposals[place].ladder.removeFirst()
        if proposals[place].isKept { proposals[place].confidence = .unsure }
        stepped = true
      }
      return stepped
    }
  }

  func draft(_ proposals: [Proposal]) -> Draft {
    guard let existing else { return whole(proposals) }
    return inserted(proposals, into: existing.file.text, existing.document)
  }

  // MARK: A new file

  private func whole(_ proposals: [Proposal]) -> Draft {
    var draft = Draft()
    var lines = [
      "# Proposed by `understudy init` from the catalog and the form of some rows. It decides what leaves production: read it,",
      "# first of all the lines marked `review:`, then delete the marks.",
      "application: \(Self.key(application))", "coverage: strict",
    ]
    if proposals.contains(where: { $0.decision.contains("link: \(Self.link)") }) {
      lines += ["", "links:", "  \(Self.link): \(linkMask(proposals))"]
    }
    lines += ["", "tables:"]
    let byTable = Dictionary(grouping: proposals.indices) { proposals[$0].relation }
    for relation in catalog.relations where isDecided(relation) {
      append(relation, (byTable[relation.name] ?? []).map { ($0, proposals[$0]) }, indent: "  ", to: &lines, &draft)
    }
    draft.text = lines.joined(separator: "\n") + "\n"
    return draft
  }

  private func isDecided(_ relation: Relation) -> Bool {
    (relation.kind == .table || relation.kind == .partitionedTable) && relation.partitionParent == nil
      && !relation.isOwnedByExtension
  }

  /// As wide as the narrowest column that it is for.
  private func linkMask(_ proposals: [Proposal]) -> String {
    let widths = proposals.filter { $0.decision.contains("link: \(Self.link)") }
      .compactMap { catalog.relation($0.relation)?.column($0.column)?.type.maximumLength }.filter { $0 >= 32 }
    return (widths.min() ?? .max) < 58 ? "{ mask: email, names: false }" : "{ mask: email }"
  }

  private func append(
    _ relation: Relation, _ proposals: [(place: Int, proposal: Proposal)], indent: String, to lines: inout [String],
    _ draft: inout Draft
  ) {
    lines.append("\(indent)\(name(of: relation)):")
    draft.tables[lines.count] = relation.name
    lines.append("\(indent)  columns:" + (proposals.isEmpty ? " {}" : ""))
    draft.tables[lines.count] = relation.name
    for (place, proposal) in proposals {
      lines.append(line(proposal, indent: indent + "    "))
      draft.columns[lines.count] = place
    }
    let decided = Set(proposals.map(\.proposal.column))
    let others = relation.columns.filter { !decided.contains($0.name) }.map(\.name.name)
    if !others.isEmpty, existing == nil {
      lines.append(
        "\(indent)    # follow another table, or are computed: \(Self.comment(others.joined(separator: ", ")))")
    }
  }

  private func line(_ proposal: Proposal, indent: String) -> String {
    let rule = "\(indent)\(Self.key(proposal.column.name)): \(proposal.decision)"
    let note =
      proposal.confidence == .unsure
      ? "review: \(proposal.reason)" : "\(proposal.reason) (\(proposal.confidence.rawValue))"
    return rule + String(repeating: " ", count: max(2, 44 - rule.count)) + "# \(note)"
  }

  private func name(of relation: Relation) -> String {
    func part(_ identifier: Identifier) -> String {
      identifier.name.contains(".") || identifier.name.contains("\"")
        ? "\"\(identifier.name.replacing("\"", with: "\"\""))\"" : identifier.name
    }
    let searchPath = existing?.document.searchPath.map { Identifier($0.value) } ?? ["public"]
    let isFound = catalog.relation(relation.name.name, searchPath: searchPath)?.name == relation.name
    return Self.key(isFound ? part(relation.name.name) : "\(part(relation.name.schema)).\(part(relation.name.name))")
  }

  /// A text as a key of YAML.
  static func key(_ text: String) -> String {
    let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    if text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_.$]*/) != nil, !words.contains(text.lowercased()) { return text }
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  private static func comment(_ text: String) -> String { text.filter { !$0.isNewline } }

  // MARK: Into a file

  private func inserted(_ proposals: [Proposal], into text: String, _ document: RuleDocument) -> Draft {
    var draft = Draft()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let hasLink = document.links.contains { $0.name.value == Self.link }
    let numbered = proposals.enumerated().map { place, proposal -> (place: Int, proposal: Proposal) in
      var proposal = proposal
      // A link that these rules do not have.
      if !hasLink, proposal.decision == "{ link: \(Self.link) }" { proposal.ladder.removeFirst() }
      return (place, proposal)
    }
    var marks: [(line: Int, place: Int)] = []
    func insert(_ new: [String], after line: Int, _ places: [Int]) {
      lines.insert(contentsOf: new, at: line)
      marks = marks.map { $0.line > line ? ($0.line + new.count, $0.place) : $0 }
      let offset = new.count - places.count
      marks += places.enumerated().map { (line + offset + $0.offset + 1, $0.element) }
    }
    // From the end to the start, so that places above stay what the document says.
    let groups = Dictionary(grouping: numbered, by: \.proposal.relation).map { relation, all in
      (relation: relation, all: all, last: lastColumn(of: relation, document, lines))
    }.sorted { ($1.last?.line ?? .max, $1.relation) < ($0.last?.line ?? .max, $0.relation) }
    for (relation, all, last) in groups {
      guard let found = catalog.relation(relation) else { continue }
      if let last {
        guard let indent = last.indent else {
          draft.byHand += all.map { "\(relation).\($0.proposal.column)" }
          continue
        }
        insert(
          all.map { line($0.proposal, indent: indent) }, after: Self.end(of: last.line, in: lines), all.map(\.place))
      } else {
        // A new table goes to the end of `tables:`.
        let start = lines.firstIndex { $0.hasPrefix("tables:") }
        if start == nil { lines.append("tables:") }
        let head = start ?? lines.count - 1
        let first = lines.dropFirst(head + 1).first { Self.isContent($0) && $0.hasPrefix(" ") }
        let indent = Self.indentation(first ?? "  ")
        let new =
          ["\(indent)\(name(of: found)):", "\(indent)  columns:"]
          + all.map { line($0.proposal, indent: indent + "    ") }
        insert(new, after: Self.end(of: head, in: lines), all.map(\.place))
      }
    }
    draft.columns = Dictionary(marks.map { ($0.line, $0.place) }) { first, _ in first }
    draft.text = lines.joined(separator: "\n") + "\n"
    return draft
  }

  /// The line of the last column that a table's rule names, from 0, and its indentation; that is nil where columns do not
  /// stand on lines of their own. Nil where no rule names the table.
  private func lastColumn(
    of relation: QualifiedName, _ document: RuleDocument, _ lines: [String]
  ) -> (line: Int, indent: String?)? {
    let searchPath = document.searchPath.map { Identifier($0.value) }
    let rule = document.tables.first {
      Names.relation($0.name.value, in: catalog, searchPath: searchPath)?.name == relation
    }
    guard let rule else { return nil }
    guard case .columns(let columns) = rule.decision, rule.name.span.file == existing?.file.path,
      let last = columns.map(\.name.span.start).max(), lines.indices.contains(last.line - 1)
    else { return (rule.name.span.start.line - 1, nil) }
    let indent = Self.indentation(lines[last.line - 1])
    return (last.line - 1, indent.count == last.column - 1 ? indent : nil)
  }

  private static func indentation(_ line: String) -> String { String(line.prefix { $0 == " " }) }

  private static func isContent(_ line: String) -> Bool {
    line.contains { !$0.isWhitespace } && line.drop { $0 == " " }.first != "#"
  }

  /// How many lines belong to what begins at a line, those before it counted too.
  private static func end(of line: Int, in lines: [String]) -> Int {
    let indent = indentation(lines[line]).count
    var end = line + 1
    for index in lines.indices.dropFirst(line + 1) where isContent(lines[index]) {
      guard indentation(lines[index]).count > indent else { break }
      end = index + 1
    }
    return end
  }
}
