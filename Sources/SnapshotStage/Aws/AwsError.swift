/// What AWS, or the way to it, refused. Names codes, calls and resources; of AWS's own sentences only those about calls that
/// carry no secret.
public enum AwsError: Error, Sendable, Equatable {
  /// What a code asks for.
  public enum Reaction: String, Sendable, CaseIterable {
    /// Throttled, a fault of theirs, or no answer: the same call again.
    case again
    /// It is there already: look whether it is ours.
    case exists
    /// It is not there; when deleting, that is what was wanted.
    case missing
    /// It is in a state that does not allow the call: later.
    case state
    /// Credentials have run out: a later run goes on.
    case expired
    case quota, denied, key, invalid
    /// Nothing that is known.
    case unknown
  }

  public struct Refusal: Sendable, Equatable {
    public let operation: String
    public let code: String
    public let reaction: Reaction
    /// AWS's own sentence; nil where a password was among the parameters.
    public let message: String?
  }

  case refused(Refusal)
  /// The command's answer is no JSON, or lacks what it has to have.
  case unreadable(operation: String)

  // Before anything is made.
  case otherAccount(expected: String, found: String)
  case keyUnusable(key: String, why: String)
  case sourceUnusable(source: String, why: String)
  case quotaFull(name: String, used: Int, most: Int)
  case networkMissing(String)

  // What stands.
  /// Another run's lease is alive.
  case busy(resource: String, holder: String)
  /// A name of ours is taken by something that is not provably ours.
  case foreign(resource: String, why: String)
  case keyDiffers(resource: String, expected: String, found: String)
  case badState(resource: String, state: String)
  case outOfTime(what: String, state: String)
  case notShared(snapshot: String, wanted: [String], found: [String])
  case changed(resource: String, why: String)

  // The temporary database.
  case notConnectable(endpoint: String, why: String)
  case notProven(endpoint: String, why: String)
  case otherDatabases([String])
  case rolesKeepPasswords([String])
}

extension AwsError.Refusal {
  /// Reads what the command says of an error, of version 1 or 2, wherever in the text it stands; nil where it says none.
  init?(_ messages: String, _ call: AwsCall) {
    guard
      let match = messages.firstMatch(
        of:
          /An error occurred \(([A-Za-z0-9_.]+)\) when calling the [A-Za-z0-9]+ operation(?: \(reached max retries: [0-9]+\))?: ?([^\n]*)/
      )
    else { return nil }
    let code = String(match.output.1)
    self.init(
      operation: call.operation, code: code, reaction: AwsError.Reaction(code: code),
      message: call.holdsSecret ? nil : String(match.output.2.prefix(300)))
  }
}

extension AwsError.Reaction {
  /// Many codes lack the `Fault` of their shape's name, some have it: both count.
  init(code: String) {
    let code = code.hasSuffix("Fault") ? String(code.dropLast(5)) : code
    switch code {
    case _ where code.hasPrefix("Throttl") || code.hasPrefix("RequestLimitExceeded") || code == "SlowDown",
      "RequestTimeout", "InternalFailure", "InternalError", "InternalServerError", "ServiceUnavailable", "502", "503",
      "500", "504", "TooManyRequestsException", "BandwidthLimitExceeded":
      self = .again
    case _ where code.contains("AlreadyExists"): self = .exists
    case _ where code.contains("ExpiredToken") || code == "RequestExpired" || code == "TokenRefreshRequired":
      self = .expired
    case _ where code.contains("KMSKey") || code.contains("KMSInvalidState") || code.hasPrefix("KMS"): self = .key
    case _ where code.contains("NotFound"): self = .missing
    case _ where code.contains("QuotaExceeded") || code.contains("LimitExceeded") || code.contains("InsufficientDB"):
      self = .quota
    case _ where code.hasPrefix("AccessDenied") || code.hasPrefix("UnauthorizedOperation") || code == "NotAuthorized",
      "InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException", "AuthFailure":
      self = .denied
    case _ where code.hasPrefix("Invalid") && code.hasSuffix("State"): self = .state
    case _ where code.hasPrefix("Invalid") || code.hasPrefix("ValidationE") || code.hasPrefix("MissingParameter"):
      self = .invalid
    default: self = .unknown
    }
  }
}
