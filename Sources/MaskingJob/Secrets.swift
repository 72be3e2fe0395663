public import BundleFormat
internal import Foundation
public import PostgresClient

/// Reads keys and parameters from where the job and the rules say they are.
public struct Secrets: Sendable {
  let environment: [String: String]

  public init(environment: [String: String]) { self.environment = environment }

  /// The job's masking key.
  public func key(of job: Job) throws(JobError) -> MaskingKey {
    guard let source = job.key else { throw .keyNotConfigured(job: job.path) }
    guard let text = text(of: source) else { throw .keyMissing(place: source.place) }
    guard let key = MaskingKey(hex: text) else { throw .keyMalformed(place: source.place) }
    return key
  }

  /// The values of the parameters that a bundle names, from the sources that the rules declare.
  public func parameters(
    _ names: [String], sources: [String: Job.SecretSource], application: String
  ) throws(JobError) -> [String: String] {
    var values: [String: String] = [:]
    for name in names.sorted() {
      guard let source = sources[name] else { throw .parameterUndeclared(name, application: application) }
      guard let text = text(of: source) else { throw .parameterMissing(name, place: source.place) }
      values[name] = text
    }
    return values
  }

  /// The values of a bundle's parameters, from where the application's rules say; the rules are read for these alone.
  ///
  /// - Throws: `DiagnosticsError` for unreadable rules, `JobError` for a missing value.
  public func parameters(of bundle: MaskingBundle, application: Job.Application) throws -> [String: String] {
    guard !bundle.manifest.parameters.isEmpty else { return [:] }
    return try parameters(
      bundle.manifest.parameters, sources: RuleFiles.read(application.rules).parameterSources,
      application: application.name)
  }

  /// Where to connect; the text may hold a password.
  public func connection(_ source: Job.SecretSource) throws(JobError) -> ConnectionTarget {
    guard let text = text(of: source) else { throw .connectionMissing(place: source.place) }
    return ConnectionTarget(text)
  }

  /// A source's text without the line break that ends a file; nil where there is none.
  private func text(of source: Job.SecretSource) -> String? {
    switch source {
    case .environment(let name):
      return environment[name].flatMap { $0.isEmpty ? nil : $0 }
    case .file(let url):
      guard let data = try? Data(contentsOf: url), var text = String(data: data, encoding: .utf8) else { return nil }
      while text.last?.isNewline == true { text.removeLast() }
      return text.isEmpty ? nil : text
    }
  }
}
