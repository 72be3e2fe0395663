internal import Diagnostics
public import Foundation
public import RuleSyntax

/// Reads an application's rule files from disk.
public enum RuleFiles {
  /// The rule file and what it includes.
  ///
  /// - Throws: `DiagnosticsError` for what is wrong in them, `JobError.fileUnreadable` for the file itself.
  public static func read(_ url: URL) throws -> RuleDocument {
    try RuleDocument.read(try file(at: url)) { path, relative in
      let base = URL(fileURLWithPath: relative.path).deletingLastPathComponent()
      let included = URL(fileURLWithPath: path, relativeTo: base).standardizedFileURL
      guard FileManager.default.fileExists(atPath: included.path) else { throw SourceNotFound() }
      return try file(at: included)
    }
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
