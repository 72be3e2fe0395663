public import BundleFormat
public import PostgresClient

/// Where an application's temporary database stands, and where its snapshots go. One value serves one run.
///
/// Nothing is remembered outside of what the provider makes: every call looks at the world first, so that it may be made
/// again after any interruption.
public protocol SnapshotProvider: Sendable {
  /// Whether a snapshot copies the server's files, with all that still lies in them, and not just the rows.
  var copiesFiles: Bool { get }

  /// Looks at tools, keys and quotas before anything is made; changes nothing.
  func preflight() async throws

  /// What stands of this application.
  ///
  /// - Parameter bundle: the digest of the bundle that is going to run.
  func discover(reviewed bundle: String) async throws -> Discovery

  /// Makes the temporary database, or what it still lacks, and waits until it can be used. A useless one is removed first.
  ///
  /// - Parameter run: the run's name, should one begin.
  func provision(_ discovery: Discovery, run: String) async throws -> TemporaryCopy

  /// Where the temporary database is.
  func endpoint() async throws -> ConnectionTarget

  /// A bundle is about to mask: says so where a later run sees it, before the first statement.
  func beginMasking(by bundle: String) async throws

  /// Whether this run's snapshot is published already.
  func isPublished(_ copy: SealedCopy) async throws -> Bool

  /// Whether this run's snapshot stands, whole and not published yet.
  func hasSnapshot(_ copy: SealedCopy) async throws -> Bool

  /// Makes the snapshot of what was attested.
  ///
  /// - Returns: what is worth telling about it.
  func snapshot(_ copy: SealedCopy) async throws -> String?

  /// Proves that the snapshot is what it has to be; else throws.
  func verify(_ copy: SealedCopy) async throws

  /// Where the snapshot is, in words.
  func place(of run: String) -> String

  /// Hands the snapshot over; with the last act of it, it is published.
  func publish(_ copy: SealedCopy) async throws

  /// Removes published snapshots beyond the newest ones; tells which.
  func prune() async throws -> [String]

  /// Removes the temporary database. This value is of no use afterwards.
  func destroy() async throws

  /// After a failure: removes what nobody carries on, and leaves what the next run does, as cheaply as can be.
  ///
  /// - Parameter isResumable: the run only has to go on, at once if need be: what stands stays as it is.
  /// - Returns: what was done, in words; nil for nothing.
  func park(isResumable: Bool) async -> String?
}

/// What was found of an application's temporary database.
public enum Discovery: Sendable, Equatable {
  case nothing
  /// Ours, and fit to be carried on: why, in words.
  case found(String)
  /// Ours, and of no use: why, in words.
  case useless(String)
}

/// A temporary database that can be used.
public struct TemporaryCopy: Sendable, Equatable {
  /// The run that began it; nil where it was made now.
  public let run: String?
  public let database: String
  /// What it is a copy of, in words, for the mark.
  public let source: String
  /// The copy's time, a PostgreSQL timestamp with a zone.
  public let asOf: String
  /// What was found, decided and done, in words.
  public let note: String

  public init(run: String?, database: String, source: String, asOf: String, note: String) {
    self.run = run
    self.database = database
    self.source = source
    self.asOf = asOf
    self.note = note
  }
}

/// A masked, verified and sealed temporary database.
public struct SealedCopy: Sendable {
  public let run: String
  public let target: ConnectionTarget
  public let attestation: Attestation
  /// The digest of the reviewed bundle.
  public let bundle: String
  /// Runs a body while a snapshot is exported in which all is as it was attested, and gives it that snapshot's name; throws
  /// where anything differs.
  public let whileShowing: @Sendable (_ body: @Sendable (_ shown: String) async throws -> Void) async throws -> Void

  public init(
    run: String, target: ConnectionTarget, attestation: Attestation, bundle: String,
    whileShowing: @escaping @Sendable (_ body: @Sendable (_ shown: String) async throws -> Void) async throws -> Void
  ) {
    self.run = run
    self.target = target
    self.attestation = attestation
    self.bundle = bundle
    self.whileShowing = whileShowing
  }
}
