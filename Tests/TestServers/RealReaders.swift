import ExternalPrograms
import Foundation

/// Programs of other people that read what this one writes, from PyPI; `.ci/prepare test` installs them.
public enum RealReaders {
  /// Runs Python with the readers; its input is what is read.
  ///
  /// - Throws: where the script fails, with what it said.
  public static func python(_ script: String, reading text: String) async throws -> String {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let program = repository.appending(path: "build/tools/bin/python3").path
    return try await ProgramCommand(program, ["-c", script], messages: .shown).output(input: .text(text))
  }
}
