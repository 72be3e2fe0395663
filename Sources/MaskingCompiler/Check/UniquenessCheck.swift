internal import DatabaseCatalog
internal import Diagnostics
internal import Foundation
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// `not-unique`, `collision-probability`, `unique-unproven`: a unique key has to stay unique.
enum UniquenessCheck: Check {
  static func problems(in application: ResolvedApplication) -> [Diagnostic] {
    application.tables.filter { $0.treatment == .columns }.flatMap { table in
      let members = application.members(of: table)
      return members.flatMap { relation -> [Diagnostic] in
        let known = relation.name == table.relation.name ? [] : table.relation.uniqueKeys.map(Signature.init)
        return relation.uniqueKeys.filter { !known.contains(Signature($0)) }.compactMap { key in
          problem(UniquenessProof(table: table, relation: relation, key: key, application: application))
        }
      }
    }
  }

  /// What a partition's key has in common with the one that it is a part of.
  private struct Signature: Equatable {
    let parts: [KeyPart]
    let predicate: String?

    init(_ key: UniqueKey) {
      parts = key.parts
      predicate = key.predicate
    }
  }

  private static func problem(_ proof: UniquenessProof) -> Diagnostic? {
    switch proof.verdict {
    case .holds: return nil
    case .repeats(let column, let reason):
      return diagnostic(
        "not-unique", of: column, proof, reason,
        help: column.mask?.seed.isByColumn == true
          ? "draw from the row: remove `by`" : "use email, token, uuid, random_token or hash there")
    case .collides(let column, let bits, let rows):
      let needed = Int((log2(rows * rows / 2 / UniquenessProof.acceptedProbability)).rounded(.up))
      return diagnostic(
        "collision-probability", of: column, proof,
        "\(column.mask?.function.name ?? "it") has \(Int(bits)) random bits: two of \(Int(rows)) rows may collide",
        help: "\(needed) bits would do: widen the value, or declare `rows:` if the table is smaller")
    case .unknown(let column):
      let subject = proof.application.subject(proof.table, column.column.name)
      return diagnostic(
        "unique-unproven", of: column, proof, "nothing proves that its new values are", severity: .warning,
        help: "a value that repeats ends the run; if none can, accept this at \(subject)")
    }
  }

  private static func diagnostic(
    _ id: String, of column: ResolvedColumn, _ proof: UniquenessProof, _ reason: String, severity: Severity = .error,
    help: String
  ) -> Diagnostic? {
    guard let span = column.span ?? proof.table.span else { return nil }
    return Diagnostic(
      id, "\(proof.relation.name).\(column.column.name) belongs to the unique \(proof.key.name), and \(reason)",
      severity: severity, at: span, help: help,
      subject: proof.application.subject(proof.table, column.column.name))
  }
}

extension ResolvedMask.Seed {
  fileprivate var isByColumn: Bool { if case .row(by: .some) = self { true } else { false } }
}
