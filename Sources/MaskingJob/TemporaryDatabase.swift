internal import BundleFormat
internal import Executor
internal import ExternalPrograms
internal import Foundation
internal import PostgresClient

/// The copy that is masked: found, or made from the source.
///
/// It is loaded under another name and gets its own when it is whole: a copy that was cut short is never taken for one.
struct TemporaryDatabase: Sendable {
  let application: Job.Application
  let source: any CopySource
  let surroundings: JobSurroundings
  let protected: [String]

  /// A whole copy.
  struct Provisioned: Sendable {
    let server: CopyServer
    /// The mark that it carries already.
    let mark: Mark?
    /// The copy's time.
    let asOf: String
    /// What was found, decided and done, in words.
    let note: String
  }

  /// What was found, and where.
  struct Looked: Sendable {
    let server: CopyServer
    let facts: SourceFacts
    var finding: Finding
  }

  enum Finding: Sendable {
    case nothing
    case whole(mark: Mark?, asOf: String, note: String)
    case useless(String)
  }

  /// Looks for the copy; a server of ours is started, or made, for that.
  ///
  /// - Parameter reviewed: the digest of the bundle that is going to run.
  func look(reviewed: String) async throws -> Looked {
    let facts = try await source.inspect(surroundings.programs)
    let server = try await CopyServer.open(application, facts, surroundings, protected: protected)
    return Looked(
      server: server, facts: facts, finding: try await look(on: server, facts, reviewed: reviewed))
  }

  /// The copy that was found, or a new one. What an earlier run left and cannot be carried on is removed and made again.
  func provision(_ looked: Looked) async throws -> Provisioned {
    switch looked.finding {
    case .nothing: return try await make(on: looked.server, looked.facts, after: nil)
    case .whole(let mark, let asOf, let note):
      return Provisioned(server: looked.server, mark: mark, asOf: asOf, note: note)
    case .useless(let note):
      try await looked.server.remove()
      let server = try await CopyServer.open(application, looked.facts, surroundings, protected: protected)
      return try await make(on: server, looked.facts, after: note)
    }
  }

  /// The attestation of a file; nil where there is none.
  static func attestation(in url: URL) -> Attestation? {
    (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode(Attestation.self, from: $0) }
  }

  // MARK: Finding

  private func look(
    on server: CopyServer, _ facts: SourceFacts, reviewed: String
  ) async throws -> Finding {
    let (exists, comment) = try await server.withMaintenance { maintenance in
      (try await maintenance.exists(server.database), try await maintenance.comment(on: server.database))
    }
    guard exists else { return .nothing }
    guard let mark = try await Mark.read(at: server.target) else {
      // Whole, since it has its name, and nothing was done to it yet.
      if let origin = CopyOrigin(comment), origin.source == source.title,
        !facts.isOfThatTime || CopyTime.areEqual(origin.asOf, facts.asOf)
      {
        return .whole(mark: nil, asOf: origin.asOf, note: "\(source.title), made by an earlier run")
      }
      guard server.isOurs else { throw foreign(server) }
      return .useless("removed an unmarked copy of another source")
    }
    // A copy of a marked database carries a mark that says nothing about it.
    guard mark.application == application.name, try await mark.place == Place.of(server.target) else {
      throw foreign(server)
    }
    let digest = try? Self.attestation(in: application.pendingAttestation)?.digest()
    let reason = Orphan(mark: mark, application: application)
      .reasonToDiscard(
        source: source.title, asOf: facts.isOfThatTime ? facts.asOf : nil, reviewed: reviewed, attestation: digest)
    if let reason { return .useless("removed what run \(mark.run) had left: \(reason)") }
    return .whole(
      mark: mark, asOf: mark.asOf, note: "carries on run \(mark.run): same source, same bundle, young enough")
  }

  private func foreign(_ server: CopyServer, _ database: String? = nil) -> JobError {
    .foreignTemporaryDatabase(
      application: application.name,
      place: server.isOurs ? RuleFiles.shortPath(application.temporary) : "the database \(database ?? server.database)")
  }

  // MARK: Making

  private func make(on server: CopyServer, _ facts: SourceFacts, after removal: String?) async throws -> Provisioned {
    let loading = server.loadingDatabase
    try await server.withMaintenance { maintenance in
      guard try await maintenance.makeWorking(loading, encoding: facts.encoding, onOurServer: server.isOurs) else {
        throw foreign(server, loading)
      }
    }
    try await source.load(
      into: EmptyCopy(
        application: application.name, isOnOurServer: server.isOurs,
        target: server.target.database(loading), clients: server.clients, programs: surroundings.programs))
    let origin = CopyOrigin(source: source.title, asOf: facts.asOf)
    try await server.withMaintenance { maintenance in
      try await maintenance.setComment(origin.comment, on: loading)
      try await maintenance.rename(loading, to: server.database)
    }
    let note = [removal, "\(source.title), PostgreSQL \(server.clients.version)"].compactMap(\.self)
    return Provisioned(server: server, mark: nil, asOf: facts.asOf, note: note.joined(separator: "; "))
  }
}

/// What the comment of a copy says until the mark says it.
struct CopyOrigin: Equatable {
  let source: String
  let asOf: String

  init(source: String, asOf: String) {
    self.source = source
    self.asOf = asOf
  }

  /// Nil for a comment that is not ours.
  init?(_ comment: String?) {
    guard let match = comment?.wholeMatch(of: /understudy: a copy of (.*), as of ([^,]*), not masked/) else {
      return nil
    }
    self.init(source: String(match.output.1), asOf: String(match.output.2))
  }

  var comment: String { "understudy: a copy of \(source), as of \(asOf), not masked" }
}

extension Mark {
  /// The mark of a database; nil where it has none.
  static func read(at target: ConnectionTarget) async throws -> Mark? {
    let connection = try await Connection.open(target, applicationName: "understudy run")
    do {
      let mark = try await Mark.read(connection)
      await connection.close()
      return mark
    } catch {
      await connection.close()
      throw error
    }
  }
}
