internal import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax

/// Makes the samples that the compiler asks for, on a scratch server, and leaves nothing behind.
struct SampleJudge {
  let connection: Connection

  /// The server's verdict for each question, by its id.
  func verdicts(_ questions: [SampleQuestion]) async throws -> [Int: SampleVerdict] {
    var verdicts: [Int: SampleVerdict] = [:]
    for question in questions { verdicts[question.id] = try await verdict(question) }
    return verdicts
  }

  private func verdict(_ question: SampleQuestion) async throws -> SampleVerdict {
    try await connection.query("BEGIN")
    do {
      try await connection.query("CREATE SCHEMA IF NOT EXISTS understudy")
      try await connection.query("SET LOCAL search_path = pg_catalog, pg_temp")
      for function in question.functions { try await connection.query(function) }
      let row = try await connection.query(question.query).rows.first
      await connection.rollBack()
      guard let made = row?[0].flatMap({ Int($0) }), let refused = row?[1].flatMap({ Int($0) }) else { return .failed }
      return .counted(made: made, refused: refused)
    } catch let error as PostgresError where !error.connectionIsLost {
      await connection.rollBack()
      return .failed
    } catch {
      await connection.rollBack()
      throw error
    }
  }
}
