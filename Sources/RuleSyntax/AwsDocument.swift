/// What a job file says of RDS or Aurora, as it is written.
public struct AwsDocument: Sendable {
  public enum Engine: String, Sendable, CaseIterable { case aurora, rds }

  public enum Restore: Sendable {
    case latest
    /// An ISO 8601 time.
    case time(Spanned<String>)
    case snapshot(Spanned<String>)
  }

  public enum Rekey: String, Sendable, CaseIterable {
    case atRestore = "at-restore"
    case copyAfterMask = "copy-after-mask"
  }

  public struct Tunnel: Sendable {
    public var host: Spanned<String>
    public var port: Int
  }

  /// `aws:` of the job: where all of it is.
  public struct Account: Sendable {
    public var region: Spanned<String>
    /// Twelve digits.
    public var account: Spanned<String>
    /// The `aws` command's path, where it is not found by itself.
    public var command: Spanned<String>?
    public var endpoint: Spanned<String>?
  }

  public var account: Account
  public var engine: Engine
  public var source: Spanned<String>
  public var restore: Restore
  public var database: Spanned<String>
  public var instanceClass: Spanned<String>
  public var capacity: ClosedRange<Int>?
  public var subnetGroup: Spanned<String>
  public var securityGroups: [Spanned<String>]
  public var clusterParameterGroup: Spanned<String>?
  public var parameterGroup: Spanned<String>?
  public var certificates: Spanned<String>
  public var tunnel: Tunnel?
  public var key: Spanned<String>
  public var rekey: Rekey
  public var shareWith: [Spanned<String>]
}
