internal import ArgumentParser
internal import BundleFormat
internal import Foundation
internal import MaskingJob

/// `understudy key`.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Makes masking keys.", subcommands: [New.self])

  /// `understudy key new`.
  struct New: ContextualCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints a new masking key: 64 hex digits.",
      discussion: """
        Whoever has the key can recompute every linked replacement. Keep it where the secrets live, never in the \
        repository.
        """)

    @Option(help: ArgumentHelp("Write the key to this new file, readable by its owner alone.", valueName: "file"))
    var out: String?

    func run(in context: CommandContext) async throws {
      let text = MaskingKey.random().hex + "\n"
      guard let out else { return context.out(text) }
      try SecretFile.create(out, text)
      context.messages.line("The new key is in \(out), mode 0600.")
    }
  }
}
