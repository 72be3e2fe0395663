internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `masked-partition-key`: a masked partition key would move rows between partitions.
enum PartitionKeyCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table in
      table.relation.partitionKeyColumns.compactMap { name -> Diagnostic? in
        guard let column = table.column(name), !column.isKept, let span = column.span else { return nil }
        return Diagnostic(
          "masked-partition-key", "\(table.relation.name) is partitioned by \(name), which this masks", at: span,
          help: "keep it: partitions are rewritten one by one")
      }
    }
  }
}
