internal import Executor
internal import Foundation

/// What a dead run left: whether another may carry it on. One that had published already is carried on too: it prunes and
/// cleans up.
///
/// All must hold: the same application and source, the bundle that began it, an age below the limit; that no run is alive is
/// known by the lock. A half-masked copy under other rules is never carried on.
struct Orphan: Sendable {
  /// Copies older than this are made anew: data goes stale, and nobody remembers them.
  static let longestAge = Duration.seconds(36 * 3600)

  let mark: Mark
  let application: Job.Application

  /// Why it is of no use; nil where it is carried on.
  ///
  /// - Parameters:
  ///   - source: what the copy would be made from now.
  ///   - asOf: the source's time, where it has one.
  ///   - reviewed: the digest of the bundle that is going to run.
  ///   - attestation: the digest of the attestation that waits to be published, if one does.
  func reasonToDiscard(
    source: String, asOf: String?, reviewed: String, attestation: String?, now: Date = Date()
  ) -> String? {
    if let reason = reasonOfAge(now) { return reason }
    if mark.source != source { return "it was made from another source (\(mark.source))" }
    if let asOf, !CopyTime.areEqual(mark.asOf, asOf) { return "its source has changed since (\(mark.asOf))" }
    if let begun = mark.bundle, begun != reviewed { return "it was begun with another bundle" }
    guard mark.state == .sealed else { return nil }
    return attestation != nil && attestation == mark.attestation ? nil : "it is sealed, and its attestation is lost"
  }

  /// Why it is past its time, whatever the rules say now.
  func reasonThatItIsPast(now: Date = Date()) -> String? {
    let run = RunFolder(snapshots: application.snapshots, application: application.name, run: mark.run)
    return run.isPublished ? "its snapshot is published" : reasonOfAge(now)
  }

  private func reasonOfAge(_ now: Date) -> String? {
    guard let age = age(at: now) else { return "nobody knows how old it is" }
    return age > Self.longestAge ? "it is older than \(Self.longestAge.components.seconds / 3600) hours" : nil
  }

  /// The time since it was adopted.
  func age(at now: Date) -> Duration? {
    guard let adopted = CopyTime.date(mark.adoptedAt) else { return nil }
    return .seconds(now.timeIntervalSince(adopted))
  }
}

/// Times as marks, dumps and fixtures write them.
enum CopyTime {
  /// `2026-11-23T20:09:12.000000Z`, `2026-11-23 20:09:12Z`.
  static func date(_ text: String) -> Date? {
    let text = text.replacing(" ", with: "T")
    return [true, false].lazy.compactMap { try? Date.ISO8601FormatStyle(includingFractionalSeconds: $0).parse(text) }
      .first
  }

  static func areEqual(_ one: String, _ other: String) -> Bool {
    guard let one = date(one), let other = date(other) else { return one == other }
    return abs(one.timeIntervalSince(other)) < 0.5
  }
}
