public import Executor
internal import PostgresClient

/// Where the databases are that a job copies: none of them is ever a copy itself.
public struct SourcePlaces: Sendable {
  public private(set) var places: [Place] = []
  /// For people: the sources whose place could not be learned.
  public private(set) var notes: [String] = []

  /// Asks every source of the job that is a running database, in sessions that cannot write.
  public init(of job: Job, _ secrets: Secrets) async {
    for application in job.applications {
      guard case .database(let secret) = application.source else { continue }
      do {
        places.append(try await Place.of(try secrets.connection(secret)))
      } catch {
        let why = if case JobError.connectionMissing(let place) = error { "\(place) says nothing" } else { "no answer" }
        notes.append("where the source of \(application.name) is, is not known (\(why)): it was not compared")
      }
    }
  }
}

extension Place {
  /// Where a target leads, asked in a session that cannot write.
  static func of(_ target: ConnectionTarget) async throws -> Place {
    let connection = try await Connection.open(
      target, settings: ["default_transaction_read_only": "on"], applicationName: "understudy place",
      connectTimeout: 5)
    do {
      let place = try await Place.of(connection)
      await connection.close()
      return place
    } catch {
      await connection.close()
      throw error
    }
  }
}
