internal import Diagnostics
public import Foundation
internal import MaskingCompiler
public import RuleSyntax

/// Reads an application's rule files from disk.
public enum RuleFiles {
  /// The rule file, or those that a name with `*` or `?` matches, and what they include.
  ///
  /// - Throws: `DiagnosticsError` for what is wrong in them, `JobError.fileUnreadable` for the file itself.
  public static func read(_ url: URL) throws -> RuleDocument {
    try read(matching(url).map(file(at:)))
  }

  /// An own file's text that is not on disk yet, and what it includes.
  ///
  /// - Throws: as above.
  static func read(_ file: SourceFile) throws -> RuleDocument { try read([file]) }

  private static func read(_ files: [SourceFile]) throws -> RuleDocument {
    try RuleDocument.read(files) { path, relative in
      let base = URL(fileURLWithPath: relative.path).deletingLastPathComponent()
      let included = URL(fileURLWithPath: path, relativeTo: base).standardizedFileURL
      guard FileManager.default.fileExists(atPath: included.path) else { throw SourceNotFound() }
      return try file(at: included)
    }
  }

  /// The files that a path means, in the order of their names.
  private static func matching(_ url: URL) throws -> [URL] {
    let pattern = url.lastPathComponent
    guard pattern.contains("*") || pattern.contains("?"), !FileManager.default.fileExists(atPath: url.path) else {
      return [url]
    }
    let folder = url.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let matched = names.filter { !$0.hasPrefix(".") && Names.matches(pattern, $0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !matched.isEmpty else { throw JobError.fileUnreadable(shortPath(url)) }
    return matched.map { folder.appendingPathComponent($0) }
  }

  /// A text file under the path that a person would type.
  static func file(at url: URL) throws -> SourceFile {
    let path = shortPath(url)
    guard let bytes = try? Data(contentsOf: url) else { throw JobError.fileUnreadable(path) }
    return try SourceFile(path: path, bytes: bytes)
  }

  /// Relative to the working directory where the file lies below it.
  public static func shortPath(_ url: URL) -> String {
    let path = url.standardizedFileURL.path
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }
}
