internal import ArgumentParser
internal import FixtureValidation
internal import Foundation
internal import MaskingJob

/// `understudy preview`.
struct PreviewCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Shows some rows of a database before and after masking.",
    discussion: """
      The compiled SQL masks them in a transaction that is rolled back; nothing is written, but the role has to be allowed to \
      create a schema. Named statements are not run. The key is made for the occasion, parameters get stand-ins. Without \
      --reveal only the shapes of values are shown, as in A****@***.com.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var database: DatabaseOptions

  @Argument(help: ArgumentHelp("The application.", valueName: "app"))
  var application: String

  @Option(help: ArgumentHelp("How many rows of each table.", valueName: "number"))
  var rows = 3

  @Flag(help: "Show the values themselves: originals too.")
  var reveal = false

  func validate() throws {
    if !(1...1000).contains(rows) { throw ValidationError("--rows is 1 to 1000.") }
  }

  func run(in context: CommandContext) async throws {
    let job = try Job.read(job.path)
    let application = try job.application(application)
    let tables = try await ApplicationPreview(application, target: database.target(context))
      .run(programs: context.programs, rows: rows, reveals: reveal, protected: job.protected)
    try context.report(tables, as: report.format) { tables.map(Self.words).joined(separator: "\n") }
  }

  private static func words(_ table: Preview.Table) -> String {
    if table.isEmptied { return "\(table.table): emptied\n" }
    var text = "\(table.table): \(Wording.counted(table.rows.count, "row"))"
    if !table.kept.isEmpty { text += "; kept: \(table.kept.joined(separator: ", "))" }
    text += "\n"
    for (index, row) in table.rows.enumerated() {
      text += "  row \(index + 1)\n"
      let names = row.map { value in value.path.map { "\(value.column) \($0)" } ?? value.column }
      let width = min(40, names.map(\.count).max() ?? 0)
      for (name, value) in zip(names, row) {
        let padded = name + String(repeating: " ", count: max(0, width - name.count))
        let before = value.before ?? "NULL"
        text += value.isChanged ? "  * \(padded)  \(before) → \(value.after ?? "NULL")\n" : "    \(padded)  \(before)\n"
      }
    }
    return text
  }
}
