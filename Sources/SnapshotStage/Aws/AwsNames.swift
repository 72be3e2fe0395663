internal import BundleFormat
internal import Foundation

/// Names that follow from what a resource is: AWS's own uniqueness is the lock on making one.
struct AwsNames: Sendable, Equatable {
  /// `understudy-APP-SOURCE6-KEY4`; policies allow changes to `understudy-…` only.
  let stem: String

  /// - Parameters:
  ///   - source: the source's ARN.
  ///   - key: the target key's ARN.
  init(application: String, source: String, key: String) {
    // Two applications whose names differ in what a name cannot hold differ in the digest.
    let digest = Self.digest("\(application)\u{0}\(source)").prefix(6)
    stem = "understudy-\(Self.plain(application))-\(digest)-\(Self.digest(key).prefix(4))"
  }

  private static func digest(_ text: String) -> String { SHA256Digest.hex(Data(text.utf8)) }

  /// Small letters, digits and single hyphens; short enough for every suffix below.
  private static func plain(_ application: String) -> String {
    let words = application.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let joined = String(words.joined(separator: "-").prefix(24))
    return joined.hasSuffix("-") ? String(joined.dropLast()) : joined
  }

  func temporary(_ generation: Int) -> String { "\(stem)-g\(generation)" }

  /// The generation of a name; nil for another's.
  func generation(_ name: String) -> Int? {
    name.hasPrefix(stem + "-g") ? Int(name.dropFirst(stem.count + 2)) : nil
  }

  /// The one instance of a cluster.
  func instance(of cluster: String) -> String { "\(cluster)-1" }

  func snapshot(_ run: String) -> String { "\(stem)-\(run.lowercased())" }

  func intermediate(_ run: String) -> String { "\(stem)-\(run.lowercased())-raw" }

  /// The base copy of a snapshot of the source.
  func base(of snapshot: String) -> String { "\(stem)-base-\(Self.digest(snapshot).prefix(8))" }
}
