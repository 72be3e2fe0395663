internal import BundleFormat
internal import Diagnostics
internal import Executor
internal import ExternalPrograms
internal import FixtureValidation
internal import Foundation
internal import MaskingJob
internal import PostgresClient
internal import RuleSyntax
internal import SnapshotStage
internal import Verifier

/// Why a command stopped, for the person who ran it: what, why, what to do.
///
/// The one place where errors become exit codes. It never repeats a server's or a tool's own message: those may hold data.
struct Failure: Sendable, Equatable {
  let status: ExitStatus
  /// One sentence without a full stop; names the object and the place.
  let what: String
  let why: String?
  /// What to do about it.
  let help: String?

  init(_ status: ExitStatus, _ what: String, why: String? = nil, help: String? = nil) {
    self.status = status
    self.what = what
    self.why = why
    self.help = help
  }

  init(_ error: any Error) {
    switch error {
    case let error as DiagnosticsError: self = .diagnostics(error)
    case let error as JobDocumentError:
      self.init(.configuration, "\(error.file.path) is refused: \(TextRenderer.count(error.diagnostics))")
    case let error as BundleError: self = .bundle(error)
    case let error as JobError: self = .job(error)
    case let error as ExecutorError: self = .executor(error)
    case let error as ExternalProgramError: self = .program(error)
    case let error as PostgresError: self = .postgres(error)
    case let error as VerificationError: self = .verification(error)
    case let error as SnapshotError: self = .snapshot(error)
    case let error as AwsError: self = .aws(error)
    case let error as FixtureError: self = .fixtures(error)
    case is CancellationError:
      self.init(.interrupted, "interrupted", help: "run it again to resume")
    case let error as CocoaError where error.isFileError: self = .file(error)
    default:
      // The type's name only: an error's description may quote what it stumbled over.
      self.init(
        .internalError, "an internal error of Understudy (\(type(of: error)))",
        help: "please report it together with the command that was run")
    }
  }

  /// As it is printed on the standard error stream.
  func rendered(colors: Bool) -> String {
    let label = colors ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
    var lines = ["\(label) \(what)"]
    if let why { lines.append("  why: \(why.replacing("\n", with: "\n    "))") }
    if let help { lines.append("  help: \(help)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// For the report of a run.
  var summary: FailureSummary { FailureSummary(status: status.rawValue, what: what, why: why, help: help) }
}

// MARK: The mapping, type by type

extension Failure {
  static func diagnostics(_ error: DiagnosticsError) -> Failure {
    Failure(
      .rulesRefused, "the rules are refused: \(TextRenderer.count(error.diagnostics))",
      why: error.diagnostics.first { $0.severity == .error }.map { first in
        (first.span.map { "\($0.location): " } ?? "") + first.message
      })
  }

  static func bundle(_ error: BundleError) -> Failure {
    switch error {
    case .missing(let path):
      Failure(
        .fileOrDisk, "\(path) does not exist", why: "a bundle is a folder with manifest.json and the files it names",
        help: "compile the application first: understudy compile APP")
    case .unreadable(let path):
      Failure(.fileOrDisk, "\(path) cannot be read", help: "look at the permissions of the bundle's folder")
    case .unwritable(let path):
      Failure(
        .fileOrDisk, "\(path) cannot be written", help: "look at the folder's permissions and the free disk space")
    case .changed(let file):
      Failure(
        .rulesRefused, "\(file) is not what was compiled",
        why: "its SHA-256 differs from the one in manifest.json; only what was reviewed is run",
        help: "restore the reviewed file, or compile again and have the change reviewed")
    case .incomplete(let file):
      Failure(
        .rulesRefused, "\(file) is missing",
        why: "manifest.json names it; only what was reviewed is run, and all of it",
        help: "restore the reviewed file, or compile again and have the change reviewed")
    case .unexpected(let file):
      Failure(
        .rulesRefused, "\(file) is no part of the bundle",
        why: "manifest.json does not name it; only what was reviewed is run", help: "move it elsewhere")
    case .unknownFormat(let format, let path):
      Failure(
        .rulesRefused, "the bundle \(path) has format \(format), which this program does not read",
        why: "it reads format \(Manifest.currentFormat)", help: "compile it again with this version")
    }
  }

  static func fixtures(_ error: FixtureError) -> Failure {
    switch error {
    case .unreadable, .unwritable: Failure(.fileOrDisk, "\(error)")
    case .unknownFile, .noHeader, .xml: Failure(.rulesRefused, "\(error)")
    case .refused:
      Failure(
        .rulesRefused, "\(error)", why: "a value, or a statement, does not fit the schema",
        help: "load it with psql to see what it says")
    }
  }

  static func file(_ error: CocoaError) -> Failure {
    let path = error.filePath ?? "a file"
    return switch error.code {
    case .fileWriteOutOfSpace:
      Failure(.fileOrDisk, "the disk is full: \(path) could not be written", help: "make room and run it again")
    case .fileWriteNoPermission, .fileReadNoPermission:
      Failure(.fileOrDisk, "\(path): permission denied")
    case .fileReadNoSuchFile, .fileNoSuchFile:
      Failure(.fileOrDisk, "\(path) does not exist")
    default:
      Failure(.fileOrDisk, "\(path) could not be read or written")
    }
  }
}

extension CocoaError {
  /// Reading or writing a file.
  fileprivate var isFileError: Bool { (0..<1024).contains(code.rawValue) }
}
