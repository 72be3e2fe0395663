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
  ///   - load: reads an included file: a path as written, and the file it is relative to. The same file has to come
  ///     back under the same path, by which it is known again.
  /// - Throws: `DiagnosticsError` with everything that is wrong; what `load` throws, except `SourceNotFound`.
  public static func read(
    _ file: SourceFile, load: (_ path: String, _ relativeTo: SourceFile) throws -> SourceFile
  ) throws -> RuleDocument {
    let findings = Findings()
    var walk = IncludeWalk(findings, file)
    try walk.read(file, chain: [], load)
    guard !findings.hasErrors else { throw DiagnosticsError(findings.diagnostics, files: walk.files) }
    var document = walk.reader.document
    document.files = walk.files
    return document
  }
}

/// Follows includes, depth first: a file's own patterns come before those of its includes.
private struct IncludeWalk {
  let findings: Findings
  var reader: RuleReader
  private(set) var files: [SourceFile] = []

  init(_ findings: Findings, _ file: SourceFile) {
    self.findings = findings
    reader = RuleReader(findings, file)
  }

  /// - Parameter chain: the includes that led here, outermost first.
  mutating func read(
    _ file: SourceFile, chain: [(file: String, include: Spanned<String>)],
    _ load: (String, SourceFile) throws -> SourceFile
  ) throws {
    files.append(file)
    let composition = YAMLComposer.compose(file)
    findings.report(composition)
    guard let root = composition.root else { return }
    for include in reader.read(root, isIncluded: !chain.isEmpty) {
      guard let included = try self.load(include, from: file, load) else { continue }
      let longer = chain + [(file.path, include)]
      if included.path == file.path || chain.contains(where: { $0.file == included.path }) {
        reportCycle(longer)
      } else if !files.contains(where: { $0.path == included.path }) {
        try read(included, chain: longer, load)
      }
    }
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

  private func reportCycle(_ chain: [(file: String, include: Spanned<String>)]) {
    findings.report(
      Diagnostic(
        "include-cycle", "the included file includes itself", at: chain.last?.include.span,
        notes: chain.dropLast().map { Diagnostic.Note("by way of this include", at: $0.include.span) },
        help: "remove one of the includes"))
  }
}
