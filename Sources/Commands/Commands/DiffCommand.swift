internal import ArgumentParser
internal import BundleFormat
internal import DatabaseCatalog
internal import Foundation

/// `understudy diff`.
struct DiffCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Says in words what one bundle does otherwise than another.",
    discussion: """
      It reads the two folders and nothing else: no rules, no server, no key. What reveals more than before comes first. \
      Ends with 0, whether or not the bundles differ; with --check it ends with 1 if they do. A bundle of another revision \
      comes from git: git archive REVISION rules/APP/bundle | tar -x -C /tmp
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions

  @Argument(help: "The folder of the bundle before.")
  var old: String

  @Argument(help: "The folder of the bundle now.")
  var new: String

  @Flag(help: "Fail if the bundles differ.")
  var check = false

  func run(in context: CommandContext) async throws {
    let diff = BundleDiff(
      old: try MaskingBundle.read(from: URL(fileURLWithPath: old)),
      new: try MaskingBundle.read(from: URL(fileURLWithPath: new)))
    try context.report(diff, as: report.format) { Self.words(diff) }
    if check, !diff.isSame { throw CommandEnding(status: .rulesRefused) }
  }

  private static func words(_ diff: BundleDiff) -> String {
    if diff.isSame { return "\(diff.application): the two bundles are the same\n" }
    let worse = diff.changes.count(where: \.revealsMore)
    var head = "\(diff.application): \(Wording.counted(diff.changes.count, "change")) of decisions"
    if worse > 0 { head += ", \(worse) of them reveal\(worse == 1 ? "s" : "") more" }
    if !diff.catalog.isEmpty { head += "; \(Wording.counted(diff.catalog.differences.count, "change")) of the schema" }
    return head + "\n" + diff.lines.map { "  \($0)\n" }.joined()
  }
}
