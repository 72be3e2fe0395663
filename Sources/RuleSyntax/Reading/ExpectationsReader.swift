internal import Diagnostics

extension Findings {
  func assertion(_ node: RuleNode) -> ExpectationsDocument.Assertion? {
    guard var keys = keys(node, of: "an assertion") else { return nil }
    defer { keys.finish() }
    guard let name = keys.require("name").flatMap({ filledText($0, "`name`") }),
      let sql = keys.require("sql").flatMap({ filledText($0, "`sql`") })
    else { return nil }
    return ExpectationsDocument.Assertion(name: name, sql: sql)
  }

  func tableExpectations(_ entry: RuleNode.Entry) -> TableExpectations? {
    guard var keys = keys(entry.value, of: "the table `\(entry.key.value)`") else { return nil }
    defer { keys.finish() }
    let rows = keys.entry("rows")
    let empty = keys.entry("empty")
    keys.refuseMore([rows, empty].compactMap(\.self))
    var found: [Spanned<Expectation>] = []
    if let rows, let expectation = self.rows(rows.value) { found.append(Spanned(expectation, at: rows.key.span)) }
    if let empty, isSet(empty) { found.append(Spanned(.empty, at: empty.key.span)) }
    if let joins = keys.entry("joins") {
      for join in names(joins.value, of: "`joins`") {
        guard let other = filledText(join.value, "what `\(join.key.value)` joins") else { continue }
        found.append(Spanned(.joins(column: join.key.value, to: other.value), at: join.key.span))
      }
    }
    if let golden = keys.entry("golden"), let path = filledText(golden.value, "`golden`") {
      found.append(Spanned(.golden(path.value), at: golden.key.span))
    }
    let columns = found.isEmpty ? keys.require("columns") : keys.take("columns")
    return TableExpectations(
      name: entry.key, expectations: inOrder(found),
      columns: columns.map { names($0, of: "`columns`").compactMap(columnExpectations) } ?? [])
  }

  /// A number, or `unchanged`.
  private func rows(_ node: RuleNode) -> Expectation? {
    if case .scalar("unchanged", isQuoted: false) = node.content { return .rowsUnchanged }
    return integer(node, "`rows`", in: 0...Int.max).map { .rows($0.value) }
  }

  private func columnExpectations(_ entry: RuleNode.Entry) -> ColumnExpectations? {
    let help = "write `{ changed: true }`, `{ unchanged: true }`, `{ unique: true }` or `{ matches: … }`"
    guard var keys = keys(entry.value, of: "the column `\(entry.key.value)`", help: help) else { return nil }
    let changed = keys.entry("changed")
    let unchanged = keys.entry("unchanged")
    let null = keys.entry("null")
    keys.refuseMore([changed, unchanged].compactMap(\.self))
    keys.refuseMore([unchanged, null].compactMap(\.self))
    var found: [Spanned<Expectation>] = []
    let flags: [(RuleNode.Entry?, Expectation)] = [
      (changed, .changed), (unchanged, .unchanged), (null, .null), (keys.entry("unique"), .unique),
      (keys.entry("frequency_hidden"), .frequencyHidden),
    ]
    for case (let flag?, let expectation) in flags where isSet(flag) {
      found.append(Spanned(expectation, at: flag.key.span))
    }
    let valued: [(String, (RuleNode) -> Expectation?)] = [
      ("matches", matches), ("one_of", oneOf), ("same_as", sameAs), ("valid", valid), ("range", range),
      ("distinct_at_least", distinctAtLeast),
    ]
    for (key, read) in valued {
      if let entry = keys.entry(key), let expectation = read(entry.value) {
        found.append(Spanned(expectation, at: entry.key.span))
      }
    }
    keys.finish()
    return ColumnExpectations(name: entry.key, expectations: inOrder(found))
  }

  private func inOrder(_ found: [Spanned<Expectation>]) -> [Spanned<Expectation>] {
    found.sorted { $0.span.start < $1.span.start }
  }

  /// `false` would look like the opposite expectation, and is none.
  private func isSet(_ entry: RuleNode.Entry) -> Bool {
    guard let value = boolean(entry.value, "`\(entry.key.value)`") else { return false }
    guard !value.value else { return true }
    let _: Never? = wrongValue(
      entry.value, "`\(entry.key.value)` is expected with `true` or left out",
      help: entry.key.value == "changed" ? "to expect originals write `unchanged: true`" : nil)
    return false
  }

  private func matches(_ node: RuleNode) -> Expectation? {
    guard let pattern = filledText(node, "`matches`") else { return nil }
    guard (try? Regex(pattern.value)) != nil else {
      return wrongValue(
        node, "this is no regular expression",
        help: "in double quotes each `\\` is written twice, in single quotes once")
    }
    return .matches(pattern.value)
  }

  private func oneOf(_ node: RuleNode) -> Expectation? {
    guard let texts = list(node, "`one_of`", of: { text($0, "an item of `one_of`") }) else { return nil }
    guard !texts.isEmpty else {
      return wrongValue(node, "`one_of` is empty", help: "for no value at all expect `null`")
    }
    return .oneOf(texts.map(\.value))
  }

  private func sameAs(_ node: RuleNode) -> Expectation? { filledText(node, "`same_as`").map { .sameAs($0.value) } }

  private func valid(_ node: RuleNode) -> Expectation? {
    word(node, "`valid`", as: ValueForm.self).map { .valid($0.value) }
  }

  private func range(_ node: RuleNode) -> Expectation? {
    guard var keys = keys(node, of: "`range`", help: "write `{ min: 0, max: 100 }`") else { return nil }
    let least = keys.take("min").flatMap { filledText($0, "`min`") }
    let greatest = keys.take("max").flatMap { filledText($0, "`max`") }
    keys.finish()
    guard least != nil || greatest != nil else {
      return wrongValue(node, "`range` needs `min` or `max`", help: "write `{ min: 0, max: 100 }`")
    }
    return .range(least: least?.value, greatest: greatest?.value)
  }

  private func distinctAtLeast(_ node: RuleNode) -> Expectation? {
    integer(node, "`distinct_at_least`", in: 1...Int.max).map { .distinctAtLeast($0.value) }
  }
}
