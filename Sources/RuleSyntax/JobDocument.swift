public import Diagnostics

/// The job file: which applications there are, and where everything of theirs comes from and goes. Paths are as
/// written, relative to the file.
public struct JobDocument: Sendable {
  /// Where the masking key comes from; nil where the job names none.
  public var key: Spanned<SecretSource>?
  /// Globs of endpoints that are never written to.
  public var protected: [Spanned<String>]
  /// The program that is told of a failed run, and its arguments.
  public var notify: [Spanned<String>]?
  /// In the order of the file.
  public var applications: [Application]
  public var file: SourceFile

  /// One application, the job's defaults filled in.
  public struct Application: Sendable {
    public var name: Spanned<String>
    public var rules: Spanned<String>
    /// What the rules are compiled against, where it is not the fixtures' own `schema.sql`.
    public var schema: Spanned<String>?
    public var source: Source
    public var temporary: Temporary
    public var snapshot: Snapshot
    /// Where temporary database and snapshots are on AWS; nil where they are local.
    public var aws: AwsDocument?
    public var span: SourceSpan
  }

  /// What the temporary database is made from.
  public enum Source: Sendable {
    /// A folder with `schema.sql` and cases; the case by name, or nil for the first.
    case fixtures(Spanned<String>, case: Spanned<String>?)
    /// A connection string; its value may hold a password, so it stands elsewhere.
    case database(Spanned<SecretSource>)
    /// A dump in one of pg_dump's archive formats.
    case dump(Spanned<String>)
    /// A cluster or an instance on AWS.
    case aws(AwsSource)
  }

  /// A cluster of Aurora or an instance of RDS, and which state of it is restored.
  public struct AwsSource: Sendable {
    public var engine: AwsDocument.Engine
    public var name: Spanned<String>
    public var restore: AwsDocument.Restore
  }

  /// Where the temporary database is.
  public struct Temporary: Sendable {
    public enum Server: Sendable, Hashable {
      /// One of ours, in `build/temporary/APP`.
      case embedded
      case connection(SecretSource)
    }

    public var server: Server
  }

  /// What becomes of the masked database.
  public struct Snapshot: Sendable {
    public var directory: Spanned<String>
    /// Files with the public keys of those who may read it; at least one, unless a key of AWS encrypts it.
    public var recipients: [Spanned<String>]
    /// How many published snapshots stay.
    public var keep: Int
  }
}

/// The job file is refused: exit code 78, where refused rules are 1.
public struct JobDocumentError: Error, Sendable {
  public let diagnostics: [Diagnostic]
  public let file: SourceFile

  public init(_ diagnostics: [Diagnostic], file: SourceFile) {
    self.diagnostics = diagnostics.sorted(by: Diagnostic.inSourceOrder)
    self.file = file
  }
}
