internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `masked-partition-key`: a masked value of a partition key needs a partition that takes it.
enum PartitionKeyCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.flatMap { table -> [Diagnostic] in
      guard table.treatment == .columns else { return [] }
      return partitioned(below: table.relation, in: application.catalog).flatMap { relation in
        relation.partitionKeyColumns.compactMap { problem(of: $0, of: relation, in: table, application) }
      }
    }
  }

  private static func partitioned(below relation: Relation, in catalog: Catalog) -> [Relation] {
    guard relation.kind == .partitionedTable else { return [] }
    return [relation] + catalog.partitions(of: relation).flatMap { partitioned(below: $0, in: catalog) }
  }

  private static func problem(
    of name: Identifier, of relation: Relation, in table: ResolvedTable, _ application: ResolvedApplication
  ) -> Diagnostic? {
    guard let column = table.column(name), !column.isKept, let span = column.span else { return nil }
    let bounds = application.catalog.partitions(of: relation).compactMap { PartitionBound($0.partitionBound ?? "") }
    guard !PartitionBound.takeEverything(bounds) else { return nil }
    let place = "\(relation.name) is partitioned by \(name)"
    // Bounds of other types are printed in the server's form: `char(3)` has 'GB ', and whether 1.0 is 1 the server knows.
    if relation.partitionKey == "LIST (\(name.quoted))", hasTextualBounds(column.column.type),
      let values = values(of: column.decision)
    {
      let homeless = values.filter { value in !bounds.contains { $0.lists(value) } }
      guard let first = homeless.first else { return nil }
      return Diagnostic(
        "masked-partition-key", "\(place), and no partition takes '\(first)'", at: span,
        help: "keep it, choose among values that have a partition, or add a DEFAULT partition")
    }
    return Diagnostic(
      "masked-partition-key", "\(place): a masked value that no partition takes ends the run", severity: .warning,
      at: span, help: "add a DEFAULT partition, or accept this at \(application.subject(table.relation))",
      subject: application.subject(table.relation))
  }

  private static func hasTextualBounds(_ type: ColumnType) -> Bool {
    ["text", "varchar"].contains(type.baseName) || !type.enumLabels.isEmpty
  }

  /// Every value that a mask can make, where the rule lists them.
  private static func values(of decision: ResolvedDecision) -> [String]? {
    guard case .mask(let mask) = decision, ["choice", "constant"].contains(mask.function.name) else { return nil }
    return mask.function.literals
  }
}

/// What one partition takes, as the server prints it.
enum PartitionBound: Equatable {
  case everythingElse
  case hash(modulus: Int, remainder: Int)
  /// Quoted values alone: those of text.
  case list([String])
  case range

  init?(_ text: String) {
    if text == "DEFAULT" {
      self = .everythingElse
    } else if let match = text.wholeMatch(of: /FOR VALUES WITH \(modulus ([0-9]+), remainder ([0-9]+)\)/),
      let modulus = Int(match.1), let remainder = Int(match.2)
    {
      self = .hash(modulus: modulus, remainder: remainder)
    } else if text.hasPrefix("FOR VALUES IN (") {
      self = .list(
        text.dropFirst(15).dropLast().matches(of: /'((?:[^']|'')*)'/).map { String($0.1.replacing("''", with: "'")) })
    } else if text.hasPrefix("FOR VALUES FROM") {
      self = .range
    } else {
      return nil
    }
  }

  func lists(_ value: String) -> Bool { if case .list(let values) = self { values.contains(value) } else { false } }

  /// Whether every value has a partition: there is a default one, or every remainder has its own.
  static func takeEverything(_ bounds: [PartitionBound]) -> Bool {
    if bounds.contains(.everythingElse) { return true }
    let moduli = bounds.compactMap { if case .hash(let modulus, _) = $0 { modulus } else { nil } }
    guard let widest = moduli.max(), widest > 0 else { return false }
    // Each modulus divides the next larger one, and bounds do not overlap: the parts add up to the whole, or some is missing.
    return moduli.reduce(0) { $0 + widest / $1 } == widest
  }
}
