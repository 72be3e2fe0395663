public import DatabaseCatalog

/// What is wrong with a job, its secrets or its surroundings. Names places, never values.
public enum JobError: Error, Sendable, Equatable {
  // The files.
  case fileUnreadable(String)
  case fileUnwritable(String)
  case fileExists(String)

  // The job file.
  case unknownApplication(String, known: [String])
  /// Nothing says what the rules are compiled against.
  case schemaNotNamed(application: String)
  /// The job's application has another name than its rule file says.
  case rulesOfAnother(application: String, file: String, named: String)
  case keyNotConfigured(job: String)
  case recipientsUnusable(application: String, path: String)

  // Secrets: `place` says where one was looked for.
  case keyMissing(place: String)
  case keyMalformed(place: String)
  case parameterMissing(String, place: String)
  /// The bundle needs a parameter that the rule file does not declare any more.
  case parameterUndeclared(String, application: String)
  /// The connection string of a source or a server.
  case connectionMissing(place: String)

  // Sources.
  /// There is nothing to validate with.
  case noFixtures(application: String)
  /// A file that is no dump that is known.
  case dumpUnknown(String)
  /// A dump that would lead psql to other databases or programs.
  case dumpOfSeveralDatabases(String)
  /// The server for the copy is older than the source's.
  case serverTooOld(application: String, server: Int, source: Int)

  // Refusals.
  /// What is protected stands in the job: without one nothing is adopted.
  case adoptionWithoutJob(String)
  case alreadyRunning(application: String)
  /// The database where the temporary one should be belongs to something else.
  case foreignTemporaryDatabase(application: String, place: String)
  /// The temporary database was made anew, and cannot be used again.
  case uselessAgain(application: String, reason: String)

  // The bundle.
  case bundleMissing(application: String, folder: String)
  /// The committed bundle is not what the rules compile to now: in words, and the names of its files that differ.
  case bundleDiffers(application: String, folder: String, files: [String], changes: [String])
  /// The database is not the one that the bundle was compiled for; `schema` is what that was compiled against, where a file
  /// says it.
  case catalogDrifted(application: String, CatalogDrift, schema: String?)
  case bundleOfAnother(application: String, expected: String)
}
