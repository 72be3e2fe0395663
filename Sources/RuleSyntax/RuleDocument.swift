public import Diagnostics

/// The rules of one application, includes read in: what section 4 of the design says, with every value's place.
public struct RuleDocument: Sendable {
  public var application: Spanned<String>
  /// Schemas in which unqualified names are looked up; `[public]` unless the file says otherwise.
  public var searchPath: [Spanned<String>]
  public var coverage: Coverage
  public var tables: [TableRule]
  public var links: [LinkRule]
  /// In their order of precedence: the file's own before those of its includes.
  public var patterns: [PatternRule]
  public var parameters: [ParameterRule]
  public var statements: [StatementRule]
  public var accepts: [AcceptRule]
  /// The files, the application's own first: for rendering and for the digest.
  public var files: [SourceFile]
  /// How many of the files are the application's own, and not included.
  public var ownFileCount: Int

  /// Whether a place is in a file of the application's own: what is included may be there for other applications.
  public func isOwn(_ span: SourceSpan) -> Bool { files.prefix(ownFileCount).contains { $0.path == span.file } }

  public enum Coverage: String, Sendable, CaseIterable { case strict, report }
}

/// What the rules say of one table.
public struct TableRule: Sendable {
  public enum Decision: Sendable {
    case keep, truncate
    case columns([ColumnRule])
  }

  /// As written: `customers`, `shop.customers`, `"My Table"`.
  public var name: Spanned<String>
  public var decision: Decision
  /// Of the whole rule.
  public var span: SourceSpan
  /// Declared rows, for collision probabilities.
  public var rows: Spanned<Int>?
  public var identity: [Spanned<String>]?
  public var strategy: Spanned<Strategy>
  /// SQL: rows left alone.
  public var except: RuleNode?
  /// SQL: rows that stay.
  public var keepRows: RuleNode?

  public enum Strategy: String, Sendable, Hashable, CaseIterable { case rewrite, update }
}

/// What the rules say of one column.
public struct ColumnRule: Sendable {
  public var name: Spanned<String>
  public var decision: ColumnDecision
  public var span: SourceSpan
}

/// One of `mask link derived json each xml hstore`, with its parts.
public indirect enum ColumnDecision: Sendable {
  case mask(MaskReference)
  case link(Spanned<String>)
  /// SQL over the masked values of the same row.
  case derived(RuleNode)
  case json([PathRule], otherwise: MaskReference)
  case xml([PathRule], otherwise: MaskReference)
  /// Keys in place of paths.
  case hstore([PathRule], otherwise: MaskReference)
  case each(ColumnDecision)
}

/// A path into a document and what becomes of what it finds.
public struct PathRule: Sendable {
  /// As written: `$.devices[*].ip`, `/invoice/@id`, a key of an hstore.
  public var path: Spanned<String>
  /// A mask or a link.
  public var decision: ColumnDecision
}

/// A masking function by name, with its arguments.
public struct MaskReference: Sendable {
  public struct Argument: Sendable {
    public var name: Spanned<String>
    public var value: RuleNode

    public init(name: Spanned<String>, value: RuleNode) {
      self.name = name
      self.value = value
    }
  }

  public var function: Spanned<String>
  /// All keys but `mask` and `by`.
  public var arguments: [Argument]
  /// The column whose value seeds the draw instead of the row's identity.
  public var by: Spanned<String>?

  public init(function: Spanned<String>, arguments: [Argument] = [], by: Spanned<String>? = nil) {
    self.function = function
    self.arguments = arguments
    self.by = by
  }
}

/// A named value space.
public struct LinkRule: Sendable {
  public enum Fold: String, Sendable, Hashable, CaseIterable { case `case`, blanks }

  public var name: Spanned<String>
  public var mask: MaskReference
  public var fold: [Spanned<Fold>]
}

/// A decision for what no table names.
public struct PatternRule: Sendable {
  public enum Decision: Sendable {
    case column(ColumnDecision)
    case keepTable, truncateTable
  }

  /// Globs with `*` and `?`; nil matches everything.
  public var tables: Spanned<String>?
  public var columns: Spanned<String>?
  public var types: [Spanned<String>]?
  public var decision: Decision
  public var span: SourceSpan
}

/// Where a value comes from that must never stand in a rule file.
public struct ParameterRule: Sendable {
  public enum Source: Sendable, Hashable {
    case environment(String)
    /// Relative to the rule file.
    case file(String)
  }

  public var name: Spanned<String>
  public var source: Source
}

/// One entry of the laundry list.
public struct StatementRule: Sendable {
  public var name: Spanned<String>
  public var sql: RuleNode
  public var isAfter: Bool
}

/// A warning that somebody has looked at.
public struct AcceptRule: Sendable {
  public var id: Spanned<String>
  public var at: Spanned<String>
  public var reason: Spanned<String>
}
