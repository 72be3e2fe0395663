import ExternalPrograms
import Foundation
import MaskingJob
import TestServers
import Testing

/// The shipped job from start to end: what is published, what comes back, and what is in it.
@Suite struct WholeRunTests {
  @Test func aRunPublishesOneEncryptedSnapshot() async throws {
    let (job, _) = try await Undisturbed.shared.masked()
    let folder = try #require(job.published.first)
    #expect(job.published.count == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["attestation.json", "dump.age", "report.json", "snapshot.json"])
    let dump = try Data(contentsOf: folder.appending(path: "dump.age"))
    #expect(dump.starts(with: Data("age-encryption.org/v1\n".utf8)))
    let report = try job.latest()
    #expect(report.stages.map(\.name) == Stage.allCases)
    #expect(report.stages.allSatisfy { $0.outcome == .done })
    #expect(report.failure == nil)
    #expect(report.rows > 100_000)
    #expect(report.batches > 50 && report.skippedBatches == 0)
    #expect(report.attestation?.count == 64)
    #expect(!FileManager.default.fileExists(atPath: job.temporary), "a finished run leaves no temporary server")
  }

  @Test func theRestoredSchemaIsTheSources() async throws {
    let source = try await Undisturbed.shared.original()
    let (job, restored) = try await Undisturbed.shared.masked()
    let wanted = try await source.dump(schemaOnly: true)
    #expect(wanted.contains("COMMENT ON TABLE public.customers"))
    #expect(try await restored.dump(schemaOnly: true) == wanted)
    // The comparison sees a comment that is lost.
    let other = try await Database.restored(from: job)
    try await other.psql.run("COMMENT ON TABLE public.customers IS NULL;")
    #expect(try await other.dump(schemaOnly: true) != wanted)
  }

  /// By plain means: the originals are read from the source by SQL, and looked for in the text of the dumps.
  @Test func noOriginalIsLeft() async throws {
    let source = try await Undisturbed.shared.original()
    let (job, _) = try await Undisturbed.shared.masked()
    let query = try String(contentsOfFile: StorefrontJob.fixtures + "/originals.sql", encoding: .utf8)
    let originals = try await source.psql.query(query).split(separator: "\n").map { $0.lowercased() }
    #expect(Set(originals).count >= 1000)
    let search = Search(originals)
    let unmasked = search.found(in: try await source.dump(schemaOnly: false))
    #expect(Set(originals).subtracting(unmasked).count == 0, "each stands in a dump of the source")
    let masked = try await job.plainDump()
    #expect(masked.contains("CREATE TABLE public.customers"), "the dump was read")
    #expect(search.found(in: masked).count == 0, "none stands in a dump of the masked copy")
  }

  @Test func aSecondRunOfTheSameNightPublishesTheSameRows() async throws {
    let (job, database) = try await Undisturbed.shared.masked()
    let again = try await StorefrontJob(case: "tiny")
    _ = try await again.run()
    _ = try await again.run()
    #expect(again.published.count == 2, "each run publishes a snapshot of its own")
    let first = try await Database.restored(from: again)
    _ = try await again.run()
    let digests = try await first.digests()
    #expect(try await Database.restored(from: again).digests() == digests)
    #expect(try await database.digests() != digests)
    #expect(job.published.count == 1)
  }
}

/// Looks for many pieces in a text, both in lower case, byte by byte.
struct Search {
  private var pieces: [UInt16: [[UInt8]]] = [:]

  /// - Parameter pieces: of two bytes or more.
  init(_ pieces: [String]) {
    for piece in Set(pieces) {
      let bytes = Array(piece.lowercased().utf8)
      self.pieces[Self.key(bytes[0], bytes[1]), default: []].append(bytes)
    }
  }

  private static func key(_ first: UInt8, _ second: UInt8) -> UInt16 { UInt16(first) << 8 | UInt16(second) }

  /// The pieces that are there.
  func found(in text: String) -> Set<String> {
    let text = Array(text.lowercased().utf8)
    var table: [[[UInt8]]] = Array(repeating: [], count: 1 << 16)
    for (key, pieces) in pieces { table[Int(key)] = pieces }
    var found: Set<String> = []
    text.withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return }
      for place in 0..<max(0, text.count - 1) {
        let key = Int(Self.key(text[place], text[place + 1]))
        guard !table[key].isEmpty else { continue }
        for (index, piece) in table[key].enumerated().reversed()
        where place + piece.count <= text.count && memcmp(start + place, piece, piece.count) == 0 {
          found.insert(String(decoding: piece, as: UTF8.self))
          // Once is enough.
          table[key].remove(at: index)
        }
      }
    }
    return found
  }
}
