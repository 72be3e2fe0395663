internal import ExternalPrograms
internal import Foundation
internal import MaskingCompiler

/// Compiles an application of a run: against the schema that the job names, else the source's own.
struct SourceCompilation: Sendable {
  let application: Job.Application
  let source: any CopySource

  func compile(_ programs: ProgramFinder) async throws -> CompiledBundle {
    if application.namedSchema != nil {
      return try await ApplicationCompilation(application).compile(programs: programs)
    }
    return try await compileSource(programs)
  }

  /// Against the source's own schema, whatever the job names.
  func compileSource(_ programs: ProgramFinder) async throws -> CompiledBundle {
    let folder = try PrivateFolder()
    let file = folder.url.appendingPathComponent("schema.sql")
    try await source.writeSchema(to: file, programs)
    return try await ApplicationCompilation(application, schema: file).compile(programs: programs)
  }
}

/// A private folder that goes with the value.
struct PrivateFolder: ~Copyable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("understudy-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
