internal import SnapshotStage

extension Failure {
  /// RDS, Aurora, and the way to them.
  static func aws(_ error: AwsError) -> Failure {
    switch error {
    case .refused(let refusal): refused(refusal)
    case .unreadable(let operation):
      Failure(.unavailable, "the aws command's answer to \(operation) cannot be read", help: "run it by hand and look")
    case .otherAccount, .keyUnusable, .sourceUnusable, .quotaFull, .networkMissing: before(error)
    case .busy(let resource, let holder):
      Failure(
        .interrupted, "another run works with \(resource)", why: "its lease is alive (\(holder))",
        help: "wait until it has ended; a dead run's lease ends by itself within a quarter of an hour")
    case .foreign(let resource, let why):
      Failure(.refused, "\(resource) is not provably ours", why: why, help: "look at it, then rename or delete it")
    case .keyDiffers(let resource, let expected, let found):
      Failure(
        .verificationFailed, "\(resource) does not lie under the key that was asked for",
        why: "asked for \(expected), found \(found); it was deleted", help: "look at the key and its aliases")
    case .badState(let resource, let state):
      Failure(
        .unavailable, "\(resource) is \(state)", why: "from that state nothing gets well by waiting",
        help: "look at its events: aws rds describe-events; the next run makes another")
    case .outOfTime(let what, let state):
      Failure(
        .interrupted, "out of time while waiting for \(what)", why: "it was \(state); AWS works on",
        help: "run it again: it goes on from there")
    case .notShared(let snapshot, let wanted, let found):
      Failure(
        .verificationFailed, "\(snapshot) is not shared as it should be",
        why: "wanted \(list(wanted)), found \(list(found))", help: "nothing was published; run it again")
    case .changed(let resource, let why):
      Failure(
        .interrupted, "\(resource) was changed by somebody else", why: why, help: "find out by whom, then run it again")
    case .notConnectable(let endpoint, let why):
      Failure(
        .unavailable, "\(endpoint) is available, but nobody can connect", why: why,
        help: "look at `security_groups`, `subnet_group`, `parameter_group`, `certificates` and the route from here")
    case .notProven(let endpoint, let why):
      Failure(
        .refused, "that \(endpoint) is the temporary database is not proven", why: why,
        help: "look where that name leads; nothing was written")
    case .rolesKeepPasswords(let roles):
      Failure(
        .refused, "roles of production keep their passwords: \(list(roles))",
        why: "a snapshot holds roles too, and the master user may not change these",
        help: "give the master user the right to, or take LOGIN from them in production")
    case .otherDatabases(let names):
      Failure(
        .refused, "the copy holds databases that nobody masks: \(list(names))",
        why: "a snapshot holds every database of its server",
        help: "move them to a server of their own; `postgres` has to be empty")
    }
  }

  private static func before(_ error: AwsError) -> Failure {
    switch error {
    case .otherAccount(let expected, let found):
      Failure(
        .refused, "the credentials are of the account \(found), not of \(expected)",
        why: "the job's `aws: { account: … }` names the only one that may be touched",
        help: "use the right profile or role")
    case .keyUnusable(let key, let why):
      Failure(
        .configuration, "the key \(key) cannot be used", why: why,
        help: "snapshots need a customer-managed key in this region; Docs/aws.md says what its policy has to allow")
    case .sourceUnusable(let source, let why):
      Failure(.configuration, "the source \(source) cannot be used", why: why)
    case .quotaFull(let name, let used, let most):
      Failure(
        .unavailable, "the account's quota \(name) is full: \(used) of \(most)",
        help: "delete what is not needed, or ask AWS for more")
    case .networkMissing(let group):
      Failure(.configuration, "there is no subnet group \(group)", help: "name one in `temporary: { subnet_group: … }`")
    default: Failure(.unavailable, "AWS cannot be used")
    }
  }

  private static func refused(_ refusal: AwsError.Refusal) -> Failure {
    let what = "AWS refused \(refusal.operation): \(refusal.code)"
    let why = refusal.message
    switch refusal.reaction {
    case .again: return Failure(.unavailable, what, why: why, help: "it was tried several times; run it again later")
    case .expired:
      return Failure(
        .interrupted, what, why: why, help: "renew the credentials and run it again: it goes on from there")
    case .denied:
      return Failure(
        .refused, what, why: why, help: "compare the role's policy with the one in Docs/aws.md, and the profile in use")
    case .key:
      return Failure(
        .configuration, what, why: why, help: "Docs/aws.md says what the key's policy has to allow, and to whom")
    case .quota: return Failure(.unavailable, what, why: why, help: "delete what is not needed, or ask AWS for more")
    case .invalid: return Failure(.configuration, what, why: why, help: "look at the job file's names of AWS resources")
    case .missing, .exists, .state, .unknown: return Failure(.unavailable, what, why: why, help: "run it again")
    }
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "nobody" : names.joined(separator: ", ") }
}
