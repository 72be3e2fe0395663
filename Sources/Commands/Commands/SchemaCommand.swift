internal import ArgumentParser
internal import MaskingCompiler

/// `understudy schema`.
struct SchemaCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "The JSON Schema of rule files, for editors.",
    discussion: """
      With the YAML language server, write it to a file and begin a rule file with \
      `# yaml-language-server: $schema=rules.schema.json`.
      """)

  func run(in context: CommandContext) async throws { context.out(try RuleSchema.json()) }
}
