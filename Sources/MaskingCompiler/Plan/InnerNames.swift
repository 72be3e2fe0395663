internal import PostgresSyntax

/// What the queries of a step call their own columns beside the table's: names that the table does not have.
///
/// A query has no more than 1664 columns and a table no more than 1600. A table that comes near that, or whose masked columns
/// are more than a bigint has bits, is *wide*: its draws travel in arrays and its originals in one row, and batches count.
struct InnerNames: Sendable {
  let isWide: Bool
  private let prefix: String

  /// Bits of a bigint that are used.
  private static let maximumBits = 62
  private static let maximumTableColumns = 1600
  private static let maximumQueryColumns = 1664

  /// - Parameters:
  ///   - columns: the table's columns.
  ///   - masked: how many of them are masked or derived.
  init(columns: [Identifier], masked: Int) {
    var prefix = "understudy_"
    while columns.contains(where: { $0.name.hasPrefix(prefix) }) { prefix += "_" }
    self.prefix = prefix
    isWide =
      masked > Self.maximumBits || columns.count + 1 > Self.maximumTableColumns
      || columns.count + masked + 1 > Self.maximumQueryColumns
  }

  /// The bits of the columns that came out as they went in.
  var equal: Identifier { Identifier(prefix + "equal") }
  /// Whether the row is left alone.
  var kept: Identifier { Identifier(prefix + "kept") }
  /// The whole original row, in a wide table.
  var row: Identifier { Identifier(prefix + "row") }
  /// In a wide table: the draws that are bigint, and those that are bytea.
  var bits: Identifier { Identifier(prefix + "bits") }
  var digests: Identifier { Identifier(prefix + "digests") }

  /// The draw for a column, by the column's number; as a column of the innermost query.
  func drawColumn(_ number: Int) -> Identifier { Identifier("\(prefix)d\(number)") }

  /// How the query around the innermost one refers to it.
  func draw(_ number: Int, isBits: Bool) -> SQL {
    isWide ? "s.\(isBits ? bits : digests)[\(number)]" : "s.\(drawColumn(number))"
  }

  /// The original of a column, by the column's number; by number, since a name of 63 bytes has no room for a prefix.
  func originalColumn(_ number: Int) -> Identifier { Identifier("\(prefix)o\(number)") }

  /// How the outermost query refers to it.
  func original(_ number: Int, of column: Identifier) -> SQL {
    isWide ? "(s.\(row)).\(column)" : "s.\(originalColumn(number))"
  }
}
