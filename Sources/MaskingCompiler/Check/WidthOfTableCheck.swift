internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `too-many-masked-columns`: the ledger's word about equality has a bit for each.
enum WidthOfTableCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.compactMap { table in
      let masked = table.columns.filter {
        switch $0.decision {
        case .mask, .expression: true
        case .keep, .derived, .generated: false
        }
      }
      guard masked.count > StageStatements.maximumMaskedColumns, let span = table.span else { return nil }
      return Diagnostic(
        "too-many-masked-columns",
        "\(table.relation.name) masks \(masked.count) columns; \(StageStatements.maximumMaskedColumns) is the most",
        at: span, help: "keep or derive some of them")
    }
  }
}
