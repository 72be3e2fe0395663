internal import BundleFormat
internal import Executor
internal import Foundation
internal import PostgresClient
internal import SnapshotStage

/// The local provider: a temporary database on a server of ours, or on a given one, and a snapshot that is an encrypted dump.
actor LocalProvider: SnapshotProvider {
  nonisolated let copiesFiles = false
  private let application: Job.Application
  private let surroundings: JobSurroundings
  private let protected: [String]
  private var looked: TemporaryDatabase.Looked?
  private var provisioned: TemporaryDatabase.Provisioned?
  /// What was made and is not published yet.
  private var made: (snapshot: LocalSnapshot, record: SnapshotRecord)?

  init(_ application: Job.Application, _ surroundings: JobSurroundings, protected: [String]) {
    self.application = application
    self.surroundings = surroundings
    self.protected = protected
  }

  func preflight() async throws {
    _ = try await Recipients.read(application.recipients, programs: surroundings.programs)
  }

  // MARK: The temporary database

  private func database() throws -> TemporaryDatabase {
    TemporaryDatabase(
      application: application, source: try application.openSource(surroundings.secrets), surroundings: surroundings,
      protected: protected)
  }

  func discover(reviewed bundle: String) async throws -> Discovery {
    let found = try await database().look(reviewed: bundle)
    looked = found
    switch found.finding {
    case .nothing: return .nothing
    case .whole(_, _, let note): return .found(note)
    case .useless(let reason): return .useless(reason)
    }
  }

  func provision(_ discovery: Discovery, run: String) async throws -> TemporaryCopy {
    guard var looked else { throw ProviderMisuse() }
    if case .useless(let reason) = discovery { looked.finding = .useless(reason) }
    let database = try database()
    let copy = try await database.provision(looked)
    provisioned = copy
    return TemporaryCopy(
      run: copy.mark?.run, database: copy.server.database, source: database.source.title, asOf: copy.asOf,
      note: copy.note)
  }

  func endpoint() throws -> ConnectionTarget {
    guard let provisioned else { throw ProviderMisuse() }
    return provisioned.server.target
  }

  /// The mark says it.
  func beginMasking(by bundle: String) {}

  func destroy() async throws { try await provisioned?.server.remove() }

  // MARK: The snapshot

  private func snapshot(of run: String) -> LocalSnapshot {
    LocalSnapshot(
      directory: application.snapshots, application: application.name, run: run, programs: surroundings.programs)
  }

  nonisolated func place(of run: String) -> String {
    RuleFiles.shortPath(RunFolder(snapshots: application.snapshots, application: application.name, run: run).url)
  }

  func isPublished(_ copy: SealedCopy) throws -> Bool {
    try snapshot(of: copy.run).published(copy.attestation) != nil
  }

  /// Only a published dump says what it is.
  func hasSnapshot(_ copy: SealedCopy) -> Bool { false }

  func snapshot(_ copy: SealedCopy) async throws -> String? {
    try await copy.whileShowing { shown in try await self.dump(copy, shown: shown) }
    return made.map { "\($0.record.bytes) bytes" }
  }

  private func dump(_ copy: SealedCopy, shown: String) async throws {
    let snapshot = snapshot(of: copy.run)
    let record = try await snapshot.create(
      from: copy.target, shown: shown, attestation: copy.attestation, bundle: copy.bundle,
      recipients: application.recipients)
    made = (snapshot, record)
  }

  /// What was written has been read back before it got its name.
  func verify(_ copy: SealedCopy) {}

  func publish(_ copy: SealedCopy) throws {
    guard let made else { throw ProviderMisuse() }
    try made.snapshot.publish(made.record, attestation: copy.attestation)
    self.made = nil
  }

  func prune() throws -> [String] {
    try PublishedSnapshots(directory: application.snapshots, application: application.name).prune(
      keep: application.keep)
  }

  /// The temporary database stays for the next run; what was not published is no snapshot.
  func park(isResumable: Bool) -> String? {
    made?.snapshot.discard()
    made = nil
    return nil
  }
}

/// A provider was asked out of order: our mistake.
struct ProviderMisuse: Error {}
