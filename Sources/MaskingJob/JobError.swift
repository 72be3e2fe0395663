/// What is wrong with a job, its secrets or its surroundings. Names places, never values.
public enum JobError: Error, Sendable, Equatable {
  // The files.
  case fileUnreadable(String)
  case fileUnwritable(String)
  case fileExists(String)

  // The job file.
  case unknownApplication(String, known: [String])
  /// Applications whose source or provider this version cannot serve yet.
  case unsupported(application: String, what: String)
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

  // Refusals.
  /// What is protected stands in the job: without one nothing is adopted.
  case adoptionWithoutJob(String)
  case alreadyRunning(application: String)
  /// The temporary server's database belongs to something else.
  case foreignTemporaryDatabase(application: String, folder: String)

  // The bundle.
  case bundleMissing(application: String, folder: String)
  /// The committed bundle is not what the rules compile to now; names of its files that differ.
  case bundleDiffers(application: String, folder: String, files: [String])
  case bundleOfAnother(application: String, expected: String)
}
