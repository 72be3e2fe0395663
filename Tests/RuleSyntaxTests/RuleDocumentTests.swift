import Diagnostics
import Foundation
import MarkedSources
import RuleSyntax
import Testing

private func rules(_ text: String) throws -> RuleDocument {
  try RuleDocument.read(SourceFile(path: "rules.yaml", text: text)) { _, _ in throw SourceNotFound() }
}

private func columns(_ table: TableRule) -> [ColumnRule] {
  if case .columns(let columns) = table.decision { columns } else { [] }
}

private func words(_ decision: ColumnDecision) -> String {
  switch decision {
  case .mask(let mask):
    let arguments = mask.arguments.map { "\($0.name.value)=\($0.value.text ?? "…")" }
    let by = mask.by.map { " by \($0.value)" } ?? ""
    return "mask \(mask.function.value)(\(arguments.joined(separator: ",")))\(by)"
  case .link(let name): return "link \(name.value)"
  case .derived(let node): return "derived \(node.text ?? "…")"
  case .json(let paths, let otherwise), .xml(let paths, let otherwise), .hstore(let paths, let otherwise):
    let rules = paths.map { "\($0.path.value): \(words($0.decision))" }
    return "json \(rules.joined(separator: ", ")); \(words(.mask(otherwise)))"
  case .each(let decision): return "each \(words(decision))"
  }
}

@Suite struct RuleDocuments {
  @Test func everythingOfTheLanguage() throws {
    let rules = try rules(
      """
      application: shop-2
      search_path: [shop, public]
      coverage: report
      tables:
        customers:
          rows: 2000000
          identity: [a, "B c"]
          strategy: update
          except: "email like '%@x'"
          keep_rows: created_at > as_of()
          columns:
            id: keep
            "Odd Name": null
            email: { link: customer_email }
            phone: { mask: phone, country: NO, by: customer_id }
            search: { derived: "lower(a)" }
            preferences:
              json:
                $.contact.email: { link: customer_email }
                $.devices[*].ip: ip
                otherwise: { mask: constant, value: 1.10 }
            tags: { each: { mask: choice, of: [a, b] } }
        shop.sessions: truncate
        '"My Table"': keep
      links:
        customer_email: { mask: email, fold: [case, blanks] }
        token: { mask: token, length: 32 }
        short: hash
      patterns:
        - { columns: "*_at", types: [timestamptz], mask: keep }
        - { tables: "a*", columns: "*email*", link: customer_email }
        - { tables: "log_*", table: truncate }
        - { tables: "static_*", table: keep }
      parameters:
        one: { env: ONE }
        two: { file: secrets/two }
      statements:
        - { name: point, sql: select 1 }
        - { name: close, sql: select 2, when: after }
        - { name: open, sql: select 3, when: before }
      accept:
        - { id: trigger-side-effect, at: orders, reason: "off while masking" }
      """)
    #expect(rules.application.value == "shop-2")
    #expect(rules.searchPath.map(\.value) == ["shop", "public"])
    #expect(rules.coverage == .report)
    #expect(rules.tables.map(\.name.value) == ["customers", "shop.sessions", "\"My Table\""])
    let customers = rules.tables[0]
    #expect(customers.rows?.value == 2_000_000)
    #expect(customers.identity?.map(\.value) == ["a", "B c"])
    #expect(customers.strategy.value == .update)
    #expect(customers.except?.text == "email like '%@x'")
    #expect(customers.keepRows?.text == "created_at > as_of()")
    #expect(
      columns(customers).map { "\($0.name.value): \(words($0.decision))" } == [
        "id: mask keep()", "Odd Name: mask null()", "email: link customer_email",
        "phone: mask phone(country=NO) by customer_id", "search: derived lower(a)",
        "preferences: json $.contact.email: link customer_email, $.devices[*].ip: mask ip(); mask constant(value=1.10)",
        "tags: each mask choice(of=…)",
      ])
    #expect(rules.links.map { words(.mask($0.mask)) } == ["mask email()", "mask token(length=32)", "mask hash()"])
    #expect(rules.links.map { $0.fold.map(\.value) } == [[.case, .blanks], [], []])
    #expect(rules.parameters.map(\.source) == [.environment("ONE"), .file("secrets/two")])
    #expect(rules.statements.map(\.isAfter) == [false, true, false])
    #expect(rules.accepts.map(\.id.value) == ["trigger-side-effect"])
    #expect(rules.patterns.map(\.tables?.value) == [nil, "a*", "log_*", "static_*"])
    #expect(rules.patterns[0].types?.map(\.value) == ["timestamptz"])
    #expect(rules.patterns.map(Self.patternWords) == ["mask keep()", "link customer_email", "truncate", "keep"])
  }

  private static func patternWords(_ pattern: PatternRule) -> String {
    switch pattern.decision {
    case .column(let decision): words(decision)
    case .keepTable: "keep"
    case .truncateTable: "truncate"
    }
  }

  @Test func whatIsNotSaidHasADefault() throws {
    let rules = try rules("application: shop\ntables: { a: { columns: {} } }\n")
    #expect(rules.searchPath.map(\.value) == ["public"])
    #expect(rules.coverage == .strict)
    #expect(rules.tables.first?.strategy.value == .rewrite)
    #expect(rules.tables.first?.rows == nil)
  }

  @Test func spansCoverRulesAfterOtherAlphabets() throws {
    let text = "application: shop\ntables:\n  名: { columns: { é: { mask: email }, b: keep } }\n  c: keep\n"
    let rules = try rules(text)
    func slice(_ span: SourceSpan) -> String {
      String(decoding: Array(text.utf8)[span.start.offset..<span.end.offset], as: UTF8.self)
    }
    #expect(rules.tables.map { slice($0.span) } == ["名: { columns: { é: { mask: email }, b: keep } }", "c: keep"])
    #expect(columns(rules.tables[0]).map { slice($0.span) } == ["é: { mask: email }", "b: keep"])
    #expect(columns(rules.tables[0])[1].name.span.start.column == 39)
  }
}

@Suite struct PlacesInTexts {
  /// The `sql` of a rule file's one statement, in a style of YAML's; `⟦x:…⟧` marks a word of it.
  private func expectPlace(
    of word: String, _ marked: String, text expected: String, location: SourceLocation = #_sourceLocation
  ) throws {
    let source = MarkedSource("application: shop\nstatements:\n- name: é\n  sql: " + marked + "\n  when: after\n")
    let rules = try RuleDocument.read(source.file) { _, _ in throw SourceNotFound() }
    let sql = try #require(rules.statements.first?.sql)
    let text = try #require(sql.text)
    #expect(text == expected, sourceLocation: location)
    let range = try #require(text.firstRange(of: word), sourceLocation: location)
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let span = sql.span(ofTextRange: start..<start + word.utf8.count)
    let mark = try #require(source.expected.first, sourceLocation: location)
    #expect(span == source.file.span(mark.offset..<mark.end), sourceLocation: location)
  }

  @Test func plain() throws {
    try expectPlace(of: "wrong", "select 'é', ⟦x:wrong⟧ from a", text: "select 'é', wrong from a")
    try expectPlace(of: "wrong", "select 'é',\n   x  \n\n    ⟦x:wrong⟧ from a", text: "select 'é', x\nwrong from a")
    try expectPlace(of: "wrong", "select 1 \r\n    ⟦x:wrong⟧\r\n    # no\r\n", text: "select 1 wrong")
  }

  @Test func singleQuoted() throws {
    try expectPlace(of: "wrong", "'select ''é'', ⟦x:wrong⟧ '", text: "select 'é', wrong ")
    try expectPlace(of: "wrong", "'select\n    ''é''\n\n\n    ⟦x:wrong⟧'", text: "select 'é'\n\nwrong")
  }

  @Test func doubleQuoted() throws {
    try expectPlace(of: "wrong", #""select '\u00e9\x41\"\\', ⟦x:wrong⟧""#, text: #"select 'éA"\', wrong"#)
    try expectPlace(of: "wrong", "\"select \\U0001F642 \\\n    x \\\n\n    ⟦x:wrong⟧\"", text: "select 🙂 x \nwrong")
    try expectPlace(of: "wr\tong", "\"select ⟦x:wr\\tong⟧\"", text: "select wr\tong")
  }

  @Test func literalBlocks() throws {
    try expectPlace(of: "wrong", "|\n    select 'é',\n      ⟦x:wrong⟧\n\n", text: "select 'é',\n  wrong\n")
    try expectPlace(of: "wrong", "|-  # é\n\n    select\n\n      \n    ⟦x:wrong⟧\n", text: "\nselect\n\n  \nwrong")
    try expectPlace(of: "wrong", "|1+\n      select\n   ⟦x:wrong⟧\n\n", text: "   select\nwrong\n\n\n")
  }

  @Test func foldedBlocks() throws {
    try expectPlace(of: "wrong", ">\n    select 'é',\n    ⟦x:wrong⟧\n", text: "select 'é', wrong\n")
    try expectPlace(
      of: "wrong", ">-\n    select\n\n    x\n      indented\n\n      more\n    ⟦x:wrong⟧\n",
      text: "select\nx\n  indented\n\n  more\nwrong")
  }

  @Test func beyondTheEndIsTheEnd() throws {
    let rules = try rules("application: shop\nstatements: [{ name: a, sql: 'b''c' }]\n")
    let sql = try #require(rules.statements.first?.sql)
    #expect(sql.span(ofTextRange: 90..<99).start.offset == sql.span.end.offset - 1)
    #expect(sql.span(ofTextFrom: 2).start.offset == sql.span.start.offset + 4)
    #expect(sql.span(ofTextFrom: 2).end.offset == sql.span.end.offset - 1)
  }

  /// Files beside the one that names the application are read as if it included them.
  @Test func severalFilesAreOneDocument() throws {
    let files = [
      SourceFile(path: "a.yaml", text: "include: [c.yaml]\npatterns: [{ columns: a, mask: keep }]\n"),
      SourceFile(path: "b.yaml", text: "application: shop\npatterns: [{ columns: b, mask: keep }]\n"),
    ]
    let document = try RuleDocument.read(files) { path, _ in
      SourceFile(path: path, text: "include: [b.yaml]\npatterns: [{ columns: c, mask: keep }]\n")
    }
    #expect(document.application.value == "shop")
    #expect(document.files.map(\.path) == ["b.yaml", "a.yaml", "c.yaml"])
    #expect(document.patterns.map { $0.columns?.value } == ["b", "a", "c"])
    #expect(document.patterns.map { document.isOwn($0.span) } == [true, true, false])
  }

  @Test func twoFilesThatNameTheApplicationAreRefused() throws {
    let files = ["a.yaml", "b.yaml"].map { SourceFile(path: $0, text: "application: shop\n") }
    let error = #expect(throws: DiagnosticsError.self) {
      try RuleDocument.read(files) { _, _ in throw SourceNotFound() }
    }
    #expect(error?.diagnostics.map(\.id) == ["duplicate-key"])
    #expect(error?.diagnostics.first?.span?.file == "b.yaml")
  }
}
