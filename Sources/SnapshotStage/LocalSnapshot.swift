public import BundleFormat
public import ExternalPrograms
public import Foundation
internal import Glibc
public import PostgresClient

/// Makes a snapshot that is a file: a dump of the sealed database, encrypted to the recipients while it is written.
///
/// `create` writes `DIRECTORY/APP/RUN/dump.age`, reads it back and compares; `publish` writes `attestation.json` and, last,
/// `snapshot.json`. Until then there is no snapshot, and `discard` leaves none of it behind.
public struct LocalSnapshot: Sendable {
  public static let dumpName = "dump.age"
  public static let attestationName = "attestation.json"
  public static let recordName = "snapshot.json"

  /// `DIRECTORY/APP/RUN`.
  public let folder: URL
  private let directory: URL
  private let application: String
  private let run: String
  private let programs: ProgramFinder

  public init(directory: URL, application: String, run: String, programs: ProgramFinder = ProgramFinder()) {
    folder = directory.appendingPathComponent(application, isDirectory: true)
      .appendingPathComponent(run, isDirectory: true)
    self.directory = directory
    self.application = application
    self.run = run
    self.programs = programs
  }

  private var dump: URL { folder.appendingPathComponent(Self.dumpName) }

  /// Dumps, encrypts, syncs, renames, and reads back what it wrote.
  ///
  /// - Parameters:
  ///   - target: the masked database.
  ///   - shown: the exported snapshot in which the rows are those of the attestation: nothing else is dumped.
  ///   - attestation: has to be the one that sealed it, for this application and `bundle`.
  ///   - bundle: the digest of the reviewed bundle.
  /// - Throws: `SnapshotError`, `ExternalProgramError` or `PostgresError`; then nothing of it is left.
  public func create(
    from target: ConnectionTarget, shown: String, attestation: Attestation, bundle: String, recipients files: [URL],
    created: Date = Date()
  ) async throws -> SnapshotRecord {
    let recipients = try await Recipients.read(files, programs: programs)
    let source = try await SealedDatabase.check(
      target, application: application, attestation: attestation, bundle: bundle)
    let clients = try await programs.clients(forServer: source.major)
    do {
      let digest = try await write(target, shown: shown, recipients, clients)
      return SnapshotRecord(
        application: application, run: run, created: later(than: created), asOf: attestation.asOf, bundle: bundle,
        attestation: try attestation.digest(), file: Self.dumpName, bytes: digest.bytes, sha256: digest.sha256,
        recipients: recipients.count, rows: attestation.rows, postgres: source.version, dumpMajor: clients.major,
        encoding: source.encoding)
    } catch {
      discard()
      throw error
    }
  }

  /// Newer than what is published, also where the clock was set back: the newest is what stays, and what is restored.
  private func later(than time: Date) -> Date {
    let newest = PublishedSnapshots(directory: directory, application: application).all().last?.record.created
    return newest.map { max(time, $0 + 1) } ?? time
  }

  private func write(
    _ target: ConnectionTarget, shown: String, _ recipients: Recipients, _ clients: PostgresInstallation
  ) async throws -> FileDigest {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch { throw SnapshotError.writing(folder.relativePath, SystemErrors.number(error)) }
    let part = dump.path + ".part"
    let file = try DigestingFile(part)
    // Ledger, staging and fingerprints are nobody's business; a subscription would carry a password. Whoever waits for a lock
    // of the snapshot's own transaction would be waited for without an end.
    let dumping = ProgramCommand(
      clients.path(of: .pgDump),
      [
        "--format=custom", "--exclude-schema=understudy", "--no-subscriptions", "--no-password",
        "--snapshot=\(shown)", "--lock-wait-timeout=60s",
      ],
      environment: target.programEnvironment)
    let encrypting = ProgramCommand(try programs.find(.age), recipients.arguments)
    try await ProgramPipeline([dumping, encrypting]).stream { try file.append($0) }
    let written = try file.finish()
    guard try await FileDigest.of(URL(fileURLWithPath: part)) == written else {
      throw SnapshotError.writtenDiffers(path: dump.relativePath)
    }
    try SystemErrors.publish(part, as: dump)
    return written
  }

  /// Publishes what `create` made: writes `attestation.json`, and `snapshot.json` last.
  public func publish(_ record: SnapshotRecord, attestation: Attestation) throws {
    do {
      try write(try attestation.encoded(), to: folder.appendingPathComponent(Self.attestationName))
      try write(try record.encoded(), to: folder.appendingPathComponent(Self.recordName))
    } catch {
      discard()
      throw error
    }
  }

  /// What this run has published already of the database that an attestation speaks of; nil for nothing.
  public func published(_ attestation: Attestation) throws -> SnapshotRecord? {
    guard let published = PublishedSnapshots.read(folder), published.record.application == application,
      published.record.attestation == (try attestation.digest()),
      FileManager.default.fileExists(atPath: published.file.path)
    else { return nil }
    return published.record
  }

  /// Removes what was not published; `report.json` stays.
  public func discard() {
    for name in [Self.recordName, Self.dumpName, Self.dumpName + ".part", Self.attestationName] {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  private func write(_ bytes: Data, to url: URL) throws {
    let part = url.path + ".part"
    do {
      let file = try DigestingFile(part)
      try file.append(Array(bytes))
      _ = try file.finish()
      try SystemErrors.publish(part, as: url)
    } catch {
      unlink(part)
      throw error
    }
  }

}
