internal import Diagnostics
internal import Foundation
public import RuleSyntax
internal import SnapshotStage

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
      case .aws:
        guard let aws = application.aws else { continue }
        source = .aws(AwsSettings(aws, application: name, keep: application.snapshot.keep, resolve: resolve))
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

extension AwsSettings {
  /// What the job file says, its paths resolved.
  init(_ document: AwsDocument, application: String, keep: Int, resolve: (String) -> URL) {
    self.init(
      application: application, engine: document.engine == .aurora ? .aurora : .rds,
      region: document.account.region.value, account: document.account.account.value, source: document.source.value,
      database: document.database.value, instanceClass: document.instanceClass.value,
      subnetGroup: document.subnetGroup.value, securityGroups: document.securityGroups.map(\.value),
      certificates: resolve(document.certificates.value), key: document.key.value)
    command = document.account.command.map { resolve($0.value).path }
    endpointURL = document.account.endpoint?.value
    switch document.restore {
    case .latest: restore = .latest
    case .time(let text): restore = AwsTime.date(text.value).map(Restore.time) ?? .latest
    case .snapshot(let name): restore = .snapshot(name.value)
    }
    capacity = document.capacity
    clusterParameterGroup = document.clusterParameterGroup?.value
    parameterGroup = document.parameterGroup?.value
    tunnel = document.tunnel.map { Tunnel(host: $0.host.value, port: $0.port) }
    rekey = document.rekey == .atRestore ? .atRestore : .copyAfterMask
    shareWith = document.shareWith.map(\.value)
    self.keep = keep
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
