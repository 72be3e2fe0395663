internal import BundleFormat
internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Takes away the warnings that `accept:` names, and remembers which entries were used.
///
/// Survivors are found at night and not by the compiler: entries for them go into the bundle.
struct Acceptance {
  private let rules: [AcceptRule]
  private(set) var used: [(id: String, subject: String, reason: String)] = []
  private(set) var survivors: [AcceptedSurvivor] = []

  init(_ rules: [AcceptRule]) { self.rules = rules }

  /// - Returns: what is left, and a warning for each entry that says nothing.
  mutating func filter(_ diagnostics: [Diagnostic], survivorsIn application: ResolvedApplication) -> [Diagnostic] {
    var usedRules: Set<Int> = []
    let rest = diagnostics.filter { diagnostic in
      guard diagnostic.severity == .warning, let subject = diagnostic.subject,
        let index = rules.firstIndex(where: { $0.id.value == diagnostic.id && $0.at.value == subject })
      else { return true }
      usedRules.insert(index)
      return false
    }
    let known = FingerprintCategory.allCases.map { "survivor-\($0)" }
    for (index, rule) in rules.enumerated() where known.contains(rule.id.value) {
      let places = Self.places(rule.at.value, in: application)
      if !places.isEmpty { usedRules.insert(index) }
      survivors += places.map {
        AcceptedSurvivor(check: rule.id.value, relation: $0, column: $1, reason: rule.reason.value)
      }
    }
    used = usedRules.sorted().map { (rules[$0].id.value, rules[$0].at.value, rules[$0].reason.value) }
    let unused = rules.indices.filter { !usedRules.contains($0) }.map { index in
      known.contains(rules[index].id.value)
        ? Diagnostic(
          "unused-accept", "there is no column \(rules[index].at.value) that could hold survivors", severity: .warning,
          at: rules[index].at.span, help: "write a column of a table or materialised view, as in film.title")
        : Diagnostic(
          "unused-accept", "there is no warning \(rules[index].id.value) at \(rules[index].at.value) to accept",
          severity: .warning, at: rules[index].id.span, help: "remove the entry")
    }
    return rest + unused
  }

  /// The column of that subject, and the same column of every partition and child below its table.
  private static func places(
    _ subject: String, in application: ResolvedApplication
  ) -> [(QualifiedName, Identifier)] {
    let relations = application.catalog.relations.filter {
      [.table, .partitionedTable, .materializedView].contains($0.kind)
    }
    for relation in relations {
      for column in relation.columns where "\(application.subject(relation)).\(column.name.name)" == subject {
        var names: Set = [relation.name]
        while let child = relations.first(where: {
          !names.contains($0.name)
            && ($0.inheritanceParents + [$0.partitionParent].compactMap { $0 }).contains(where: names.contains)
        }) { names.insert(child.name) }
        return names.sorted().map { ($0, column.name) }
      }
    }
    return []
  }
}
