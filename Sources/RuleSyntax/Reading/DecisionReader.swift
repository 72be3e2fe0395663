internal import Diagnostics

/// Reads what a rule says of a column: `mask link derived json each xml hstore`, or a function's name.
struct DecisionReader {
  let findings: Findings

  /// Where a decision stands decides which ones it may be.
  enum Place: String {
    case column, link, pattern
    case path = "JSON path"
    case xmlPath = "XML path"
    case key = "key of an hstore"
    case otherwise
    case element = "element of `each`"

    var decisions: [String] {
      switch self {
      case .column, .pattern: ["mask", "link", "derived", "json", "each", "xml", "hstore"]
      case .path, .xmlPath, .key, .element: ["mask", "link"]
      case .link, .otherwise: ["mask"]
      }
    }

    var name: String {
      switch self {
      case .element: "an element of `each`"
      case .otherwise: "`otherwise`"
      case .path: "a JSON path"
      case .xmlPath: "an XML path"
      case .key: "a key of an hstore"
      case .column: "a column"
      case .link: "a link"
      case .pattern: "a pattern"
      }
    }
  }

  /// A decision in its short form, `first_name: first_name`, or as a mapping.
  func decision(_ node: RuleNode, at place: Place) -> ColumnDecision? {
    switch node.content {
    case .scalar:
      return findings.filledText(node, "the function of \(place.name)").map { .mask(MaskReference(function: $0)) }
    case .mapping:
      guard var keys = findings.keys(node, of: place.name) else { return nil }
      let decision = decision(&keys, at: place)
      keys.finish()
      return decision
    case .sequence:
      return findings.wrongType(
        node, "\(place.name) has to be a function's name or a mapping",
        help: "write `keep`, `{ mask: … }` or `{ link: … }`")
    }
  }

  /// The decision in a mapping that may hold other keys, which have been taken.
  func decision(_ keys: inout KeyReader, at place: Place) -> ColumnDecision? {
    guard
      let entry = keys.takeOne(of: place.decisions, help: "the short form `NAME: keep` stands for `{ mask: keep }`")
    else {
      _ = keys.takeRest()
      return nil
    }
    switch entry.key.value {
    case "mask": return mask(entry.value, &keys, at: place).map(ColumnDecision.mask)
    case "link": return findings.filledText(entry.value, "`link`").map(ColumnDecision.link)
    case "derived": return findings.filledNode(entry.value, "`derived`").map(ColumnDecision.derived)
    case "json":
      return paths(entry.value, of: "`json`", .path, from: "$", as: "$.").map { .json($0, otherwise: $1) }
    case "xml":
      return paths(entry.value, of: "`xml`", .xmlPath, from: "/", as: "//").map { .xml($0, otherwise: $1) }
    case "each": return decision(entry.value, at: .element).map(ColumnDecision.each)
    default: return paths(entry.value, of: "`hstore`", .key).map { .hstore($0, otherwise: $1) }
    }
  }

  /// A masking function as a link or `otherwise` takes it.
  func mask(_ node: RuleNode, at place: Place) -> MaskReference? {
    guard case .mask(let reference)? = decision(node, at: place) else { return nil }
    return reference
  }

  private func mask(_ node: RuleNode, _ keys: inout KeyReader, at place: Place) -> MaskReference? {
    let by = by(&keys, at: place)
    // What is left of a link was read before: its fold.
    var arguments = keys.takeRest().map { MaskReference.Argument(name: $0.key, value: $0.value) }
    if case .mapping = node.content {
      return findings.wrongType(
        node, "`mask` has to be a function's name", help: "its arguments stand beside it: `mask: phone, country: GB`")
    }
    guard let function = findings.filledText(node, "`mask`") else { return nil }
    if function.value == "dictionary", let place = arguments.firstIndex(where: { $0.name.value == "file" }) {
      guard let path = findings.filledText(arguments[place].value, "`file`"), let lines = findings.readLines(path)
      else {
        return nil
      }
      arguments[place].value = lines
    }
    return MaskReference(function: function, arguments: arguments, by: by)
  }

  /// The column that a whole column's draws come from; a link takes them from its own values.
  private func by(_ keys: inout KeyReader, at place: Place) -> Spanned<String>? {
    switch place {
    case .link: return nil
    case .column, .pattern: return keys.take("by").flatMap { findings.filledText($0, "`by`") }
    case .path, .xmlPath, .key, .element, .otherwise:
      guard let by = keys.take("by") else { return nil }
      findings.report(
        Diagnostic(
          "unknown-key", "`by` is for a whole column, not for \(place.name)", at: by.span,
          help: "leave it out: values inside a value are drawn by the row; `link` makes equal ones equal"))
      return nil
    }
  }

  /// What stands below `json`, `xml` or `hstore`: paths, or keys, and `otherwise`.
  ///
  /// - Parameters:
  ///   - start: what a path starts with, and `form` what to write before a name that does not.
  private func paths(
    _ node: RuleNode, of what: String, _ place: Place, from start: String = "", as form: String = ""
  ) -> ([PathRule], MaskReference)? {
    let below = place == .key ? "keys" : "paths"
    guard var keys = findings.keys(node, of: what, help: "write its \(below) and `otherwise` below it") else {
      return nil
    }
    let otherwise = keys.require(
      "otherwise",
      help: "say what happens to what no \(place == .key ? "key" : "path") names: keep, remove, null or a function")
    let paths = keys.takeRest().compactMap { entry -> PathRule? in
      guard entry.key.value.hasPrefix(start) else {
        findings.report(
          Diagnostic(
            "wrong-value", "\(place.name) starts with `\(start)`, not `\(entry.key.value)`", at: entry.key.span,
            help: Spelling.suggestion(for: entry.key.value, among: ["otherwise"])
              ?? "write `\(form)\(entry.key.value)`"))
        return nil
      }
      return decision(entry.value, at: place).map { PathRule(path: entry.key, decision: $0) }
    }
    guard let otherwise, let rest = mask(otherwise, at: .otherwise) else { return nil }
    return (paths, rest)
  }
}
