internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Turns what a rule names into masking functions.
struct MaskResolver {
  let document: RuleDocument
  private var diagnostics: [Diagnostic] = []

  init(document: RuleDocument) { self.document = document }

  mutating func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics = [] }
    return diagnostics
  }

  /// As the summary and the agreement of foreign keys call a decision.
  func title(of decision: ColumnDecision) -> String {
    switch decision {
    case .mask(let reference): reference.function.value
    case .link(let name): "link \(name.value)"
    case .derived: "derived"
    case .json: "json"
    case .xml: "xml"
    case .hstore: "hstore"
    case .each(let inner): "each \(title(of: inner))"
    }
  }

  /// - Parameter linkName: the implied link of a referenced column, which is masked by its value; it folds what the type does.
  mutating func decision(_ decision: ColumnDecision, column: Column, linkName: String?) -> ResolvedDecision {
    switch decision {
    case .mask(let reference) where reference.function.value == "keep" && reference.arguments.isEmpty: return .keep
    case .mask(let reference) where reference.function.value == "expression":
      guard let sql = reference.arguments.first(where: { $0.name.value == "sql" })?.value else {
        diagnostics.append(
          Diagnostic(
            "mask-argument", "expression needs the argument sql", at: reference.function.span,
            help: "as in { mask: expression, sql: \"lower(code)\" }"))
        return .keep
      }
      return .expression(sql)
    case .derived(let sql): return .derived(sql)
    case .mask, .link, .json, .xml, .hstore, .each:
      let fold: [LinkRule.Fold] = column.type.baseName == "citext" ? [.case] : []
      guard let mask = mask(decision, linkName: linkName, fold: fold) else { return .keep }
      return .mask(mask)
    }
  }

  // MARK: Masks

  private mutating func mask(
    _ decision: ColumnDecision, linkName: String?, fold: [LinkRule.Fold] = []
  ) -> ResolvedMask? {
    switch decision {
    case .mask(let reference) where reference.function.value == "expression":
      diagnostics.append(
        Diagnostic(
          "mask-place", "expression makes a whole column, and cannot stand inside a value",
          at: reference.function.span,
          help: "write { mask: expression, sql: … } as the column's own rule, or take another function here"))
      return nil
    case .mask(let reference):
      guard let function = function(reference) else { return nil }
      let seed: ResolvedMask.Seed =
        if let linkName, function.canBeLinked { .link(linkName, fold: fold) } else {
          .row(by: reference.by.map { Identifier($0.value) })
        }
      return ResolvedMask(function: function, seed: seed, title: function.name)
    case .link(let name):
      return link(name)
    case .json(let paths, let otherwise):
      guard let rest = self.otherwise(otherwise) else { return nil }
      let found = paths.compactMap { path -> JSON.Path? in
        guard let inner = mask(path.decision, linkName: nil) else { return nil }
        guard let steps = JSON.steps(of: path.path.value) else {
          diagnostics.append(
            Diagnostic(
              "json-path", "\(path.path.value) is not a path", at: path.path.span,
              help: "write $.key.key, $.list[*].key, or $[*]"))
          return nil
        }
        return JSON.Path(steps: steps, mask: NestedMasks.nested(inner))
      }
      return ResolvedMask(function: JSON(paths: found, otherwise: rest), seed: .row(by: nil), title: "json")
    case .xml(let paths, let otherwise):
      guard let rest = self.otherwise(otherwise) else { return nil }
      let found = paths.compactMap { path -> XML.Path? in
        guard let inner = mask(path.decision, linkName: nil) else { return nil }
        guard let pattern = XMLPattern(path.path.value) else {
          diagnostics.append(
            Diagnostic(
              "xml-path", "\(path.path.value) is not a path", at: path.path.span,
              help: "write /element/element, //element, /element/@attribute or /element/text(), without prefixes"))
          return nil
        }
        return XML.Path(pattern: pattern, mask: NestedMasks.nested(inner))
      }
      return ResolvedMask(function: XML(paths: found, otherwise: rest), seed: .row(by: nil), title: "xml")
    case .hstore(let keys, let otherwise):
      guard let rest = self.otherwise(otherwise) else { return nil }
      let entries = keys.compactMap { key in
        mask(key.decision, linkName: nil).map { HStore.Entry(key: key.path.value, mask: NestedMasks.nested($0)) }
      }
      return ResolvedMask(function: HStore(entries: entries, otherwise: rest), seed: .row(by: nil), title: "hstore")
    case .each(let element):
      guard let inner = mask(element, linkName: nil) else { return nil }
      return ResolvedMask(
        function: Each(NestedMasks.nested(inner)), seed: .row(by: nil), title: "each \(inner.title)")
    case .derived: return nil
    }
  }

  /// What happens to what no path names.
  private mutating func otherwise(_ reference: MaskReference) -> Otherwise? {
    guard let inner = mask(.mask(reference), linkName: nil) else { return nil }
    switch inner.function.name {
    case "keep": return .keep
    case "remove": return .remove
    case "null": return .null
    default: return .mask(NestedMasks.nested(inner))
    }
  }

  private mutating func link(_ name: Spanned<String>) -> ResolvedMask? {
    guard let rule = document.links.first(where: { $0.name.value == name.value }) else {
      diagnostics.append(
        Diagnostic(
          "unknown-link", "there is no link \(name.value)", at: name.span,
          help: Spelling.suggestion(for: name.value, among: document.links.map(\.name.value))
            ?? "declare it under `links:`"))
      return nil
    }
    guard let function = function(rule.mask) else { return nil }
    guard function.canBeLinked else {
      diagnostics.append(
        Diagnostic(
          "link-function", "\(function.name) cannot be linked: equal originals would not get equal values",
          at: rule.mask.function.span,
          help: "a link needs a function that draws from the value alone, such as email or token"))
      return nil
    }
    guard rule.fold.isEmpty || !function.followsSpelling else {
      diagnostics.append(
        Diagnostic(
          "link-function",
          "\(function.name) keeps how the original is spelled: originals that a fold makes equal would differ",
          at: rule.fold.first?.span ?? rule.mask.function.span,
          help: "leave `fold` out, or take a function that draws all of the new value"))
      return nil
    }
    return ResolvedMask(
      function: function, seed: .link(name.value, fold: rule.fold.map(\.value)), title: "link \(name.value)")
  }

  private mutating func function(_ reference: MaskReference) -> (any MaskingFunction)? {
    let name = reference.function.value
    guard let type = MaskingFunctionRegistry.named(name) else {
      diagnostics.append(
        Diagnostic(
          "unknown-function", "there is no masking function \(name)", at: reference.function.span,
          help: Spelling.suggestion(for: name, among: MaskingFunctionRegistry.names) ?? "see `understudy functions`"))
      return nil
    }
    var reader = ArgumentReader(
      function: name, at: reference.function.span,
      arguments: reference.arguments.map {
        let node = $0.value
        return MaskArgument(
          name: $0.name.value, nameSpan: $0.name.span, value: Self.value(node), span: node.span,
          textPlace: { node.span(ofTextRange: $0) })
      })
    let function = type.init(&reader)
    reader.finish()
    diagnostics += reader.diagnostics
    return reader.diagnostics.isEmpty ? function : nil
  }

  private static func value(_ node: RuleNode) -> ArgumentValue {
    switch node.content {
    case .scalar(let text, _): .text(text)
    case .sequence(let items): .list(items.map { SpannedArgument(value($0), at: $0.span) })
    case .mapping: .other
    }
  }
}
