internal import ArgumentParser
internal import Diagnostics
internal import MaskingFunctions

/// `understudy functions`.
struct FunctionsCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions", abstract: "The masking functions, or the manual page of one.")

  @Argument(help: "The function.")
  var name: String?

  func run(in context: CommandContext) async throws {
    guard let name else {
      return context.out(Wording.table(MaskingFunctionRegistry.all.map { [$0.name, $0.manual.summary] }))
    }
    guard let function = MaskingFunctionRegistry.named(name) else {
      let suggestion = Spelling.suggestion(for: name, among: MaskingFunctionRegistry.names)
      throw ValidationError("There is no masking function \(name)" + (suggestion.map { "; \($0)" } ?? "."))
    }
    context.out(Self.page(name, function.manual))
  }

  private static func page(_ name: String, _ manual: Manual) -> String {
    var page = "\(name)\n\n\(manual.summary)\n"
    if !manual.discussion.isEmpty { page += "\n\(manual.discussion)\n" }
    if !manual.parameters.isEmpty {
      let rows = manual.parameters.map { parameter in
        [
          parameter.name, parameter.type, parameter.defaultValue.map { "default \($0)" } ?? "required",
          parameter.description,
        ]
      }
      page += "\nParameters\n" + Wording.table(rows).split(separator: "\n").map { "  \($0)\n" }.joined()
    }
    return page + "\nExample\n" + manual.example.split(separator: "\n").map { "  \($0)\n" }.joined()
  }
}
