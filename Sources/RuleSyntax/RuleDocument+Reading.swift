public import Diagnostics

/// A path that a rule file names and that is not there. A loader throws it, so that the rule's line can be shown.
public struct SourceNotFound: Error, Sendable {
  public init() {}
}

extension RuleDocument {
  /// Reads an application's rules.
  ///
  /// - Parameters:
  ///   - file: the application's own file.
  ///   - load: reads an included file, or the file of a dictionary: a path as written, and the file it is relative to. The
  ///     same file has to come back under the same path, by which it is known again.
  /// - Throws: `DiagnosticsError` with everything that is wrong; what `load` throws, except `SourceNotFound`.
  public static func read(
    _ file: SourceFile, load: @escaping (_ path: String, _ relativeTo: SourceFile) throws -> SourceFile
  ) throws -> RuleDocument {
    try read([file], load: load)
  }

  /// Reads an application's rules from several files of its own: one of them names the application.
  ///
  /// - Parameters:
  ///   - files: at least one; the patterns of the one that names the application come first, then those of the others in
  ///     this order.
  ///   - load: as above.
  /// - Throws: as above.
  public static func read(
    _ files: [SourceFile], load: @escaping (_ path: String, _ relativeTo: SourceFile) throws -> SourceFile
  ) throws -> RuleDocument {
    let findings = Findings()
    var walk = IncludeWalk(findings, files)
    try walk.read(load)
    if let error = walk.lists.error { throw error }
    guard !findings.hasErrors else {
      throw DiagnosticsError(findings.diagnostics, files: walk.files + walk.lists.files)
    }
    var document = walk.reader.document
    document.files = walk.files + walk.lists.files
    document.ownFileCount = files.count
    return document
  }
}

/// Reads an application's own files, then follows their includes, depth first: a file's own patterns come before those of
/// its includes.
private struct IncludeWalk {
  private typealias Chain = [(file: String, include: Spanned<String>)]

  let findings: Findings
  var reader: RuleReader
  private(set) var files: [SourceFile]
  /// The application's own, the one that names it first; nil where a text is no YAML.
  private let own: [(file: SourceFile, root: RuleNode?)]
  let lists = ListFiles()

  init(_ findings: Findings, _ files: [SourceFile]) {
    self.findings = findings
    let composed = files.map { file -> (file: SourceFile, root: RuleNode?) in
      let composition = YAMLComposer.compose(file)
      findings.report(composition)
      return (file, composition.root)
    }
    let main = composed.firstIndex { Self.application(in: $0.root) != nil } ?? 0
    own = [composed[main]] + composed[..<main] + composed[(main + 1)...]
    self.files = own.map(\.file)
    reader = RuleReader(findings, own[0].file)
  }

  mutating func read(_ load: @escaping (String, SourceFile) throws -> SourceFile) throws {
    var includes: [(file: SourceFile, include: Spanned<String>)] = []
    for (index, (file, root)) in own.enumerated() {
      guard let root else { continue }
      if index > 0, let second = Self.application(in: root), let first = Self.application(in: own[0].root) {
        findings.report(
          Diagnostic(
            "duplicate-key", "the key `application` stands in two files of one application", at: second,
            notes: [Diagnostic.Note("the first one is here", at: first)], help: "remove one of them"))
        continue
      }
      readLists(relativeTo: file, load)
      includes += reader.read(root, isIncluded: index > 0).map { (file, $0) }
    }
    for (file, include) in includes { try follow(include, of: file, chain: [(file.path, include)], load) }
  }

  private static func application(in root: RuleNode?) -> SourceSpan? {
    guard case .mapping(let entries)? = root?.content else { return nil }
    return entries.first { $0.key.value == "application" }?.key.span
  }

  /// - Parameter chain: the includes that led here, outermost first, this one last.
  private mutating func follow(
    _ include: Spanned<String>, of file: SourceFile, chain: Chain,
    _ load: @escaping (String, SourceFile) throws -> SourceFile
  ) throws {
    guard let included = try self.load(include, from: file, load) else { return }
    if chain.contains(where: { $0.file == included.path }) {
      reportCycle(chain)
    } else if !files.contains(where: { $0.path == included.path }) {
      files.append(included)
      let composition = YAMLComposer.compose(included)
      findings.report(composition)
      guard let root = composition.root else { return }
      readLists(relativeTo: included, load)
      for next in reader.read(root, isIncluded: true) {
        try follow(next, of: included, chain: chain + [(included.path, next)], load)
      }
    }
  }

  /// Lists that the rules of a file name are relative to it.
  private func readLists(relativeTo file: SourceFile, _ load: @escaping (String, SourceFile) throws -> SourceFile) {
    findings.readLines = { [lists, findings] path in lists.lines(path, findings) { try load($0, file) } }
  }

  private mutating func load(
    _ include: Spanned<String>, from file: SourceFile, _ load: (String, SourceFile) throws -> SourceFile
  ) throws -> SourceFile? {
    do {
      return try load(include.value, file)
    } catch is SourceNotFound {
      findings.report(
        Diagnostic(
          "include-not-found", "the included file `\(include.value)` does not exist", at: include.span,
          help: "paths are relative to the file that names them"))
    } catch let error as DiagnosticsError {
      findings.report(error.diagnostics)
      files.append(contentsOf: error.files)
    }
    return nil
  }

  private func reportCycle(_ chain: Chain) {
    findings.report(
      Diagnostic(
        "include-cycle", "the included file includes itself", at: chain.last?.include.span,
        notes: chain.dropLast().map { Diagnostic.Note("by way of this include", at: $0.include.span) },
        help: "remove one of the includes"))
  }
}

/// Files that rules name and that are lists: an entry a line.
private final class ListFiles {
  private(set) var files: [SourceFile] = []
  /// What kept one from being read, where that is not the rules' fault.
  private(set) var error: (any Error)?

  /// The lines that are not blank, each with its place; nil where the file was not read.
  func lines(_ path: Spanned<String>, _ findings: Findings, _ load: (String) throws -> SourceFile) -> RuleNode? {
    do {
      let file = try load(path.value)
      if !files.contains(where: { $0.path == file.path }) { files.append(file) }
      return RuleNode(.sequence(Self.entries(of: file)), span: path.span)
    } catch is SourceNotFound {
      findings.report(
        Diagnostic(
          "include-not-found", "the file `\(path.value)` does not exist", at: path.span,
          help: "paths are relative to the file that names them"))
    } catch let error as DiagnosticsError {
      findings.report(error.diagnostics)
    } catch {
      self.error = error
    }
    return nil
  }

  private static func entries(of file: SourceFile) -> [RuleNode] {
    var entries: [RuleNode] = []
    var offset = 0
    for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let length = line.utf8.count
      let entry = line.hasSuffix("\r") ? line.dropLast() : line
      if entry.contains(where: { !$0.isWhitespace }) {
        entries.append(
          RuleNode(.scalar(String(entry), isQuoted: true), span: file.span(offset..<offset + entry.utf8.count)))
      }
      offset += length + 1
    }
    return entries
  }
}
