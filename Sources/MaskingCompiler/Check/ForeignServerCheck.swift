internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `foreign-server`: the snapshot names other databases, and how one logs in there.
enum ForeignServerCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.catalog.definitions.compactMap { definition in
      switch definition.kind {
      case .foreignServer:
        application.warning(
          "foreign-server", "the foreign \(definition.object) leads out of the copy", definition,
          help: "drop it on the copy; if lower environments may use it, accept this at `\(definition.object)`")
      case .userMapping:
        application.warning(
          "foreign-server", "the \(definition.object) may hold a password, which the snapshot would carry", definition,
          help: "drop it on the copy, then accept this at `\(definition.object)`")
      case .comment, .enumLabel, .default, .check, .view, .rule, .function, .trigger, .index, .statistics,
        .partitionBound, .policy, .publicationFilter, .subscription, .eventTrigger, .extension:
        nil
      }
    }
  }
}
