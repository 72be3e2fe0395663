internal import Diagnostics

/// Reads a mapping key by key; what nobody asked for is unknown.
struct KeyReader {
  /// As messages call it: `a table`, `the job`.
  let what: String
  let span: SourceSpan
  private let findings: Findings
  private var rest: [RuleNode.Entry]
  private var known: [String] = []

  init(_ entries: [RuleNode.Entry], of what: String, at span: SourceSpan, _ findings: Findings) {
    self.what = what
    self.span = span
    self.findings = findings
    rest = entries
  }

  /// The value of a key that may be missing.
  mutating func take(_ key: String) -> RuleNode? { entry(key)?.value }

  /// The value of a key that has to be there.
  mutating func require(_ key: String, help: String? = nil) -> RuleNode? {
    if let value = take(key) { return value }
    findings.report(Diagnostic("missing-key", "\(what) needs the key `\(key)`", at: start, help: help))
    return nil
  }

  /// The one that is there of keys that exclude each other; none and several are reported.
  mutating func takeOne(of keys: [String], help: String? = nil) -> RuleNode.Entry? {
    let found = keys.compactMap { entry($0) }
    guard let first = found.first else {
      findings.report(
        Diagnostic(
          "missing-key", "\(what) needs \(Findings.alternatives(keys))", at: start, help: misspelt(keys) ?? help))
      return nil
    }
    refuseMore(found)
    known.removeAll { $0 != first.key.value && keys.contains($0) }
    return first
  }

  /// Reports keys that exclude each other and are both there.
  func refuseMore(_ found: [RuleNode.Entry]) {
    guard let first = found.first, let second = found.dropFirst().first else { return }
    findings.report(
      Diagnostic(
        "conflicting-keys", "\(what) takes one of \(Findings.quoted(found.map(\.key.value)))", at: second.key.span,
        notes: [Diagnostic.Note("`\(first.key.value)` is here", at: first.key.span)], help: "keep one of them"))
  }

  mutating func entry(_ key: String) -> RuleNode.Entry? {
    if !known.contains(key) { known.append(key) }
    guard let index = rest.firstIndex(where: { $0.key.value == key }) else { return nil }
    return rest.remove(at: index)
  }

  /// All keys that are left: the arguments of a masking function.
  mutating func takeRest() -> [RuleNode.Entry] {
    defer { rest = [] }
    return rest
  }

  /// Reports the keys that nobody asked for.
  func finish() {
    for entry in rest {
      let key = entry.key.value
      let list = known.isEmpty ? nil : "it takes \(Findings.quoted(known))"
      findings.report(
        Diagnostic(
          "unknown-key", "\(what) has no key `\(key)`", at: entry.key.span,
          help: Spelling.suggestion(for: key, among: known) ?? list))
    }
  }

  private func misspelt(_ keys: [String]) -> String? {
    rest.lazy.compactMap { Spelling.suggestion(for: $0.key.value, among: keys) }.first
  }

  /// The first line of the mapping: a mark under all of it would say nothing.
  private var start: SourceSpan {
    guard span.start.line != span.end.line, let first = rest.first?.key.span else { return span }
    return first.start >= span.start ? SourceSpan(file: span.file, start: span.start, end: first.end) : span
  }
}

extension Findings {
  /// `a`, `b`, `c`
  static func quoted(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
}
