internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `secret-in-rule`: rules are reviewed, committed and copied into bundles; secrets are not.
enum SecretCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    let shapes = application.document.files.flatMap { file in
      TextShapes.secrets(in: file.text).map { finding in
        Diagnostic(
          "secret-in-rule", "this looks like \(finding.what)", at: file.span(finding.range),
          help: "give it from outside: declare it under `parameters:`, and write { mask: parameter, name: … }")
      }
    }
    return shapes
      + constants(in: application).filter { constant in
        // One message is enough.
        !shapes.contains { $0.span?.start.line == constant.span?.start.line && $0.span?.file == constant.span?.file }
      }
  }

  // MARK: Constants

  private static let names = [
    "password", "passwd", "passphrase", "secret", "api_key", "apikey", "private_key", "token",
  ]
  /// Words of values that are meant to be no secret.
  private static let harmless = ["invalid", "example", "none", "redacted", "removed", "masked", "disabled"]

  /// A constant in a column whose name says that it holds secrets.
  private static func constants(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table -> [Diagnostic] in
      guard case .columns(let rules)? = table.rule?.decision else { return [] }
      return rules.compactMap { rule -> Diagnostic? in
        guard names.contains(where: rule.name.value.lowercased().contains), case .mask(let mask) = rule.decision,
          mask.function.value == "constant",
          let value = mask.arguments.first(where: { $0.name.value == "value" })?.value,
          let text = value.text?.lowercased(), text.utf8.count >= 8, !harmless.contains(where: text.contains)
        else { return nil }
        let subject = "\(application.subject(table.relation)).\(rule.name.value)"
        return Diagnostic(
          "secret-in-rule", "\(table.relation.name).\(rule.name.value) gets a constant that everybody can read here",
          severity: .warning, at: value.span,
          help: "use { mask: parameter, name: … }; if it opens nothing, accept this at \(subject)", subject: subject)
      }
    }
  }
}
