internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `event-trigger`: one that is enabled can forbid, or copy, what masking does to tables.
enum EventTriggerCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.catalog.definitions.filter { $0.kind == .eventTrigger }.map { trigger in
      application.warning(
        "event-trigger", "the \(trigger.object) is enabled, and would see every change that masking makes", trigger,
        help: "a copy on which it is enabled is refused: disable it there, then accept this at `\(trigger.object)`")
    }
  }
}

extension ResolvedApplication {
  /// About something that no rule speaks of.
  func warning(_ id: String, _ message: String, _ definition: Definition, help: String) -> Diagnostic {
    Diagnostic(
      id, message, severity: .warning, at: document.application.span, help: help, subject: definition.object)
  }
}
