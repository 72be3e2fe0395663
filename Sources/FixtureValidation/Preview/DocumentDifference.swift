internal import Foundation

/// Where two JSON documents differ.
enum DocumentDifference {
  struct Change: Equatable {
    /// As in `$.contact.email`, `$.devices[0].ip`.
    let path: String
    /// Nil where it is not there.
    let before: String?
    let after: String?
  }

  /// Nil where one of them is no JSON.
  static func changes(from before: String, to after: String) -> [Change]? {
    guard let old = parsed(before), let new = parsed(after) else { return nil }
    return compare(old, new, at: "$")
  }

  private static func parsed(_ text: String) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  private static func compare(_ before: Any?, _ after: Any?, at path: String) -> [Change] {
    if let old = before as? [String: Any], let new = after as? [String: Any] {
      return Set(old.keys).union(new.keys).sorted().flatMap { compare(old[$0], new[$0], at: "\(path).\($0)") }
    }
    if let old = before as? [Any], let new = after as? [Any] {
      return (0..<max(old.count, new.count)).flatMap { index in
        compare(
          old.indices.contains(index) ? old[index] : nil, new.indices.contains(index) ? new[index] : nil,
          at: "\(path)[\(index)]")
      }
    }
    let (old, new) = (before.map(text), after.map(text))
    return old == new ? [] : [Change(path: path, before: old, after: new)]
  }

  private static func text(_ value: Any) -> String {
    if let text = value as? String { return text }
    if value is NSNull { return "null" }
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
