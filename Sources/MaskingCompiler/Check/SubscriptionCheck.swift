internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `live-subscription`: what it receives was never masked, and its connection string holds a password.
enum SubscriptionCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.catalog.definitions.filter { $0.kind == .subscription }.map { subscription in
      application.warning(
        "live-subscription", "the \(subscription.object) would bring originals into the copy", subscription,
        help: "a copy on which it is enabled is refused: drop it there, then accept this at `\(subscription.object)`")
    }
  }
}
