internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `unknown-parameter` and `unused-parameter`: values from outside are declared, and used.
enum ParameterCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    let declared = application.document.parameters
    let used = references(in: application.document)
    let unknown = used.filter { name in !declared.contains { $0.name.value == name.value } }.map { name in
      Diagnostic(
        "unknown-parameter", "there is no parameter \(name.value)", at: name.span,
        help: Spelling.suggestion(for: name.value, among: declared.map(\.name.value))
          ?? "declare it under `parameters:`")
    }
    let unused = declared.filter { rule in !used.contains { $0.value == rule.name.value } }.map { rule in
      Diagnostic(
        "unused-parameter", "nothing uses the parameter \(rule.name.value)", severity: .warning, at: rule.name.span,
        help: "remove it: a run asks for every declared parameter", subject: rule.name.value)
    }
    return unknown + unused
  }

  private static func references(in document: RuleDocument) -> [Spanned<String>] {
    var masks = document.links.map(\.mask)
    func visit(_ decision: ColumnDecision) {
      switch decision {
      case .mask(let mask): masks.append(mask)
      case .link, .derived: break
      case .json(let paths, let otherwise), .xml(let paths, let otherwise), .hstore(let paths, let otherwise):
        masks.append(otherwise)
        for path in paths { visit(path.decision) }
      case .each(let element): visit(element)
      }
    }
    for table in document.tables {
      if case .columns(let columns) = table.decision { for column in columns { visit(column.decision) } }
    }
    for pattern in document.patterns {
      if case .column(let decision) = pattern.decision { visit(decision) }
    }
    return masks.filter { $0.function.value == "parameter" }.compactMap { mask in
      guard let name = mask.arguments.first(where: { $0.name.value == "name" }),
        case .scalar(let text, _) = name.value.content
      else { return nil }
      return Spanned(text, at: name.value.span)
    }
  }
}
