public import Foundation
public import PostgresSyntax

/// What was masked, checked and **not** checked. The snapshot stage refuses without a matching one.
///
/// It holds names, digests and counts; never a value.
public struct Attestation: Sendable, Codable, Equatable {
  public static let currentFormat = 1

  /// One masked, kept or emptied table.
  public struct Table: Sendable, Codable, Equatable {
    public let relation: QualifiedName
    public let treatment: VerifiedTable.Treatment
    public let rows: Int
    /// Rows that the rule's `except` left alone.
    public let keptRows: Int
    public let columns: [Column]

    public init(
      relation: QualifiedName, treatment: VerifiedTable.Treatment, rows: Int, keptRows: Int, columns: [Column]
    ) {
      self.relation = relation
      self.treatment = treatment
      self.rows = rows
      self.keptRows = keptRows
      self.columns = columns
    }
  }

  public struct Column: Sendable, Codable, Equatable {
    public let name: Identifier
    public let mask: String
    /// Masked rows that had a value.
    public let values: Int
    /// Of these, how many are equal to the original.
    public let equal: Int

    public init(name: Identifier, mask: String, values: Int, equal: Int) {
      self.name = name
      self.mask = mask
      self.values = values
      self.equal = equal
    }
  }

  /// One check and what it looked at.
  public struct Check: Sendable, Codable, Equatable {
    /// Stable, kebab-case.
    public let id: String
    /// What was looked at, in words, with counts.
    public let scope: String

    public init(id: String, scope: String) {
      self.id = id
      self.scope = scope
    }
  }

  /// What a table, or all large objects together, held when they were verified.
  public struct Content: Sendable, Codable, Hashable {
    public let name: String
    /// Keyed, over the rows in any order: it says nothing without the key.
    public let digest: String

    public init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  public var format = Attestation.currentFormat
  public let application: String
  public let run: String
  /// The digest of the bundle that ran.
  public let bundle: String
  public let catalog: String
  public let source: String
  public let asOf: String
  public let tables: [Table]
  /// What a snapshot has to hold, no more and no less; sorted by name.
  public let contents: [Content]
  /// Survivors that stand only in rows which the rules keep; never a reason to fail.
  public let survivorsInKeptRows: Int
  public let checked: [Check]
  /// What nobody looked at, and why: read this before trusting the rest.
  public let notChecked: [Check]

  public init(
    application: String, run: String, bundle: String, catalog: String, source: String, asOf: String, tables: [Table],
    contents: [Content] = [], survivorsInKeptRows: Int, checked: [Check], notChecked: [Check]
  ) {
    self.application = application
    self.run = run
    self.bundle = bundle
    self.catalog = catalog
    self.source = source
    self.asOf = asOf
    self.tables = tables
    self.contents = contents
    self.survivorsInKeptRows = survivorsInKeptRows
    self.checked = checked
    self.notChecked = notChecked
  }

  /// The rows of all tables.
  public var rows: Int { tables.reduce(0) { $0 + $1.rows } }

  /// The bytes of `attestation.json`: sorted keys, one line break at the end.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// SHA-256 of `encoded()`; the seal keeps it.
  public func digest() throws -> String { SHA256Digest.hex(try encoded()) }
}
