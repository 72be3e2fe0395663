import BundleFormat
import Foundation

/// A bundle as a case commits it: every byte of its files, each byte once.
///
/// The smallest case's bundle is committed whole. Of the others' files, those that are the same there are left out, and so are
/// the lines that a file has in common with its namesake there, at its head and at its end: a comment counts them. In place
/// of `manifest.json`, which is made of digests and byte ranges of the other files, stands what verify is told.
struct GoldenBundle: Equatable {
  private(set) var files: [String: String] = [:]

  /// - Parameter smallest: the bundle that it is compared with; nil for that bundle itself.
  init(_ bundle: MaskingBundle, beside smallest: MaskingBundle?) throws {
    for (name, bytes) in bundle.files {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let smallest else {
        files[name] = text
        continue
      }
      if name == "manifest.json" || smallest.files[name] == bytes { continue }
      let namesake = name.hasSuffix(".md") ? nil : smallest.files[name]
      files[name] = namesake.map { Self.folded(text, beside: String(decoding: $0, as: UTF8.self)) } ?? text
    }
    guard smallest != nil else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let tables = try encoder.encode(bundle.manifest.verification.tables)
    files["verification.json"] = String(decoding: tables, as: UTF8.self) + "\n"
  }

  /// As it is in a folder.
  init(readFrom folder: URL) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      files[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
  }

  func write(to folder: URL) throws {
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
  }

  /// The heads, which name the sources, stay.
  private static func folded(_ text: String, beside other: String) -> String {
    let (head, lines) = parts(of: text)
    let (_, others) = parts(of: other)
    let first = zip(lines, others).prefix { $0 == $1 }.count
    let rest = min(lines.count, others.count) - first
    let last = zip(lines.reversed(), others.reversed()).prefix(rest).prefix { $0 == $1 }.count
    var folded = head
    folded += first > 3 ? ["-- (the first \(first) lines of smallest)"] : Array(lines.prefix(first))
    folded += lines.dropFirst(first).dropLast(last)
    folded += last > 3 ? ["-- (the last \(last) lines of smallest)"] : Array(lines.suffix(last))
    return folded.joined(separator: "\n")
  }

  private static func parts(of text: String) -> (head: [String], body: [String]) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let head = lines.prefix { $0.hasPrefix("-- ") }.count
    return head < lines.count && lines[head].isEmpty
      ? (Array(lines[...head]), Array(lines[(head + 1)...])) : ([], lines)
  }
}
