internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `replica-identity`: the server refuses to update or delete rows that a publication could not name.
enum ReplicaIdentityCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.statements.flatMap { statement in
      statement.written.filter { $0.command != .insert }.compactMap { target -> Diagnostic? in
        let members = [target.relation] + application.catalog.leaves(of: target.relation)
        guard let refusing = members.first(where: \.refusesUpdates) else { return nil }
        return Diagnostic(
          "replica-identity",
          "the statement \(statement.rule.name.value) cannot change rows of \(refusing.name): "
            + "it is published, and nothing identifies its rows",
          at: statement.rule.sql.span,
          help: "mask the table by `columns:` instead, or give it a primary key or REPLICA IDENTITY FULL")
      }
    }
  }
}
