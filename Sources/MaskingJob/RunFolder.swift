public import Foundation

/// `DIRECTORY/APP/RUN`: what a run leaves behind.
public struct RunFolder: Sendable {
  public let url: URL

  /// The folder of a run; nothing is made yet.
  public init(snapshots: URL, application: String, run: String) {
    url = snapshots.appendingPathComponent(application, isDirectory: true)
      .appendingPathComponent(run, isDirectory: true)
  }

  public var report: URL { url.appendingPathComponent("report.json") }
  public var attestation: URL { url.appendingPathComponent("attestation.json") }
  public var dump: URL { url.appendingPathComponent("dump.age") }
  /// Written last: with it the snapshot is published.
  public var snapshot: URL { url.appendingPathComponent("snapshot.json") }

  public var isPublished: Bool { FileManager.default.fileExists(atPath: snapshot.path) }

  /// Makes the folder.
  public func make() throws(JobError) {
    do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
      throw .fileUnwritable(url.relativePath)
    }
  }

  /// Writes the report, whole or not at all.
  public func write(_ report: RunReport) throws(JobError) {
    try make()
    do { try report.encoded().write(to: self.report, options: .atomic) } catch {
      throw .fileUnwritable(self.report.relativePath)
    }
  }

  /// The runs of an application that are in its folder, the oldest first.
  public static func all(snapshots: URL, application: String) -> [RunFolder] {
    let folder = snapshots.appendingPathComponent(application, isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter(RunIdentifier.isValid).sorted().map {
      RunFolder(snapshots: snapshots, application: application, run: $0)
    }
  }
}

extension RunReport {
  /// The bytes of `report.json`.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads `report.json`.
  public init(_ bytes: Data) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(RunReport.self, from: bytes)
  }
}
