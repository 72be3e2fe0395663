internal import ExternalPrograms
internal import FixtureValidation
internal import Foundation
internal import PostgresClient

/// What a temporary database is made from.
protocol CopySource: Sendable {
  /// In words, for the mark; an orphan of another source is not resumed.
  var title: String { get }

  /// Looks at the source before anything is made.
  func inspect(_ programs: ProgramFinder) async throws -> SourceFacts

  /// Loads everything into an empty database.
  func load(into copy: EmptyCopy) async throws

  /// Writes the schema as `pg_dump --schema-only` does: what is compiled, where no reviewed `schema.sql` is named.
  func writeSchema(to file: URL, _ programs: ProgramFinder) async throws
}

/// What a source says of itself.
struct SourceFacts: Sendable, Equatable {
  /// The major version of the server that it comes from; nil where it does not say.
  var major: Int?
  /// Whether the copy has to be on a server of exactly that version.
  var isExact = false
  /// The copy's time, a PostgreSQL timestamp with a zone.
  var asOf: String
  /// Whether the source is of that time, and not just read at it: another time then means another source.
  var isOfThatTime = true
  /// The database's encoding.
  var encoding = "UTF8"
}

/// An empty database that a source is loaded into.
struct EmptyCopy: Sendable {
  let application: String
  /// Whether the server holds nothing that is not ours.
  let isOnOurServer: Bool
  let target: ConnectionTarget
  /// Of the server's version or newer.
  let clients: PostgresInstallation
  let programs: ProgramFinder

  var psql: Psql {
    Psql(
      path: clients.path(of: .psql),
      environment: target.programEnvironment.merging(["PGAPPNAME": "understudy psql"]) { _, ours in ours })
  }

  /// `pg_restore` into the database.
  func restore(_ options: [String], source: String?) -> ProgramCommand {
    ProgramCommand(
      clients.path(of: .pgRestore),
      ["--no-password", "--exit-on-error", "--dbname", "dbname=\(Self.quoted(target.databaseName ?? ""))"] + options
        + [source].compactMap(\.self),
      environment: target.programEnvironment.merging(["PGAPPNAME": "understudy restore"]) { _, ours in ours })
  }

  private static func quoted(_ value: String) -> String {
    "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}

extension FixtureSource: CopySource {
  func inspect(_ programs: ProgramFinder) async throws -> SourceFacts {
    SourceFacts(major: postgresMajor, isExact: true, asOf: FixtureCase.asOf)
  }

  func load(into copy: EmptyCopy) async throws {
    try await copy.psql.loadSchema(file: schema.path)
    try await FixtureCase(data.path).load(into: copy.target, psql: copy.psql)
  }

  func writeSchema(to file: URL, _ programs: ProgramFinder) async throws {
    try FileManager.default.copyItem(at: schema, to: file)
  }
}
