public import ExternalPrograms
public import Foundation

/// The files with the public keys of those who may read a snapshot.
public struct Recipients: Sendable {
  /// At least one.
  public let files: [URL]
  /// How many keys they hold.
  public let count: Int

  /// Reads the files and has `age` judge them.
  ///
  /// - Throws: `SnapshotError` for the files; `ExternalProgramError.missing` without `age`.
  public static func read(_ files: [URL], programs: ProgramFinder = ProgramFinder()) async throws -> Recipients {
    guard !files.isEmpty else { throw SnapshotError.recipientsMissing(path: nil) }
    let age = try programs.find(.age)
    var count = 0
    for file in files {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        throw SnapshotError.recipientsMissing(path: file.relativePath)
      }
      guard !text.contains("AGE-SECRET-KEY-"), !text.contains("PRIVATE KEY-----") else {
        throw SnapshotError.recipientsHoldPrivateKey(path: file.relativePath)
      }
      let keys = text.split(whereSeparator: \.isNewline).filter {
        let line = $0.trimmingCharacters(in: .whitespaces)
        return !line.isEmpty && !line.hasPrefix("#")
      }
      do {
        guard !keys.isEmpty else { throw SnapshotError.recipientsInvalid(path: file.relativePath) }
        try await ProgramCommand(age, ["-R", file.path], timeout: .seconds(60)).run()
      } catch ExternalProgramError.failed {
        throw SnapshotError.recipientsInvalid(path: file.relativePath)
      }
      count += keys.count
    }
    return Recipients(files: files, count: count)
  }

  private init(files: [URL], count: Int) {
    self.files = files
    self.count = count
  }

  /// For `age`.
  var arguments: [String] { files.flatMap { ["-R", $0.path] } }
}
