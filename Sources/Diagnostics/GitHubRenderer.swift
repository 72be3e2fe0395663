internal import Foundation

/// Diagnostics as workflow commands: GitHub shows them beside the lines of a pull request.
public enum GitHubRenderer {
  /// A line for each, in source order.
  public static func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.sorted(by: Diagnostic.inSourceOrder).map(line).joined()
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    var properties: [String] = []
    if let span = diagnostic.span {
      properties += ["file=\(property(span.file))", "line=\(span.start.line)", "endLine=\(span.end.line)"]
      // Columns are read only where they are of one line.
      if span.start.line == span.end.line {
        properties += ["col=\(span.start.column)", "endColumn=\(span.end.column)"]
      }
    }
    properties.append("title=\(property(diagnostic.id))")
    let text = ([diagnostic.message] + [diagnostic.help.map { "help: \($0)" }].compactMap { $0 })
    return
      "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))::\(data(text.joined(separator: "\n")))\n"
  }

  /// Escapes as the runner undoes them.
  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
