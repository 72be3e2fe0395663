public import PostgresSyntax

/// `manifest.json`: what a bundle is made of, and how it is run.
///
/// It names no place, no time and no count of rows, so that the same rules and catalog give the same bytes.
public struct Manifest: Sendable, Codable, Equatable {
  /// The version of this format; a program reads only the versions it knows.
  public static let currentFormat = 2

  public var format = Manifest.currentFormat
  public let application: String
  /// SHA-256 over the rule files, as 64 hex digits.
  public let ruleDigest: String
  /// The logical catalog that the rules were compiled against.
  public let catalog: CatalogFingerprint
  /// The major version of the server whose schema was compiled, as in 15.
  public let postgresMajor: Int
  /// Names of the parameters (`understudy.parameter.NAME`) that a connection has to carry.
  public let parameters: [String]
  /// What a person reviewed, for the comparison of two bundles.
  public let review: Review
  public let steps: [Step]
  public let verification: VerificationPlan
  /// SHA-256 of every other file of the bundle, by name.
  public let files: [String: String]

  public init(
    application: String, ruleDigest: String, catalog: CatalogFingerprint, postgresMajor: Int, parameters: [String],
    review: Review = Review(), steps: [Step], verification: VerificationPlan, files: [String: String]
  ) {
    self.application = application
    self.ruleDigest = ruleDigest
    self.catalog = catalog
    self.postgresMajor = postgresMajor
    self.parameters = parameters
    self.review = review
    self.steps = steps
    self.verification = verification
    self.files = files
  }

  /// The steps of one kind, in order.
  public func steps(of kind: Step.Kind) -> [Step] { steps.filter { $0.kind == kind } }
}

/// The logical part of a catalog: what each object is, so that drift can be explained object by object.
public struct CatalogFingerprint: Sendable, Codable, Equatable {
  /// SHA-256 over the sorted objects and what they are.
  public let digest: String
  /// What each object is, by its description, as in `column public.customers.email`; see `CatalogFingerprintQuery`.
  public let objects: [String: String]

  public init(objects: [String: String]) {
    self.objects = objects
    digest = SHA256Digest.hex(
      objects.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\($0.key)\t\($0.value)\n" }.joined())
  }
}

/// A unit of the bundle's course: one file, run in its place.
public struct Step: Sendable, Codable, Equatable, Identifiable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case session, preflight, functions, detach, statements, table, foreignKeys, statementsAfter, finish, seal
  }

  /// The file's prefix: four digits, or more where there are more tables than these count.
  public let id: String
  public let kind: Kind
  /// For people: `public.customers`, `foreign keys`.
  public let title: String
  /// The file's name inside the bundle.
  public let file: String
  /// The table that a `table` step rewrites.
  public let relation: QualifiedName?
  public let units: [StepUnit]

  public init(id: String, kind: Kind, title: String, file: String, relation: QualifiedName?, units: [StepUnit]) {
    self.id = id
    self.kind = kind
    self.title = title
    self.file = file
    self.relation = relation
    self.units = units
  }

  /// The unlogged staging table of a `table` step.
  public var stagingTable: QualifiedName { QualifiedName("understudy", Identifier("stage_\(id)")) }

  /// The first unit with a purpose.
  public func unit(_ purpose: StepUnit.Purpose) -> StepUnit? { units.first { $0.purpose == purpose } }
}

/// Statements that run together: in one transaction, or one by one where a transaction is impossible.
public struct StepUnit: Sendable, Codable, Equatable {
  public enum Purpose: String, Sendable, Codable, CaseIterable {
    /// A unit of a step that is no table's.
    case plain
    /// A table's step row and staging table, in a transaction of their own.
    case create
    /// Opens the coordinator's long transaction.
    case lock
    /// The template of a worker's batch: its bounds are settings.
    case stage
    /// In the coordinator's long transaction, which the executor then commits.
    case swap
    /// What follows the swap.
    case rebuild
    /// Only where the snapshot is a copy of files: nothing that SQL shows changes.
    case vacuum
  }

  public enum Role: String, Sendable, Codable { case coordinator, worker }

  /// A statement's place in the step's file, in bytes; without its semicolon.
  public struct ByteRange: Sendable, Codable, Equatable {
    public let start: Int
    public let length: Int

    public init(start: Int, length: Int) {
      self.start = start
      self.length = length
    }
  }

  /// The batch number under which the ledger knows this unit, from 1; 0 where it has no row of its own.
  public let batch: Int
  public let purpose: Purpose
  public let role: Role
  /// Whether the statements stand in one transaction.
  public let transaction: Bool
  public let statements: [ByteRange]

  public init(batch: Int, purpose: Purpose, role: Role, transaction: Bool, statements: [ByteRange]) {
    self.batch = batch
    self.purpose = purpose
    self.role = role
    self.transaction = transaction
    self.statements = statements
  }
}
