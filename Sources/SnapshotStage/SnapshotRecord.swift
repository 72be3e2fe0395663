public import Foundation

/// `snapshot.json`: what was published. Written last; with it the snapshot is one.
public struct SnapshotRecord: Sendable, Codable, Equatable {
  public static let currentFormat = 1

  public var format = SnapshotRecord.currentFormat
  public let application: String
  public let run: String
  public let created: Date
  /// The copy's time.
  public let asOf: String
  /// The bundle that masked it.
  public let bundle: String
  /// SHA-256 of `attestation.json`.
  public let attestation: String
  /// The encrypted dump's name, beside this file.
  public let file: String
  /// Its bytes.
  public let bytes: Int
  public let sha256: String
  /// How many recipients can read it.
  public let recipients: Int
  /// Rows of all tables.
  public let rows: Int
  /// The version of the server it was taken from, as in `15.18`.
  public let postgres: String
  /// The major version of the `pg_dump` that wrote it; an older `pg_restore` may not read it.
  public let dumpMajor: Int
  /// The database's encoding.
  public let encoding: String

  /// The bytes of `snapshot.json`.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads `snapshot.json`.
  public init(_ bytes: Data) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(Self.self, from: bytes)
  }

  public init(
    application: String, run: String, created: Date, asOf: String, bundle: String, attestation: String, file: String,
    bytes: Int, sha256: String, recipients: Int, rows: Int, postgres: String, dumpMajor: Int, encoding: String
  ) {
    self.application = application
    self.run = run
    self.created = created
    self.asOf = asOf
    self.bundle = bundle
    self.attestation = attestation
    self.file = file
    self.bytes = bytes
    self.sha256 = sha256
    self.recipients = recipients
    self.rows = rows
    self.postgres = postgres
    self.dumpMajor = dumpMajor
    self.encoding = encoding
  }
}
