internal import ArgumentParser
internal import BundleFormat
internal import Diagnostics
internal import Foundation
internal import MaskingCompiler
internal import MaskingJob
internal import PostgresClient

/// `understudy compile`.
struct CompileCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Compiles an application's rules to the bundle that is reviewed.",
    discussion: """
      Without --out the bundle goes to the folder `bundle` beside the rule file. Files are written only where their bytes \
      change. Compiling needs a scratch server, which is started and removed, and no key. What differs from the bundle \
      on disk is told in words; `--check --database URL` tells what a database has otherwise than the reviewed bundle.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: RuleReportOptions

  @Argument(help: ArgumentHelp("The applications; all of the job's without.", valueName: "app"))
  var applications: [String] = []

  @Option(help: ArgumentHelp("Compile against this pg_dump --schema-only instead of the fixtures'.", valueName: "file"))
  var schema: String?

  @Option(
    help: ArgumentHelp(
      "Compile against this database's schema, which pg_dump reads; nothing is written to it.", valueName: "url"))
  var database: String?

  @Option(help: ArgumentHelp("Write to DIR/APP instead of the committed bundle.", valueName: "dir"))
  var out: String?

  @Flag(help: "Write nothing; fail if the bundle on disk differs.")
  var check = false

  func validate() throws {
    if schema != nil, applications.count != 1 {
      throw ValidationError("--schema is one application's: name that application.")
    }
    if database != nil, applications.count != 1 {
      throw ValidationError("--database is one application's: name that application.")
    }
    if schema != nil, database != nil { throw ValidationError("--schema or --database: give one of them.") }
  }

  /// What became of one application.
  struct Outcome: Encodable {
    enum Result: String, Encodable { case written, unchanged, different, refused }

    let application: String
    let result: Result
    let folder: String
    /// The bundle's files that were written or removed; under --check, those that differ.
    var files: [String] = []
    /// What is otherwise than in the bundle on disk, where that could be read.
    var differences: BundleDiff?
    var digest: String?
    var diagnostics: [DiagnosticRecord] = []
  }

  private typealias Compiled = (outcome: Outcome, diagnostics: [Diagnostic])

  func run(in context: CommandContext) async throws {
    let job = try Job.read(job.path)
    try job.checkClaims()
    var outcomes: [Outcome] = []
    var diagnostics: [Diagnostic] = []
    var statuses: [ExitStatus] = []
    for application in try job.chosen(applications) {
      do {
        let (outcome, found) = try await compile(application, context)
        outcomes.append(outcome)
        diagnostics += found
        statuses.append(outcome.result == .different ? .rulesRefused : .done)
      } catch let error as DiagnosticsError {
        context.messages(context.rendered(error.diagnostics, error.files))
        diagnostics += error.diagnostics
        outcomes.append(
          Outcome(
            application: application.name, result: .refused, folder: RuleFiles.shortPath(folder(of: application)),
            diagnostics: error.diagnostics.map(DiagnosticRecord.init)))
        statuses.append(.rulesRefused)
      }
    }
    try context.report(outcomes, diagnostics, as: report.format) { outcomes.map(Self.words).joined() }
    let status = ExitStatus.gravest(of: statuses)
    if status != .done { throw CommandEnding(status: status) }
  }

  private func compile(_ application: Job.Application, _ context: CommandContext) async throws -> Compiled {
    let compiled = try await compiled(application, context)
    if !compiled.warnings.isEmpty { context.messages(context.rendered(compiled.warnings, compiled.files)) }
    let folder = folder(of: application)
    let different = compiled.bundle.differences(from: folder)
    let onDisk = different.isEmpty ? nil : try? MaskingBundle.read(from: folder)
    if !check { try compiled.bundle.write(to: folder) }
    let outcome = Outcome(
      application: application.name, result: different.isEmpty ? .unchanged : check ? .different : .written,
      folder: RuleFiles.shortPath(folder), files: different,
      differences: onDisk.map { application.differences($0, compiled.bundle) }, digest: compiled.bundle.digest,
      diagnostics: compiled.warnings.map(DiagnosticRecord.init))
    return (outcome, compiled.warnings + (outcome.result == .different ? [outdated(outcome, compiled)] : []))
  }

  /// For annotations and code scanners, which know nothing but places: at the first line of the rules.
  private func outdated(_ outcome: Outcome, _ compiled: CompiledBundle) -> Diagnostic {
    let span = compiled.files.first.map { $0.span(0..<$0.text.prefix { $0 != "\n" }.utf8.count) }
    return Diagnostic(
      "bundle-outdated", "\(outcome.folder) is not what the rules compile to", at: span,
      help: "run understudy compile \(outcome.application), and have the change reviewed")
  }

  private func compiled(_ application: Job.Application, _ context: CommandContext) async throws -> CompiledBundle {
    if let database {
      let compiled = try await DatabaseCompilation(application, target: ConnectionTarget(database))
        .compile(programs: context.programs)
      if let schema = application.namedSchema.map(RuleFiles.shortPath) {
        context.messages(
          "note: without --database, \(application.name) is compiled against \(schema); "
            + "refresh it: pg_dump --schema-only --file=\(schema) URL\n")
      }
      return compiled
    }
    let schema = schema.map { URL(fileURLWithPath: $0) }
    guard schema ?? application.namedSchema != nil else {
      throw ValidationError(
        "\(application.name) has no fixtures: give --schema FILE, --database URL, or `schema: FILE` in the job, as "
          + "pg_dump --schema-only writes it.")
    }
    return try await ApplicationCompilation(application, schema: schema).compile(programs: context.programs)
  }

  private func folder(of application: Job.Application) -> URL {
    out.map { URL(fileURLWithPath: $0).appendingPathComponent(application.name, isDirectory: true) }
      ?? application.bundle
  }

  private static func words(_ outcome: Outcome) -> String {
    let files = ((outcome.differences?.lines ?? []) + outcome.files).map { "  \($0)\n" }.joined()
    return switch outcome.result {
    case .written: "\(outcome.application): written to \(outcome.folder)\n\(files)"
    case .unchanged: "\(outcome.application): \(outcome.folder) is up to date\n"
    case .different:
      "\(outcome.application): \(outcome.folder) is not what the rules compile to\n\(files)"
        + "  run understudy compile \(outcome.application) and have the change reviewed\n"
    case .refused: "\(outcome.application): refused\n"
    }
  }
}
