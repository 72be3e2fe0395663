internal import RuleSyntax

// What rules say, on one line: for the summary, and for the comparison of two bundles.

extension MaskReference {
  /// `phone (country GB)`, `street_address (by customer_id)`.
  var words: String {
    let given = arguments.map { "\($0.name.value) \($0.value.words)" } + (by.map { ["by \($0.value)"] } ?? [])
    return function.value + (given.isEmpty ? "" : " (\(given.joined(separator: ", ")))")
  }
}

extension ColumnDecision {
  /// As the rules say it; of a document only that it is one.
  var words: String {
    switch self {
    case .mask(let reference): reference.words
    case .link(let name): "link \(name.value)"
    case .derived(let sql): "derived (\(sql.words))"
    case .json: "json"
    case .xml: "xml"
    case .hstore: "hstore"
    case .each(let element): "each \(element.words)"
    }
  }
}

extension PatternRule {
  /// What it selects, as in `columns *_at, types timestamptz timestamp`.
  var words: String {
    [
      tables.map { "tables \($0.value)" }, columns.map { "columns \($0.value)" },
      types.map { "types " + $0.map(\.value).joined(separator: " ") },
    ].compactMap { $0 }.joined(separator: ", ")
  }
}

extension ParameterRule.Source {
  /// The place, in words.
  var words: String {
    switch self {
    case .environment(let name): "the environment variable \(name)"
    case .file(let path): "the file \(path)"
    }
  }
}

extension RuleNode {
  /// A value on one line.
  var words: String {
    switch content {
    case .scalar(let text, _): text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    case .sequence(let items): "[\(items.map(\.words).joined(separator: ", "))]"
    case .mapping(let entries): "{\(entries.map { "\($0.key.value): \($0.value.words)" }.joined(separator: ", "))}"
    }
  }
}
