internal import Diagnostics

/// Reads one rule file, the application's own or an included one, into a document's parts.
struct RuleReader {
  let findings: Findings
  var document: RuleDocument
  private var decisions: DecisionReader { DecisionReader(findings: findings) }
  /// The places of names, by kind and name.
  private var places: [String: SourceSpan] = [:]

  init(_ findings: Findings, _ file: SourceFile) {
    self.findings = findings
    let start = file.span(0..<0)
    document = RuleDocument(
      application: Spanned("", at: start), searchPath: [Spanned("public", at: start)], coverage: .strict, tables: [],
      links: [], patterns: [], parameters: [], statements: [], accepts: [], files: [], ownFileCount: 0)
  }

  /// - Returns: the paths that the file includes.
  mutating func read(_ root: RuleNode, isIncluded: Bool) -> [Spanned<String>] {
    guard var keys = findings.keys(root, of: isIncluded ? "an included rule file" : "a rule file") else { return [] }
    if !isIncluded { readHead(&keys) }
    let includes = keys.take("include").flatMap { findings.texts($0, "`include`") } ?? []
    if let node = keys.take("tables") { readTables(node) }
    if let node = keys.take("links") { readLinks(node) }
    if let node = keys.take("patterns") {
      document.patterns += findings.list(node, "`patterns`", of: { pattern($0) }) ?? []
    }
    if let node = keys.take("parameters") { readParameters(node) }
    if let node = keys.take("statements") { readStatements(node) }
    if let node = keys.take("accept") {
      document.accepts += findings.list(node, "`accept`", of: { accept($0) }) ?? []
    }
    keys.finish()
    return includes
  }

  private mutating func readHead(_ keys: inout KeyReader) {
    if let node = keys.require("application", help: "name the application, as in `application: storefront`"),
      let name = findings.filledText(node, "`application`")
    {
      if name.value.utf8.allSatisfy(Self.isNameByte) {
        document.application = name
      } else {
        let _: Never? = findings.wrongValue(
          node, "an application's name has letters, digits, `_` and `-` only", help: "it names folders too")
      }
    }
    if let path = keys.take("search_path").flatMap({ findings.texts($0, "`search_path`") }) {
      document.searchPath = path
    }
    if let coverage = keys.take("coverage").flatMap({
      findings.word($0, "`coverage`", as: RuleDocument.Coverage.self)
    }) {
      document.coverage = coverage.value
    }
  }

  /// Whether a name is new among its kind; a second one is reported.
  private mutating func isNew(_ name: Spanned<String>, _ kind: String) -> Bool {
    if let first = places["\(kind) \(name.value)"] {
      findings.report(
        Diagnostic(
          "duplicate-name", "there are two \(kind) called `\(name.value)`", at: name.span,
          notes: [Diagnostic.Note("the first one is here", at: first)], help: "remove or rename one of them"))
      return false
    }
    places["\(kind) \(name.value)"] = name.span
    return true
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

// MARK: Tables

extension RuleReader {
  private mutating func readTables(_ node: RuleNode) {
    for entry in findings.names(node, of: "`tables`") where isNew(entry.key, "tables") {
      if let table = table(entry) { document.tables.append(table) }
    }
  }

  private func table(_ entry: RuleNode.Entry) -> TableRule? {
    let span = SourceSpan(file: entry.key.span.file, start: entry.key.span.start, end: entry.value.span.end)
    let strategy = Spanned(TableRule.Strategy.rewrite, at: entry.key.span)
    guard case .mapping = entry.value.content else {
      let whole = findings.word(entry.value, "the table `\(entry.key.value)`", as: WholeTable.self)
      return whole.map {
        TableRule(name: entry.key, decision: $0.value.decision, span: span, strategy: strategy)
      }
    }
    guard var keys = findings.keys(entry.value, of: "the table `\(entry.key.value)`") else { return nil }
    let columns = keys.require("columns", help: "a table is `keep`, `truncate`, or has `columns:`")
    var table = TableRule(
      name: entry.key, decision: .columns(columns.map(self.columns) ?? []), span: span, strategy: strategy)
    table.rows = keys.take("rows").flatMap { findings.integer($0, "`rows`", in: 1...Int.max) }
    table.identity = keys.take("identity").flatMap { findings.texts($0, "`identity`") }
    if let given = keys.take("strategy").flatMap({
      findings.word($0, "`strategy`", as: TableRule.Strategy.self)
    }) {
      table.strategy = given
    }
    table.except = keys.take("except").flatMap { findings.filledNode($0, "`except`") }
    table.keepRows = keys.take("keep_rows").flatMap { findings.filledNode($0, "`keep_rows`") }
    keys.finish()
    return table
  }

  private func columns(_ node: RuleNode) -> [ColumnRule] {
    findings.names(node, of: "`columns`").compactMap { entry in
      decisions.decision(entry.value, at: .column).map {
        ColumnRule(
          name: entry.key, decision: $0,
          span: SourceSpan(file: entry.key.span.file, start: entry.key.span.start, end: entry.value.span.end))
      }
    }
  }

  enum WholeTable: String, CaseIterable, Sendable {
    case keep, truncate

    var decision: TableRule.Decision {
      switch self {
      case .keep: .keep
      case .truncate: .truncate
      }
    }

    var pattern: PatternRule.Decision {
      switch self {
      case .keep: .keepTable
      case .truncate: .truncateTable
      }
    }
  }
}

// MARK: Links and patterns

extension RuleReader {
  private mutating func readLinks(_ node: RuleNode) {
    for entry in findings.names(node, of: "`links`") where isNew(entry.key, "links") {
      if let link = link(entry) { document.links.append(link) }
    }
  }

  private func link(_ entry: RuleNode.Entry) -> LinkRule? {
    guard case .mapping = entry.value.content else {
      return decisions.mask(entry.value, at: .link).map { LinkRule(name: entry.key, mask: $0, fold: []) }
    }
    guard var keys = findings.keys(entry.value, of: "the link `\(entry.key.value)`") else { return nil }
    let fold =
      keys.take("fold").flatMap { node in
        findings.list(node, "`fold`") { findings.word($0, "an item of `fold`", as: LinkRule.Fold.self) }
      } ?? []
    let decision = decisions.decision(&keys, at: .link)
    keys.finish()
    guard case .mask(let mask)? = decision else { return nil }
    return LinkRule(name: entry.key, mask: mask, fold: fold)
  }

  private func pattern(_ node: RuleNode) -> PatternRule? {
    guard var keys = findings.keys(node, of: "a pattern") else { return nil }
    let tables = keys.entry("tables")
    let columns = keys.entry("columns")
    let types = keys.entry("types")
    if tables == nil, columns == nil, types == nil {
      findings.report(
        Diagnostic(
          "missing-key", "a pattern needs `tables`, `columns` or `types`", at: node.span,
          help: "say what it is about, as in `columns: \"*_at\"`"))
    }
    let whole = keys.entry("table")
    let decision: PatternRule.Decision?
    if let whole {
      decision = wholeTable(whole, &keys, [columns, types].compactMap(\.self))
    } else {
      decision = decisions.decision(&keys, at: .pattern).map(PatternRule.Decision.column)
    }
    keys.finish()
    guard let decision else { return nil }
    return PatternRule(
      tables: tables.flatMap { findings.filledText($0.value, "`tables`") },
      columns: columns.flatMap { findings.filledText($0.value, "`columns`") },
      types: types.flatMap { findings.texts($0.value, "`types`") }, decision: decision, span: node.span)
  }

  /// A pattern for whole tables, which speaks of nothing smaller.
  private func wholeTable(
    _ whole: RuleNode.Entry, _ keys: inout KeyReader, _ selectors: [RuleNode.Entry]
  ) -> PatternRule.Decision? {
    let others = DecisionReader.Place.pattern.decisions.compactMap { keys.entry($0) }
    keys.refuseMore([whole] + others)
    if let selector = selectors.first {
      findings.report(
        Diagnostic(
          "conflicting-keys", "a pattern with `table` selects by `tables` alone", at: selector.key.span,
          notes: [Diagnostic.Note("`table` is here", at: whole.key.span)],
          help: "remove `\(selector.key.value)`, or decide with `mask` or `link`"))
    }
    return findings.word(whole.value, "`table`", as: WholeTable.self)?.value.pattern
  }
}

// MARK: Parameters, statements, accepted warnings

extension RuleReader {
  private mutating func readParameters(_ node: RuleNode) {
    for entry in findings.names(node, of: "`parameters`") where isNew(entry.key, "parameters") {
      guard entry.key.value.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
        let _: Never? = findings.wrongValue(
          RuleNode(.scalar(entry.key.value, isQuoted: true), span: entry.key.span),
          "a parameter's name has letters, digits and `_` only, and does not begin with a digit",
          help: "it names the setting `understudy.parameter.NAME` too")
        continue
      }
      guard let secret = findings.secret(entry.value, of: "the parameter `\(entry.key.value)`") else { continue }
      let source: ParameterRule.Source =
        switch secret {
        case .environment(let name): .environment(name)
        case .file(let path): .file(path)
        }
      document.parameters.append(ParameterRule(name: entry.key, source: source))
    }
  }

  private mutating func readStatements(_ node: RuleNode) {
    for statement in findings.list(node, "`statements`", of: { statement($0) }) ?? []
    where isNew(statement.name, "statements") {
      document.statements.append(statement)
    }
  }

  private func statement(_ node: RuleNode) -> StatementRule? {
    guard var keys = findings.keys(node, of: "a statement") else { return nil }
    let name = keys.require("name", help: "name it: reports and SUMMARY.md do").flatMap {
      findings.filledText($0, "`name`")
    }
    let sql = keys.require("sql").flatMap { findings.filledNode($0, "`sql`") }
    let when = keys.take("when").flatMap { findings.word($0, "`when`", as: When.self) }
    keys.finish()
    guard let name, let sql else { return nil }
    return StatementRule(name: name, sql: sql, isAfter: when?.value == .after)
  }

  private enum When: String, CaseIterable, Sendable { case before, after }

  private func accept(_ node: RuleNode) -> AcceptRule? {
    guard var keys = findings.keys(node, of: "an accepted warning") else { return nil }
    let id = keys.require("id", help: "the id in brackets at the warning's end").flatMap {
      findings.filledText($0, "`id`")
    }
    let at = keys.require("at", help: "the table, or `table.column`").flatMap { findings.filledText($0, "`at`") }
    let reason = keys.require("reason", help: "say why it is all right, for the next reader").flatMap {
      findings.filledText($0, "`reason`")
    }
    keys.finish()
    guard let id, let at, let reason else { return nil }
    return AcceptRule(id: id, at: at, reason: reason)
  }
}
