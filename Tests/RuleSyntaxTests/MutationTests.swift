import Diagnostics
import Foundation
import RuleSyntax
import Testing

/// A generator of its own, so that a failing file comes again.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct Mutations {
  private static let pieces = [
    "{", "}", "[", "]", ":", ": ", "- ", "\n", "\n  ", "\r\n", "'", "\"", "\\", "|\n", ">-\n", "&a ", "*a", "!x ", "? ",
    "# ", "é", "名", "\u{1F642}", "\u{2028}", "\u{85}", "\t", "\u{0}", "---\n", "...\n", "<<: ", "%", "@", "~", "null",
    "tables:", "columns: ", "mask: ", "json: ", "otherwise: ", "include: [x]", "\u{FEFF}", "\u{301}",
  ]

  private static func mutate(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 3:
        bytes.removeSubrange(place...)
        bytes.append(contentsOf: "\n".utf8)
      default: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
      }
    }
    return bytes
  }

  /// Every file is a document, or is refused with a place inside it.
  @Test func mutatedFilesAreReadOrRefused() throws {
    let people = try text("rules/shared/people.yaml")
    let seeds = try [
      text("rules/storefront/masking.yaml"), "application: shop\n" + people, text("rules/job.yaml"),
    ].map { Array($0.utf8) }
    var random = SplitMix(state: 20_260_101)
    var refused = 0
    for round in 0..<2_000 {
      let bytes = Self.mutate(seeds[round % seeds.count], &random)
      do {
        let file = try SourceFile(path: "mutated.yaml", bytes: bytes)
        if round % seeds.count == 2 {
          _ = try JobDocument.read(file)
        } else {
          _ = try RuleDocument.read(file) { _, _ in SourceFile(path: "people.yaml", text: people) }
        }
      } catch let error as DiagnosticsError {
        refused += 1
        try check(error.diagnostics, error.files, round)
      } catch let error as JobDocumentError {
        refused += 1
        try check(error.diagnostics, [error.file], round)
      }
    }
    // Most mutations break something, and some do not: else the test would look at one side only.
    #expect((1_000..<2_000).contains(refused))
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  private func check(_ diagnostics: [Diagnostic], _ files: [SourceFile], _ round: Int) throws {
    #expect(!diagnostics.isEmpty, "round \(round)")
    for diagnostic in diagnostics {
      let span = try #require(diagnostic.span, "round \(round): \(diagnostic.id)")
      let file = try #require(files.first { $0.path == span.file })
      #expect(span.start <= span.end && span.end.offset <= file.text.utf8.count, "round \(round): \(diagnostic.id)")
    }
    #expect(!TextRenderer(files: files).render(diagnostics).isEmpty)
  }
}
