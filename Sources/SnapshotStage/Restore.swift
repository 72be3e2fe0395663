public import ExternalPrograms
public import Foundation
public import PostgresClient
internal import Synchronization

/// A developer's side: gives a snapshot back, into a new database that gets its name when it is whole.
public struct Restore: Sendable {
  /// What was given back.
  public struct Outcome: Sendable, Equatable {
    public let database: String
    /// What was published about it; nil for a file without its `snapshot.json`.
    public let record: SnapshotRecord?
  }

  private let file: URL
  private let identity: URL
  private let noOwner: Bool
  private let programs: ProgramFinder

  /// - Parameters:
  ///   - file: the encrypted dump.
  ///   - identity: a file with the private key of a recipient.
  ///   - noOwner: whether owners and privileges are left out; all then belongs to the connecting role.
  public init(file: URL, identity: URL, noOwner: Bool, programs: ProgramFinder = ProgramFinder()) {
    self.file = file
    self.identity = identity
    self.noOwner = noOwner
    self.programs = programs
  }

  /// Restores into the database that `target` names and that must not exist.
  ///
  /// The schema is restored once on its own first: what the server lacks, roles above all, shows before the data comes.
  ///
  /// - Throws: `SnapshotError`, `ExternalProgramError`, `PostgresError`; then the server is as it was.
  public func run(into target: ConnectionTarget) async throws -> Outcome {
    guard let name = target.databaseName else { throw SnapshotError.targetUnnamed }
    let record = try await check()
    let age = try programs.find(.age)
    let server = try await Maintenance.open(target)
    do {
      guard try await !server.exists(name) else { throw SnapshotError.targetExists(name) }
      let clients = try await programs.clients(forServer: max(server.major, record?.dumpMajor ?? 0))
      let rehearsal = RestorePipeline(
        file: file, identity: identity, age: age, restore: clients.path(of: .pgRestore), noOwner: noOwner)
      let encoding = record?.encoding ?? "UTF8"
      try await server.withDatabase(for: name, encoding: encoding) { temporary in
        try await rehearsal.run(into: target.database(temporary), schemaOnly: true)
      }
      try await server.withDatabase(for: name, encoding: encoding) { temporary in
        try await rehearsal.run(into: target.database(temporary), schemaOnly: false)
        do { try await server.rename(temporary, to: name) } catch let error as PostgresError
          where error.sqlstate == "42P04"
        {
          throw SnapshotError.targetExists(name)
        }
      }
      await server.close()
    } catch {
      await server.close()
      throw error
    }
    return Outcome(database: name, record: record)
  }

  /// The files are there and whole, as far as can be known.
  private func check() async throws -> SnapshotRecord? {
    guard FileManager.default.isReadableFile(atPath: identity.path) else {
      throw SnapshotError.identityMissing(path: identity.relativePath)
    }
    let digest = try await FileDigest.of(file)
    guard let published = PublishedSnapshots.read(file.deletingLastPathComponent()),
      published.record.file == file.lastPathComponent
    else { return nil }
    guard digest == FileDigest(bytes: published.record.bytes, sha256: published.record.sha256) else {
      throw SnapshotError.digestDiffers(path: file.relativePath)
    }
    return published.record
  }
}

/// `age -d | pg_restore`, and what their words mean.
private struct RestorePipeline: Sendable {
  let file: URL
  let identity: URL
  let age: String
  let restore: String
  let noOwner: Bool

  func run(into target: ConnectionTarget, schemaOnly: Bool) async throws {
    let said = Mutex<[String]>([])
    // Only names and known phrases are taken out of the messages: they may quote what was restored.
    let decrypting = ProgramCommand(
      age, ["-d", "-i", identity.path], messages: .lines { line in said.withLock { $0.append(line) } })
    let options =
      (schemaOnly ? ["--schema-only"] : ["--exit-on-error"])
      + (noOwner ? ["--no-owner", "--no-privileges"] : [])
    let lacking = Mutex<(roles: Set<String>, extensions: Set<String>)>(([], []))
    let restoring = ProgramCommand(
      restore, options + ["--no-password", "--dbname", "dbname='\(Self.escaped(target.databaseName ?? ""))'"],
      environment: target.programEnvironment,
      messages: .lines { line in
        if let role = Psql.missingRole(line) { lacking.withLock { _ = $0.roles.insert(role) } }
        if let name = Self.missingExtension(line) { lacking.withLock { _ = $0.extensions.insert(name) } }
      })
    do {
      try await ProgramPipeline([decrypting, restoring])
        .stream(input: .file(file.path), mayStopReading: schemaOnly) { _ in }
    } catch let error as ExternalProgramError {
      let (roles, extensions) = lacking.withLock { ($0.roles, $0.extensions) }
      if !roles.isEmpty { throw SnapshotError.rolesMissing(roles.sorted()) }
      if !extensions.isEmpty { throw SnapshotError.extensionsMissing(extensions.sorted()) }
      if case .failed("age", _, _) = error { throw refusal(said.withLock { $0 }) }
      throw error
    }
  }

  /// Why `age` did not decrypt.
  private func refusal(_ lines: [String]) -> SnapshotError {
    func says(_ words: String) -> Bool { lines.contains { $0.contains(words) } }
    if says("no identity matched") { return .identityDiffers(path: identity.relativePath) }
    if says("error: reading \"") || says("malformed secret key") || says("no secret keys found") {
      return .identityInvalid(path: identity.relativePath)
    }
    return .unreadable(path: file.relativePath)
  }

  private static func missingExtension(_ message: String) -> String? {
    guard let start = message.range(of: "extension \""),
      let end = message.range(of: "\" is not available"), start.upperBound <= end.lowerBound
    else { return nil }
    return String(message[start.upperBound..<end.lowerBound])
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}

extension Maintenance {
  /// Gives the body a new, empty database and drops it afterwards, unless it was renamed; also in a cancelled task.
  fileprivate func withDatabase(
    for name: String, encoding: String, _ body: @Sendable (String) async throws -> Void
  ) async throws {
    let suffix = "__restoring_" + String(UInt32.random(in: 0 ... .max), radix: 16)
    var prefix = name
    while (prefix + suffix).utf8.count > 63 { prefix.removeLast() }
    let temporary = prefix + suffix
    try await create(temporary, encoding: encoding)
    do {
      try await body(temporary)
    } catch {
      await dropInAnyCase(temporary)
      throw error
    }
    await dropInAnyCase(temporary)
  }

  private func dropInAnyCase(_ name: String) async { await Task.detached { try? await drop(name) }.value }
}
