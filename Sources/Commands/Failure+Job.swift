internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingJob

extension Failure {
  /// The job file, secrets, refusals.
  static func job(_ error: JobError) -> Failure {
    switch error {
    case .fileUnreadable, .fileUnwritable, .fileExists: jobFile(error)
    case .keyNotConfigured, .keyMissing, .keyMalformed, .parameterMissing, .parameterUndeclared, .connectionMissing:
      secret(error)
    case .bundleMissing, .bundleDiffers, .bundleOfAnother: reviewedBundle(error)
    case .catalogDrifted(let application, let drift, let schema): catalogDrifted(application, drift, schema: schema)
    case .unknownApplication(let name, let known):
      Failure(
        .usage, "the job file has no application called \(name)",
        why: known.isEmpty ? nil : "it has \(known.joined(separator: ", "))",
        help: Spelling.suggestion(for: name, among: known))
    case .rulesOfAnother(let application, let file, let named):
      Failure(
        .configuration, "the job's application \(application) has the rules of \(named)",
        why: "\(file) says `application: \(named)`", help: "give both the same name")
    case .recipientsUnusable(let application, let path):
      Failure(
        .configuration, "\(application): the recipients file \(path) is missing or holds no key",
        why: "a snapshot is only written encrypted",
        help: "write age public keys (age1…) into it, one per line; age-keygen -y prints one from an identity")
    case .adoptionWithoutJob(let path):
      Failure(
        .refused, "without a job file nothing is adopted, and \(path) does not exist",
        why: "the job says which endpoints are protected", help: "give it with --job FILE")
    case .alreadyRunning(let application):
      Failure(
        .interrupted, "\(application): another run is under way on this machine",
        help: "wait until it has ended, then run it again")
    case .foreignTemporaryDatabase(let application, let place):
      Failure(
        .refused, "\(application): \(place) holds something that is not this application's temporary database",
        why: "its mark names another application, or it has none", help: "look at it, then move it away")
    case .uselessAgain(let application, let reason):
      Failure(
        .unavailable, "\(application): the temporary database is of no use again, though it was made anew", why: reason,
        help: "look at what else uses it, then run it again")
    case .noFixtures, .schemaNotNamed, .dumpUnknown, .dumpOfSeveralDatabases, .serverTooOld: source(error)
    }
  }

  private static func jobFile(_ error: JobError) -> Failure {
    switch error {
    case .fileExists(let path):
      Failure(.fileOrDisk, "\(path) exists already", help: "give another name, or remove it first")
    case .fileUnwritable(let path):
      Failure(
        .fileOrDisk, "\(path) cannot be written", help: "look at the folder's permissions and the free disk space")
    case .fileUnreadable(let path):
      Failure(
        .fileOrDisk, "\(path) cannot be read", why: "it is missing, or its permissions do not allow it",
        help: "look at the path, and at the file's permissions")
    default: Failure(.fileOrDisk, "a file could not be read or written")
    }
  }

  private static func source(_ error: JobError) -> Failure {
    switch error {
    case .noFixtures(let application):
      Failure(
        .configuration, "\(application) has no fixtures to validate its rules with",
        help: "make cases in a fixtures folder, and name it in a job file of its own: `source: { fixtures: … }`")
    case .schemaNotNamed(let application):
      Failure(
        .configuration, "nothing says what the rules of \(application) are compiled against",
        why: "the schema of a plain dump is not to be had on its own",
        help: "name it at the application: `schema: FILE`, as pg_dump --schema-only writes it")
    case .dumpUnknown(let path):
      Failure(
        .rulesRefused, "\(path) is no dump that is known",
        why:
          "known are pg_dump's formats custom, directory, tar and plain, this one also packed by gzip, zstd, lz4, bzip2, xz"
      )
    case .dumpOfSeveralDatabases(let path):
      Failure(
        .rulesRefused, "\(path) would lead psql elsewhere: it has commands like \\connect",
        why: "a dump of one database, without --create, has none",
        help: "dump again with pg_dump --format=custom, which may hold anything")
    case .serverTooOld(let application, let server, let source):
      Failure(
        .unavailable, "\(application): the server for the copy is PostgreSQL \(server), the source's is \(source)",
        help: "name a server of the same version, or a newer one")
    default: Failure(.configuration, "the source cannot be used")
    }
  }

  private static func secret(_ error: JobError) -> Failure {
    switch error {
    case .keyNotConfigured(let job):
      Failure(.configuration, "\(job) names no key", help: "add `key: { env: UNDERSTUDY_KEY }` or `key: { file: … }`")
    case .keyMissing(let place):
      Failure(
        .configuration, "there is no masking key in \(place)",
        help: "make one with `understudy key new` and put it there")
    case .keyMalformed(let place):
      Failure(
        .configuration, "the masking key in \(place) is malformed", why: "a key is 64 hex digits",
        help: "make one with `understudy key new`")
    case .parameterMissing(let name, let place):
      Failure(
        .configuration, "the parameter \(name) is missing", why: "the rules read it from \(place)",
        help: "put the value there")
    case .parameterUndeclared(let name, let application):
      Failure(
        .configuration, "the bundle needs the parameter \(name), which the rules of \(application) do not declare",
        help: "compile the application again: understudy compile \(application)")
    case .connectionMissing(let place):
      Failure(.configuration, "there is no connection string in \(place)", help: "put a libpq URL there")
    default: Failure(.configuration, "a secret of the job is missing")
    }
  }

  /// - Parameter schema: the file that the bundle was compiled against.
  private static func catalogDrifted(_ application: String, _ drift: CatalogDrift, schema: String?) -> Failure {
    let refresh =
      schema.map { "refresh it: pg_dump --schema-only --file=\($0) URL; then " } ?? ""
    return Failure(
      .rulesRefused, "\(application): the database's schema is not the one that the bundle was compiled for",
      why: shown(drift),
      help: refresh + "decide what is named, run `understudy compile \(application)`, and have the bundle reviewed")
  }

  /// The first differences, a line each.
  static func shown(_ drift: CatalogDrift) -> String { shown(drift.differences.map(\.line)).joined(separator: "\n") }

  private static func shown(_ lines: [String], limit: Int = 20) -> [String] {
    Array(lines.prefix(limit)) + (lines.count > limit ? ["and \(lines.count - limit) more"] : [])
  }

  private static func reviewedBundle(_ error: JobError) -> Failure {
    switch error {
    case .bundleMissing(let application, let folder):
      Failure(
        .rulesRefused, "\(application): there is no reviewed bundle in \(folder)",
        help: "run `understudy compile \(application)` and have the bundle reviewed")
    case .bundleDiffers(let application, let folder, let files, let changes):
      Failure(
        .rulesRefused, "\(application): the bundle in \(folder) is not what the rules compile to now",
        why: (["different: \(files.joined(separator: ", "))"] + shown(changes)).joined(separator: "\n"),
        help: "run `understudy compile \(application)` and have the change reviewed")
    case .bundleOfAnother(let application, let expected):
      Failure(.rulesRefused, "the bundle is of the application \(application), not of \(expected)")
    default: Failure(.rulesRefused, "the bundle is refused")
    }
  }
}
