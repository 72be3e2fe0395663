public import Diagnostics

/// What masking must do to a case's data, column by column: `expectations.yaml`.
public struct ExpectationsDocument: Sendable {
  public var tables: [TableExpectations]
  public var file: SourceFile
}

public struct TableExpectations: Sendable {
  /// As written: `customers`, `shop.customers`.
  public var name: Spanned<String>
  public var columns: [ColumnExpectations]
}

public struct ColumnExpectations: Sendable {
  public var name: Spanned<String>
  /// In the order of the file.
  public var expectations: [Spanned<Expectation>]
}

/// What a column's masked values have to be like.
public enum Expectation: Sendable, Hashable {
  /// No value is its row's original; NULL, empty and blank originals may stay.
  case changed
  /// Every value is its row's original.
  case unchanged
  /// No two values are equal; NULLs may be many.
  case unique
  /// Every value that is not NULL has a match of the regular expression in its text.
  case matches(String)

  /// The key in the file.
  public var name: String {
    switch self {
    case .changed: "changed"
    case .unchanged: "unchanged"
    case .unique: "unique"
    case .matches: "matches"
    }
  }
}

extension ExpectationsDocument {
  /// Reads an expectations file.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong.
  public static func read(_ file: SourceFile) throws(DiagnosticsError) -> ExpectationsDocument {
    let findings = Findings()
    let composition = YAMLComposer.compose(file)
    findings.report(composition)
    var document = ExpectationsDocument(tables: [], file: file)
    if let root = composition.root, var keys = findings.keys(root, of: "an expectations file") {
      if let tables = keys.require("tables") {
        document.tables = findings.names(tables, of: "`tables`").compactMap(findings.tableExpectations)
      }
      keys.finish()
    }
    guard !findings.hasErrors else { throw DiagnosticsError(findings.diagnostics, files: [file]) }
    return document
  }
}

extension Findings {
  fileprivate func tableExpectations(_ entry: RuleNode.Entry) -> TableExpectations? {
    guard var keys = keys(entry.value, of: "the table `\(entry.key.value)`") else { return nil }
    defer { keys.finish() }
    guard let columns = keys.require("columns") else { return nil }
    return TableExpectations(
      name: entry.key, columns: names(columns, of: "`columns`").compactMap(columnExpectations))
  }

  private func columnExpectations(_ entry: RuleNode.Entry) -> ColumnExpectations? {
    let help = "write `{ changed: true }`, `{ unchanged: true }`, `{ unique: true }` or `{ matches: … }`"
    guard var keys = keys(entry.value, of: "the column `\(entry.key.value)`", help: help) else { return nil }
    let changed = keys.entry("changed")
    let unchanged = keys.entry("unchanged")
    keys.refuseMore([changed, unchanged].compactMap(\.self))
    var found: [Spanned<Expectation>] = []
    let flags: [(RuleNode.Entry?, Expectation)] = [
      (changed, .changed), (unchanged, .unchanged), (keys.entry("unique"), .unique),
    ]
    for case (let flag?, let expectation) in flags where isSet(flag) {
      found.append(Spanned(expectation, at: flag.key.span))
    }
    if let pattern = keys.entry("matches"), let expectation = matches(pattern.value) {
      found.append(Spanned(expectation, at: pattern.key.span))
    }
    keys.finish()
    return ColumnExpectations(
      name: entry.key, expectations: found.sorted { $0.span.start < $1.span.start })
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
}
