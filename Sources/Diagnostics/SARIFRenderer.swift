internal import Foundation

/// Diagnostics in the Static Analysis Results Interchange Format, as code scanners and editors read it (OASIS SARIF 2.1.0).
public enum SARIFRenderer {
  /// A log of one run: results in source order, and of each id that occurs its page of the manual.
  ///
  /// - Parameter version: this program's.
  public static func render(_ diagnostics: [Diagnostic], version: String) throws -> String {
    let sorted = diagnostics.sorted(by: Diagnostic.inSourceOrder)
    let ids = Set(sorted.map(\.id)).sorted()
    let log = Log(runs: [
      Run(
        tool: Tool(driver: Driver(version: version, rules: ids.map(Rule.init))),
        results: sorted.map { Result($0, ruleIndex: ids.firstIndex(of: $0.id) ?? -1) })
    ])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(log), as: UTF8.self) + "\n"
  }

  private struct Log: Encodable {
    let version = "2.1.0"
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case version
      case schema = "$schema"
      case runs
    }
  }

  private struct Run: Encodable {
    let tool: Tool
    /// Columns count from 1 in Unicode scalars.
    let columnKind = "unicodeCodePoints"
    let results: [Result]
  }

  private struct Tool: Encodable {
    let driver: Driver
  }

  private struct Driver: Encodable {
    let name = "understudy"
    let version: String
    let rules: [Rule]
  }

  private struct Text: Encodable {
    let text: String
    var markdown: String?
  }

  private struct Rule: Encodable {
    let id: String
    var shortDescription: Text?
    var help: Text?

    init(id: String) {
      self.id = id
      guard let page = DiagnosticPage.page(id)?.text else { return }
      let paragraphs = page.split(separator: "\n\n").map(String.init)
      shortDescription = paragraphs.dropFirst().first.map { Text(text: $0.replacingOccurrences(of: "\n", with: " ")) }
      help = Text(text: page, markdown: page)
    }
  }

  private struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Text
    let locations: [Location]
    let relatedLocations: [Location]

    init(_ diagnostic: Diagnostic, ruleIndex: Int) {
      ruleId = diagnostic.id
      self.ruleIndex = ruleIndex
      level = diagnostic.severity.rawValue
      message = Text(text: ([diagnostic.message] + [diagnostic.help].compactMap { $0 }).joined(separator: "; "))
      locations = diagnostic.span.map { [Location($0)] } ?? []
      relatedLocations = diagnostic.notes.compactMap { note in note.span.map { Location($0, message: note.message) } }
    }
  }

  private struct Location: Encodable {
    let physicalLocation: PhysicalLocation
    var message: Text?

    init(_ span: SourceSpan, message: String? = nil) {
      physicalLocation = PhysicalLocation(span)
      self.message = message.map { Text(text: $0) }
    }
  }

  private struct PhysicalLocation: Encodable {
    struct Artifact: Encodable { let uri: String }

    struct Region: Encodable {
      let startLine: Int
      let startColumn: Int
      let endLine: Int
      let endColumn: Int
    }

    let artifactLocation: Artifact
    let region: Region

    init(_ span: SourceSpan) {
      artifactLocation = Artifact(
        uri: span.file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? span.file)
      region = Region(
        startLine: span.start.line, startColumn: span.start.column, endLine: span.end.line,
        endColumn: span.end.column)
    }
  }
}
