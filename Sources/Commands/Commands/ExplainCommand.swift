internal import ArgumentParser
internal import Diagnostics

/// `understudy explain`.
struct ExplainCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "What a diagnostic means, why it is one and how to mend it.")

  @Argument(help: "The diagnostic's id, as it stands in brackets after its message; without, all of them.")
  var id: String?

  func run(in context: CommandContext) async throws {
    guard let id else {
      for id in DiagnosticPage.ids { context.out.line(id) }
      return
    }
    guard let page = DiagnosticPage.page(id) else {
      let suggestion = Spelling.suggestion(for: id, among: DiagnosticPage.ids)
      throw ValidationError("There is no diagnostic \(id)" + (suggestion.map { "; \($0)" } ?? "."))
    }
    context.out(page.text)
  }
}
