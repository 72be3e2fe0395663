internal import Foundation

extension Job.Application {
  /// What the temporary database is made from.
  ///
  /// - Throws: `JobError` where it cannot be read.
  func openSource(_ secrets: Secrets) throws(JobError) -> any CopySource {
    switch source {
    case .fixtures(let folder, let name): try FixtureSource(folder: folder, case: name)
    case .dump(let file): try DumpSource(file: file)
    case .aws: throw .schemaNotNamed(application: name)
    case .database(let secret): DatabaseSource(target: try secrets.connection(secret))
    }
  }
}
