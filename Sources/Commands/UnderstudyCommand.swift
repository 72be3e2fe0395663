internal import ArgumentParser

/// The root of the commands.
struct UnderstudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "understudy",
    abstract:
      "Makes the database that stands in for production: rules to reviewed SQL to a masked, encrypted snapshot.",
    discussion: """
      Results go to the standard output, messages to the standard error stream.

      Exit codes: 0 done, 1 the rules or the data are refused, 2 verification failed, 64 usage, 69 a server or tool \
      could not be reached, 70 a bug of ours, 74 file or disk, 75 interrupted (run again to resume), 77 refused, \
      78 job or key configuration.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Rules",
        subcommands: [
          InitCommand.self, CompileCommand.self, DiffCommand.self, ValidateCommand.self, PreviewCommand.self,
        ]),
      CommandGroup(
        name: "The job", subcommands: [RunCommand.self, StatusCommand.self, CleanCommand.self, RestoreCommand.self]),
      CommandGroup(
        name: "A database by hand", subcommands: [AdoptCommand.self, ApplyCommand.self, VerifyCommand.self]),
      CommandGroup(
        name: "Keys and the manual",
        subcommands: [KeyCommand.self, ExplainCommand.self, FunctionsCommand.self, SchemaCommand.self]),
    ])
}
