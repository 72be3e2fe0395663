internal import Diagnostics
internal import Foundation
public import RuleSyntax

extension Job {
  /// Reads a job file and resolves its paths against its folder.
  ///
  /// - Throws: `JobDocumentError` for what is wrong in it, `JobError.fileUnreadable`.
  public static func read(_ path: String) throws -> Job {
    let url = URL(fileURLWithPath: path)
    guard let bytes = try? Data(contentsOf: url) else { throw JobError.fileUnreadable(path) }
    let file: SourceFile
    do { file = try SourceFile(path: RuleFiles.shortPath(url), bytes: bytes) } catch {
      throw JobDocumentError(error.diagnostics, file: error.files.first ?? SourceFile(path: path, text: ""))
    }
    return Job(try JobDocument.read(file), folder: url.deletingLastPathComponent().standardizedFileURL)
  }

  private init(_ document: JobDocument, folder: URL) {
    func resolve(_ path: String) -> URL { URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL }
    // Beside the folder of the job file, as `build/` beside `rules/`: found again wherever the program is started.
    let temporary = resolve("../build/temporary")
    var applications: [Application] = []
    for application in document.applications {
      let name = application.name.value
      let source: Source
      switch application.source {
      case .fixtures(let path, let chosen): source = .fixtures(resolve(path.value), case: chosen?.value)
      case .database(let secret): source = .database(SecretSource(secret.value, resolve: resolve))
      case .dump(let path): source = .dump(resolve(path.value))
      }
      let place: TemporaryPlace
      switch application.temporary.server {
      case .embedded: place = .embedded
      case .connection(let secret): place = .server(SecretSource(secret, resolve: resolve))
      }
      applications.append(
        Application(
          name: name, rules: resolve(application.rules.value),
          schema: application.schema.map { resolve($0.value) }, source: source, place: place,
          snapshots: resolve(application.snapshot.directory.value),
          recipients: application.snapshot.recipients.map { resolve($0.value) }, keep: application.snapshot.keep,
          temporary: temporary.appendingPathComponent(name, isDirectory: true)))
    }
    // A program with a path is beside the job file; a plain name is looked for in PATH.
    var notify = document.notify?.map(\.value) ?? []
    if let program = notify.first, program.contains("/") { notify[0] = resolve(program).path }
    let key = document.key.map { SecretSource($0.value, resolve: resolve) }
    self.init(
      path: document.file.path, key: key, protected: document.protected.map(\.value),
      notify: notify, applications: applications)
  }
}

extension Job.SecretSource {
  /// A source whose file is relative to the file that names it.
  init(_ source: SecretSource, resolve: (String) -> URL) {
    switch source {
    case .environment(let name): self = .environment(name)
    case .file(let path): self = .file(resolve(path))
    }
  }
}

extension RuleDocument {
  /// Where the values of the rules' parameters come from, by name. A file is relative to the one that names it.
  public var parameterSources: [String: Job.SecretSource] {
    let pairs = parameters.map { rule in
      let folder = URL(fileURLWithPath: rule.name.span.file).deletingLastPathComponent()
      let source: Job.SecretSource =
        switch rule.source {
        case .environment(let name): .environment(name)
        case .file(let path): .file(URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL)
        }
      return (rule.name.value, source)
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
