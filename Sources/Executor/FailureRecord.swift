internal import Foundation
internal import PostgresClient
internal import PostgresSyntax

/// How a start of the program ended, as `understudy.program` says it.
enum ProgramEnding: String, Sendable {
  case finished, interrupted, failed
  case outOfTime = "out of time"

  init(_ error: any Error) {
    self =
      switch error as? ExecutorError {
      case .interrupted: .interrupted
      case .outOfTime: .outOfTime
      case .some, nil: .failed
      }
  }
}

/// A row of `understudy.failure`: a class, a SQLSTATE and names of objects.
struct FailureRecord: Sendable {
  let program: String
  let step: String
  let batch: Int?
  let error: PostgresError
  let isFinal: Bool
  let at: Date

  func write(_ connection: Connection) async throws {
    // Without a ledger there is nothing to write it into: the database is not ours.
    try await connection.query(
      """
      INSERT INTO understudy.failure (program, step, batch, class, sqlstate, schema_name, table_name, column_name,
        constraint_name, is_final, failed_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, pg_catalog.to_timestamp($11))
      """,
      [
        program, step, batch.map { String($0) }, FailureClass(error).rawValue, error.sqlstate, error.schema,
        error.table,
        error.column, error.constraint, isFinal ? "true" : "false", String(at.timeIntervalSince1970),
      ])
  }
}
