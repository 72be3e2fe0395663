internal import Foundation

/// What is known of a temporary database that stands already: a pure judgement, from tags and states alone.
///
/// It is carried on only if all hold: the tags of owner, application, kind and its own name; the key; the source; an age
/// under the limit; a state from which it can get well; no other run's live lease; and, once masking has begun, the bundle
/// that began it. The ledger inside is asked once there is a connection.
public struct AwsOrphan: Sendable {
  public enum Judgement: Sendable, Equatable {
    case adopt(String)
    case discard(String)
    /// Not provably ours, or going already.
    case leave(String)
    case busy(holder: String)
  }

  /// Copies older than this are made anew: data goes stale, and nobody remembers them.
  static let longestAge: TimeInterval = 36 * 3600

  let database: AwsDatabase
  let application: String
  /// The ARN of the key that it was to be born under, or of the source's.
  let key: String
  let source: String
  /// The digest of the reviewed bundle; nil where only time counts, as for `clean`.
  let bundle: String?
  /// Who asks.
  let holder: String?
  let now: Date

  func judge() -> Judgement {
    let tags = database.tags
    guard tags.prove(.temporary, named: database.name, of: application) else {
      let isInherited = tags[.owner] == AwsTags.owner && tags[.name] != database.name
      return .leave(
        isInherited
          ? "its tags are those of \(tags[.name] ?? "another"): a restored copy inherits them"
          : "its tags do not say that it is ours")
    }
    if database.state == "deleting" { return .leave("it is being deleted") }
    if let lease = AwsLease(tags[.lease]), lease.holder != holder, lease.until > now {
      return .busy(holder: lease.holder)
    }
    if let reason = reasonOfAge(tags) ?? reasonToDiscard(tags) { return .discard(reason) }
    let stage = tags[.stage] == AwsStage.masking.rawValue ? "masking by the same bundle" : "not masked yet"
    return .adopt("carries on run \(tags[.run] ?? "?"): same source, same key, \(stage), \(age(tags))")
  }

  private func reasonOfAge(_ tags: AwsTags) -> String? {
    guard let created = tags.time(.created) else { return "nobody knows how old it is" }
    return now.timeIntervalSince(created) > Self.longestAge
      ? "it is older than \(Int(Self.longestAge / 3600)) hours" : nil
  }

  private func reasonToDiscard(_ tags: AwsTags) -> String? {
    if AwsStates.isBad(database.state) { return "its state is \(database.state)" }
    if tags[.source] != source { return "it was made from another source (\(tags[.source] ?? "none"))" }
    if database.key != key { return "it lies under another key" }
    guard tags[.stage] == AwsStage.masking.rawValue, let bundle else { return nil }
    return tags[.bundle] == bundle ? nil : "it was begun with another bundle"
  }

  private func age(_ tags: AwsTags) -> String {
    let seconds = tags.time(.created).map { now.timeIntervalSince($0) } ?? 0
    return seconds < 3600 ? "\(max(0, Int(seconds / 60))) min old" : "\(Int(seconds / 3600)) h old"
  }
}

/// How far a temporary database is, in its tag.
enum AwsStage: String { case copying, masking }

/// Who works with a resource, and until when others take that for true.
struct AwsLease: Equatable, Sendable {
  let holder: String
  let until: Date

  static let length: TimeInterval = 15 * 60
  /// How long it may go without being renewed.
  static let renewal: TimeInterval = 5 * 60

  init(holder: String, until: Date) {
    self.holder = holder
    self.until = until
  }

  init?(_ text: String?) {
    guard let parts = text?.split(separator: " "), parts.count == 2, let until = AwsTime.date(String(parts[0])) else {
      return nil
    }
    self.init(holder: String(parts[1]), until: until)
  }

  var text: String { "\(AwsTime.text(until)) \(holder)" }
}

/// What states mean. One that is not known is taken for work that goes on.
enum AwsStates {
  /// From these nothing gets well by waiting.
  private static let bad: Set<String> = [
    "failed", "cloning-failed", "migration-failed", "inaccessible-encryption-credentials",
    "inaccessible-encryption-credentials-recoverable", "incompatible-network", "incompatible-option-group",
    "incompatible-parameters", "incompatible-restore", "incompatible-credentials", "incompatible-create",
    "insufficient-capacity", "restore-error", "storage-full", "incompatible",
  ]

  static func isBad(_ state: String) -> Bool { bad.contains(state) || state.hasPrefix("incompatible-") }
}
