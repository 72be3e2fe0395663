internal import Diagnostics

/// What is wrong with a document, collected while it is read. A class, since readers of nested values share it.
final class Findings {
  private(set) var diagnostics: [Diagnostic] = []

  /// Where YAML itself was refused: what stands there instead is not the user's.
  private var refused: Set<SourceSpan> = []

  /// Reads a file that a rule names and that is no rule file: its lines, as a list. Nil where that was reported.
  var readLines: (Spanned<String>) -> RuleNode? = { _ in nil }

  func report(_ diagnostic: Diagnostic) {
    if let span = diagnostic.span, refused.contains(span) { return }
    diagnostics.append(diagnostic)
  }

  /// Takes what was wrong with the YAML.
  func report(_ composition: YAMLComposer.Composition) {
    diagnostics += composition.diagnostics
    refused.formUnion(composition.refused)
  }

  /// Takes what was wrong with a file that could not be loaded.
  func report(_ more: [Diagnostic]) { diagnostics += more }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

// MARK: Values whose type follows from their place

extension Findings {
  /// A single text. Plain words such as `null`, `no` and `1.10` are texts too.
  func text(_ node: RuleNode, _ what: String) -> Spanned<String>? {
    guard case .scalar(let text, let isQuoted) = node.content else {
      return wrongType(node, "\(what) has to be a text")
    }
    guard isQuoted || !text.isEmpty else { return wrongType(node, "\(what) has to be a text") }
    return Spanned(text, at: node.span)
  }

  /// A text that says something: not empty, not only blanks.
  func filledText(_ node: RuleNode, _ what: String) -> Spanned<String>? {
    guard let text = text(node, what) else { return nil }
    guard text.value.contains(where: { !$0.isWhitespace }) else { return wrongValue(node, "\(what) is empty") }
    return text
  }

  /// The same, as the node that knows the place of each character.
  func filledNode(_ node: RuleNode, _ what: String) -> RuleNode? {
    filledText(node, what).map { _ in node }
  }

  /// A whole number, written with digits only.
  func integer(_ node: RuleNode, _ what: String, in range: ClosedRange<Int>) -> Spanned<Int>? {
    guard case .scalar(let text, isQuoted: false) = node.content, !text.isEmpty,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return wrongType(node, "\(what) has to be a whole number") }
    guard let number = Int(text), range.contains(number) else {
      let bound =
        range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      return wrongValue(node, "\(what) has to be \(bound)")
    }
    return Spanned(number, at: node.span)
  }

  /// `true` or `false`; nothing else.
  func boolean(_ node: RuleNode, _ what: String) -> Spanned<Bool>? {
    switch node.content {
    case .scalar("true", isQuoted: false): return Spanned(true, at: node.span)
    case .scalar("false", isQuoted: false): return Spanned(false, at: node.span)
    case .scalar, .sequence, .mapping: return wrongType(node, "\(what) has to be `true` or `false`")
    }
  }

  /// One of some words.
  func word<Word: RawRepresentable<String> & CaseIterable & Sendable & Hashable>(
    _ node: RuleNode, _ what: String, as type: Word.Type = Word.self
  ) -> Spanned<Word>? {
    guard let text = text(node, what) else { return nil }
    if let word = Word(rawValue: text.value) { return Spanned(word, at: node.span) }
    let words = Word.allCases.map(\.rawValue)
    return wrongValue(
      node, "\(what) has to be \(Self.alternatives(words)), not `\(text.value)`",
      help: Spelling.suggestion(for: text.value, among: words))
  }

  /// A list, each item read by `read`; items that it cannot read are left out.
  func list<Item>(_ node: RuleNode, _ what: String, of read: (RuleNode) -> Item?) -> [Item]? {
    guard case .sequence(let nodes) = node.content else {
      return wrongType(node, "\(what) has to be a list", help: "write `[…]`, also around a single item")
    }
    return nodes.compactMap(read)
  }

  /// A list of texts.
  func texts(_ node: RuleNode, _ what: String) -> [Spanned<String>]? {
    list(node, what) { filledText($0, "an item of \(what)") }
  }

  /// A mapping, to be read key by key.
  func keys(_ node: RuleNode, of what: String, help: String? = nil) -> KeyReader? {
    guard case .mapping(let entries) = node.content else {
      return wrongType(node, "\(what) has to be a mapping", help: help)
    }
    return KeyReader(entries, of: what, at: node.span, self)
  }

  /// A mapping whose keys are names that the user chose.
  func names(_ node: RuleNode, of what: String) -> [RuleNode.Entry] {
    guard case .mapping(let entries) = node.content else {
      let _: Never? = wrongType(node, "\(what) has to be a mapping from names")
      return []
    }
    return entries
  }
}

// MARK: Refusals

extension Findings {
  func wrongType<Value>(_ node: RuleNode, _ message: String, help: String? = nil) -> Value? {
    report(Diagnostic("wrong-type", "\(message), and this is \(Self.kind(of: node))", at: node.span, help: help))
    return nil
  }

  func wrongValue<Value>(_ node: RuleNode, _ message: String, help: String? = nil) -> Value? {
    report(Diagnostic("wrong-value", message, at: node.span, help: help))
    return nil
  }

  /// `a`, `b` or `c`
  static func alternatives(_ words: some Collection<String>) -> String {
    let quoted = words.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func kind(of node: RuleNode) -> String {
    switch node.content {
    case .scalar("", isQuoted: false): "nothing"
    case .scalar(_, isQuoted: true): "a quoted text"
    case .scalar: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
