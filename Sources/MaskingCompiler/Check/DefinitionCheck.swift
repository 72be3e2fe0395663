internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `definition-holds-data`: masks change rows; what definitions and comments hold stays.
enum DefinitionCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.catalog.definitions.compactMap { definition in
      var seen: Set<String> = []
      let found = (TextShapes.personal(in: definition.text) + TextShapes.secrets(in: definition.text)).map(\.what)
        .filter { seen.insert($0).inserted }
      guard !found.isEmpty else { return nil }
      let place = place(definition.kind)
      return application.warning(
        "definition-holds-data", "\(place) \(definition.object) holds what looks like \(found.joined(separator: ", "))",
        definition,
        help: "no mask reaches it: change the definition, or accept this at `\(definition.object)`")
    }
  }

  private static func place(_ kind: Definition.Kind) -> String {
    switch kind {
    case .comment: "the comment on"
    case .enumLabel: "a label of"
    case .partitionBound: "the bound of"
    case .default, .check, .view, .rule, .function, .trigger, .index, .statistics, .policy, .publicationFilter,
      .foreignServer, .userMapping, .subscription, .eventTrigger, .extension:
      "the definition of"
    }
  }
}
