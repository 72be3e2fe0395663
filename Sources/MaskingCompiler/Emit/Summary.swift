internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresSyntax

/// `SUMMARY.md`: the privacy review, column by column.
struct Summary {
  let plan: MaskingPlan
  let postgresMajor: Int
  /// Warnings that the rules accept, with their reasons.
  let accepted: [(id: String, subject: String, reason: String)]

  var text: String {
    var lines = [
      "# \(cell(plan.application)): what masking does", "",
      "Compiled for PostgreSQL \(postgresMajor). \(counts)", "",
    ]
    lines += section("Masked", plan.tables.filter { $0.treatment == .columns }, each: masked)
    lines += list(
      "Emptied",
      plan.tables.filter { $0.treatment == .truncate }.map { "\(code($0.relation.description))\(decided($0))" })
    lines += list(
      "Kept as they are",
      plan.tables.filter { $0.treatment == .keep }.map {
        "\(code($0.relation.description))\(decided($0))\($0.isRewritten ? ", rewritten after a named statement" : "")"
      })
    lines += list(
      "Named statements",
      plan.statements.map {
        "\(cell($0.name)) (\($0.isAfter ? "after" : "before") the rewrite, \(cell($0.origin))): writes "
          + $0.written.map { code($0.description) }.joined(separator: ", ")
      })
    lines += list("Materialised views, refreshed", plan.materializedViews.map { code($0.description) })
    lines += list("Parameters from outside", plan.parameters.map(code))
    lines += list("Accepted warnings", accepted.map { "\(code($0.id)) at \(code($0.subject)): \(cell($0.reason))" })
    return lines.joined(separator: "\n")
  }

  private var counts: String {
    let masked = plan.tables.filter { $0.treatment == .columns }
    let columns = masked.flatMap(\.columns).filter { if case .masked = $0.treatment { true } else { false } }
    return """
      \(plan.tables.count) tables: \(masked.count) masked (\(columns.count) columns), \
      \(plan.tables.filter { $0.treatment == .truncate }.count) emptied, \
      \(plan.tables.filter { $0.treatment == .keep }.count) kept.
      """
  }

  private func section(_ title: String, _ tables: [TablePlan], each: (TablePlan) -> [String]) -> [String] {
    tables.isEmpty ? [] : ["## \(title)", ""] + tables.flatMap(each)
  }

  private func list(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["## \(title)", ""] + items.map { "* \($0)" } + [""]
  }

  private func masked(_ table: TablePlan) -> [String] {
    var lines = ["### \(code(table.relation.description))", ""]
    if let except = table.except { lines += ["Rows left alone: \(code(except.text)).", ""] }
    if let keepRows = table.keepRows { lines += ["Rows that stay: \(code(keepRows.text)); the others are gone.", ""] }
    lines += ["| column | becomes | drawn by | still reveals | decided at |", "| --- | --- | --- | --- | --- |"]
    for column in table.columns {
      switch column.treatment {
      case .masked(let mask):
        lines.append(row([code(column.name.name), mask.title, mask.draw, mask.reveals, column.origin]))
      case .derived:
        lines.append(
          row([code(column.name.name), "derived from masked values", "", "what these reveal", column.origin]))
      case .copied, .generated: break
      }
    }
    let kept = table.columns.filter { if case .copied = $0.treatment { true } else { false } }
    let generated = table.columns.filter { if case .generated = $0.treatment { true } else { false } }
    lines.append("")
    if !kept.isEmpty { lines += ["Kept: \(kept.map { code($0.name.name) }.joined(separator: ", ")).", ""] }
    if !generated.isEmpty {
      lines += ["Computed by the server: \(generated.map { code($0.name.name) }.joined(separator: ", ")).", ""]
    }
    return lines
  }

  private func decided(_ table: TablePlan) -> String { table.origin.first.map { " (\(cell($0)))" } ?? "" }

  private func row(_ cells: [String]) -> String { "| " + cells.map(cell).joined(separator: " | ") + " |" }

  /// Text that cannot break a table or start markup of its own.
  private func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A code span that a backtick inside cannot end.
  private func code(_ text: String) -> String {
    let fence = text.contains("`") ? "``" : "`"
    return text.contains("`") ? "\(fence) \(cell(text)) \(fence)" : fence + cell(text) + fence
  }
}
