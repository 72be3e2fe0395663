internal import BundleFormat
internal import PostgresSyntax

/// The compiler's output as a value: what happens to every table, in the order of the bundle.
struct MaskingPlan {
  let application: String
  let numbers: StepNumbers
  let tables: [TablePlan]
  /// Foreign keys of or at rewritten tables, at their roots.
  let foreignKeys: [DetachedForeignKey]
  /// Tables with constraints that rows from before them break.
  let notValid: [QualifiedName]
  /// Tables whose FORCE ROW LEVEL SECURITY is lifted meanwhile.
  let forcedRowSecurity: [QualifiedName]
  let statements: [StatementPlan]
  /// What named statements write after the rewrite, with everything that inherits from it.
  let writtenAfter: [QualifiedName]
  /// Materialised views in the order in which they are refreshed.
  let materializedViews: [QualifiedName]
  /// Links whose keys every connection derives.
  let links: [String]
  let parameters: [String]
}

/// A foreign key that is away while its tables are rewritten.
struct DetachedForeignKey {
  let relation: QualifiedName
  let name: Identifier
  let referenced: QualifiedName
}

/// A named statement of the laundry list.
struct StatementPlan {
  let name: String
  let sql: SQL
  let isAfter: Bool
  let searchPath: [String]
  /// The tables it writes: their triggers are off meanwhile, and they are rewritten afterwards.
  let written: [QualifiedName]
  let origin: String
}

/// What happens to one heap, a plain table or a leaf partition; or to a partitioned table as a whole, where its key is masked.
struct TablePlan: Sendable {
  enum Strategy: Equatable {
    case rewrite
    /// In place, by ranges of these columns, which stay as they are.
    case update(key: [Identifier])
  }

  let step: String
  let relation: QualifiedName
  /// The partitions of a partitioned table that is rewritten as a whole; else nil.
  let leaves: [QualifiedName]?
  let strategy: Strategy
  let treatment: VerifiedTable.Treatment
  /// False for kept tables that nothing touches: no step.
  let isRewritten: Bool
  let columns: [ColumnPlan]
  let names: InnerNames
  /// True for the rows that are left alone, over the alias `s`.
  let except: SQL?
  /// True for the rows that stay, over the alias `s`.
  let keepRows: SQL?
  let hasIdentityColumn: Bool
  /// Where the rules say so, for the file's head.
  let origin: [String]
}

extension TablePlan {
  /// The table's own columns that get new values.
  var maskedColumns: [(column: ColumnPlan, mask: MaskPlan)] {
    columns.compactMap { column in
      if case .masked(let mask) = column.treatment { (column, mask) } else { nil }
    }
  }

  /// The relations that hold its rows.
  var heaps: [QualifiedName] { leaves ?? [relation] }
}

/// What happens to one column.
struct ColumnPlan: Sendable {
  enum Treatment {
    case copied
    case masked(MaskPlan)
    /// Recomputed from masked values, over the alias `s`.
    case derived(SQL)
    /// The server computes it.
    case generated
  }

  let name: Identifier
  /// The type with its schema and modifiers, as `format_type` prints it under a pinned search path.
  let type: SQL
  let isNotNull: Bool
  let treatment: Treatment
  /// The place in the rules that decided, as in `rules/shop/masking.yaml:12` or `pattern at …`.
  let origin: String
  /// Links whose keys it needs.
  let links: [String]
}

/// A masking function applied to a column.
struct MaskPlan: Sendable {
  /// As the summary and the attestation call it: `email`, `link customer_email`.
  let title: String
  let expression: SQL
  let draws: [DrawPlan]
  let neverReturnsOriginal: Bool
  /// True of originals that the function leaves as they are, by a reference to the original; nil where there are none.
  var leavesAlone: @Sendable (SQL) -> SQL? = { _ in nil }
  let poolSize: Int?
  /// Where its originals are read for the search of survivors.
  let fingerprints: [FingerprintSource]
  /// How the value is drawn: `fast draw`, `PRF draw`, `link customer_email`, or empty.
  let draw: String
}

/// A random-looking value that is computed once a row, in the innermost query.
struct DrawPlan: Sendable {
  /// The number of the column it is for, from 1.
  let number: Int
  /// Whether it is a bigint; else bytea.
  let isBits: Bool
  let expression: SQL
  /// The setting that holds its key, and the label it is derived by.
  let setting: String
  let label: String
}
