internal import PostgresClient
internal import PostgresSyntax

/// Jobs of pg_cron that work in this database and are kept in another: the extension lives in one database of a server.
enum ScheduledJobs {
  /// - Returns: a finding where there are such jobs, or where nobody can tell.
  static func elsewhere(_ connection: Connection, at target: ConnectionTarget) async throws -> [Finding] {
    let home = try await connection.query(
      """
      SELECT pg_catalog.current_setting('cron.database_name', true)
      WHERE pg_catalog.current_setting('cron.database_name', true) NOT IN ('', pg_catalog.current_database())
        AND COALESCE(pg_catalog.current_setting('cron.launch_active_jobs', true), 'on') <> 'off'
      """
    ).scalar
    guard let home else { return [] }
    do {
      let other = try await Connection.open(target.database(home), applicationName: "understudy interlock")
      do {
        let jobs = try await jobs(of: connection.databaseName, on: other)
        await other.close()
        return jobs.isEmpty ? [] : [Finding(.scheduledJob, jobs.map { "\($0) in database \(home)" })]
      } catch {
        await other.close()
        throw error
      }
    } catch is PostgresError {
      return [Finding(.scheduledJob, ["pg_cron in database \(home), which this role cannot read"])]
    }
  }

  private static func jobs(of database: String, on connection: Connection) async throws -> [String] {
    guard try await connection.query("SELECT pg_catalog.to_regclass('cron.job')").scalar != nil else { return [] }
    return try await connection.query(
      "SELECT 'job ' || jobid FROM cron.job WHERE active AND database = \(literal: database) ORDER BY jobid"
    ).rows.compactMap { $0.first ?? nil }
  }
}
