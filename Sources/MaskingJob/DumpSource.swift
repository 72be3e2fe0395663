internal import ExternalPrograms
internal import FixtureValidation
internal import Foundation
internal import PostgresClient
internal import Synchronization

/// A dump that `pg_dump` wrote: an archive of any format, or SQL, plain or compressed.
struct DumpSource: CopySource {
  enum Format: Sendable, Equatable {
    /// `pg_restore` reads it; several tables side by side, if it can be read at several places.
    case archive(isParallel: Bool)
    /// psql reads it, after the program that unpacks it.
    case sql(unpack: ExternalProgram?)
  }

  let file: URL
  let format: Format

  var title: String { "dump \(file.lastPathComponent)" }

  /// Looks at the first bytes.
  ///
  /// - Throws: `JobError.fileUnreadable`, `.dumpUnknown`.
  init(file: URL) throws(JobError) {
    self.file = file
    let path = RuleFiles.shortPath(file)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      throw .fileUnreadable(path)
    }
    if isFolder.boolValue {
      guard FileManager.default.fileExists(atPath: file.appendingPathComponent("toc.dat").path) else {
        throw .dumpUnknown(path)
      }
      format = .archive(isParallel: true)
      return
    }
    guard let handle = try? FileHandle(forReadingFrom: file), let read = try? handle.read(upToCount: 512),
      !read.isEmpty
    else { throw .fileUnreadable(path) }
    let head = Array(read)
    switch head {
    case _ where head.starts(with: Array("PGDMP".utf8)): format = .archive(isParallel: true)
    case _ where head.count > 262 && Array(head[257..<262]) == Array("ustar".utf8): format = .archive(isParallel: false)
    case _ where head.starts(with: [0x1F, 0x8B]): format = .sql(unpack: .gzip)
    case _ where head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]): format = .sql(unpack: .zstd)
    case _ where head.starts(with: [0x04, 0x22, 0x4D, 0x18]): format = .sql(unpack: .lz4)
    case _ where head.starts(with: Array("BZh".utf8)): format = .sql(unpack: .bzip2)
    case _ where head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]): format = .sql(unpack: .xz)
    case _ where head.contains(0): throw .dumpUnknown(path)
    default: format = .sql(unpack: nil)
    }
  }

  // MARK: Facts

  func inspect(_ programs: ProgramFinder) async throws -> SourceFacts {
    switch format {
    case .archive:
      let restore = try await programs.newestClients().path(of: .pgRestore)
      let list = try await ProgramCommand(restore, ["--list", file.path], messages: .discarded).output()
      let head = try await head(of: [ProgramCommand(restore, ["--create", "--schema-only", "--file=-", file.path])])
      return SourceFacts(
        major: Self.number(after: "Dumped from database version", in: list),
        asOf: Self.created(list) ?? modified, encoding: Self.encoding(head) ?? "UTF8")
    case .sql:
      let head = try await head(of: [try unpacking(programs)])
      return SourceFacts(major: Self.number(after: "Dumped from database version", in: head), asOf: modified)
    }
  }

  /// The first kilobytes of what a program writes.
  private func head(of commands: [ProgramCommand]) async throws -> String {
    struct Enough: Error {}
    let bytes = Mutex<[UInt8]>([])
    do {
      try await ProgramPipeline(commands).stream { piece in
        let count = bytes.withLock { bytes in
          bytes += piece
          return bytes.count
        }
        if count > 64 << 10 { throw Enough() }
      }
    } catch is Enough {}
    return String(decoding: bytes.withLock(\.self), as: UTF8.self)
  }

  /// `-- Dumped from database version 15.20`, `;     Dumped from database version: 15.20`.
  static func number(after label: String, in text: String) -> Int? {
    guard let found = text.range(of: label) else { return nil }
    let digits = text[found.upperBound...].drop { $0 == ":" || $0 == " " }.prefix { $0.isNumber }
    return Int(digits)
  }

  /// `; Archive created at 2026-11-23 20:09:12 UTC`.
  static func created(_ list: String) -> String? {
    list.firstMatch(of: /Archive created at ([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}) (UTC|GMT)/)
      .map { "\($0.output.1)Z" }
  }

  static func encoding(_ text: String) -> String? {
    text.firstMatch(of: /CREATE DATABASE .* ENCODING = '([A-Za-z0-9_]+)'/).map { String($0.output.1) }
  }

  private var modified: String {
    let date = (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
    return (date ?? Date(timeIntervalSince1970: 0)).formatted(.iso8601)
  }

  // MARK: Loading

  func load(into copy: EmptyCopy) async throws {
    switch format {
    case .archive(let isParallel):
      try await DumpedSchema.loadRoles(into: copy) { schema in
        try await writeSchema(to: schema, copy.clients)
      }
      try await copy.restore(isParallel ? ["--jobs=2"] : [], source: file.path).run()
    case .sql: try await loadStatements(into: copy)
    }
  }

  func writeSchema(to file: URL, _ programs: ProgramFinder) async throws {
    guard case .archive = format else { throw JobError.schemaNotNamed(application: title) }
    let major = try await inspect(programs).major ?? 0
    try await writeSchema(to: file, try await programs.clients(forServer: major))
  }

  private func writeSchema(to schema: URL, _ clients: PostgresInstallation) async throws {
    try await ProgramCommand(
      clients.path(of: .pgRestore), ["--schema-only", "--file", schema.path, file.path]
    ).run()
  }

  private func unpacking(_ programs: ProgramFinder) throws -> ProgramCommand {
    guard case .sql(let program?) = format else { return ProgramCommand("/bin/cat", [file.path]) }
    return ProgramCommand(try programs.find(program), ["-dc", file.path])
  }

  /// All in one transaction. A role that is missing is created, and it begins anew.
  private func loadStatements(into copy: EmptyCopy) async throws {
    try await refuseConnect(copy.programs)
    var created: Set<String> = []
    while true {
      let said = Mutex<[String]>([])
      let psql = ProgramCommand(
        copy.clients.path(of: .psql),
        ["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "--single-transaction", "-f", "-"],
        environment: copy.target.programEnvironment.merging(["PGAPPNAME": "understudy psql"]) { _, ours in ours },
        messages: .lines { line in said.withLock { $0.append(line) } })
      do {
        return try await ProgramPipeline([try unpacking(copy.programs), psql]).stream { _ in }
      } catch ExternalProgramError.failed("psql", let exitCode, _) {
        let failure = said.withLock { $0 }.lazy.compactMap(Self.failure).first
        guard let role = failure?.role, created.insert(role).inserted else {
          // The rest of what psql says may quote a row.
          let place = failure.map { "\(title), line \($0.line): SQLSTATE \($0.sqlstate)" }
          throw ExternalProgramError.failed(program: "psql", exitCode: exitCode, detail: place ?? title)
        }
        try await copy.psql.createRole(role)
      }
    }
  }

  struct Failure: Equatable {
    let line: Int
    let sqlstate: String
    let role: String?
  }

  /// `psql:<stdin>:12: ERROR:  42704: role "shop" does not exist`.
  static func failure(_ message: String) -> Failure? {
    guard
      let match = message.firstMatch(
        of: /:([0-9]+): (?:ERROR|FATAL):  ([0-9A-Z]{5}): (?:role "(.*)" does not exist)?/)
    else { return nil }
    return Failure(
      line: Int(match.output.1) ?? 0, sqlstate: String(match.output.2), role: match.output.3.map(String.init))
  }

  /// A dump of a whole cluster, or one with `--create`, leads psql to other databases: nothing of it is run.
  private func refuseConnect(_ programs: ProgramFinder) async throws {
    let search = ProgramCommand(
      "/bin/grep", ["-a", "-m", "1", "-E", #"^\\(c|connect|i|ir|include|!|o|w|copy)([[:space:]]|$)"#])
    do {
      try await ProgramPipeline([try unpacking(programs), search]).stream(mayStopReading: true) { _ in }
    } catch ExternalProgramError.failed("grep", 1, _) { return }
    throw JobError.dumpOfSeveralDatabases(RuleFiles.shortPath(file))
  }
}
