internal import Foundation

/// One diagnostic as `--format json` prints it. Keys without a value are left out.
public struct DiagnosticRecord: Sendable, Codable, Equatable {
  /// Lines and columns count from 1, columns in Unicode scalars; the end is exclusive.
  public struct Place: Sendable, Codable, Equatable {
    public let file: String
    public let line: Int
    public let column: Int
    public let endLine: Int
    public let endColumn: Int

    public init(_ span: SourceSpan) {
      file = span.file
      line = span.start.line
      column = span.start.column
      endLine = span.end.line
      endColumn = span.end.column
    }
  }

  public struct Note: Sendable, Codable, Equatable {
    public let message: String
    public let place: Place?
  }

  public struct Fix: Sendable, Codable, Equatable {
    public let place: Place
    public let replacement: String
  }

  /// What `understudy explain` explains.
  public let id: String
  public let severity: Severity
  public let message: String
  public let place: Place?
  public let notes: [Note]
  public let help: String?
  public let fixes: [Fix]
  /// What an `accept:` entry calls it.
  public let subject: String?

  public init(_ diagnostic: Diagnostic) {
    id = diagnostic.id
    severity = diagnostic.severity
    message = diagnostic.message
    place = diagnostic.span.map(Place.init)
    notes = diagnostic.notes.map { Note(message: $0.message, place: $0.span.map(Place.init)) }
    help = diagnostic.help
    fixes = diagnostic.fixIts.map { Fix(place: Place($0.span), replacement: $0.replacement) }
    subject = diagnostic.subject
  }
}

/// Diagnostics as a program reads them: an array of `DiagnosticRecord`.
public enum JSONRenderer {
  /// In source order, with sorted keys and a line break at the end.
  public static func render(_ diagnostics: [Diagnostic]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let records = diagnostics.sorted(by: Diagnostic.inSourceOrder).map(DiagnosticRecord.init)
    return String(decoding: try encoder.encode(records), as: UTF8.self) + "\n"
  }
}
