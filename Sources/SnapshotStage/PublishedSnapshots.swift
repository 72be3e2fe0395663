public import Foundation

/// The published snapshots of an application, by what stands in its folder.
public struct PublishedSnapshots: Sendable {
  /// One of them.
  public struct Published: Sendable, Equatable {
    public let folder: URL
    public let record: SnapshotRecord

    /// The encrypted dump.
    public var file: URL { folder.appendingPathComponent(record.file) }
  }

  private let folder: URL
  private let application: String

  public init(directory: URL, application: String) {
    folder = directory.appendingPathComponent(application, isDirectory: true)
    self.application = application
  }

  /// All of them, the oldest first. A folder that is not ours is left alone.
  public func all() -> [Published] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.compactMap { Self.read(folder.appendingPathComponent($0, isDirectory: true)) }
      .filter { $0.record.application == application }
      .sorted { ($0.record.created, $0.record.run) < ($1.record.created, $1.record.run) }
  }

  /// The newest.
  public func latest() throws(SnapshotError) -> Published {
    guard let newest = all().last else {
      throw .noSnapshot(application: application, directory: folder.relativePath)
    }
    return newest
  }

  /// Removes all but the newest `keep`, at least one. Returns the removed runs.
  ///
  /// What is removed is unpublished first, so that nobody finds half of it.
  @discardableResult
  public func prune(keep: Int) throws(SnapshotError) -> [String] {
    var removed: [String] = []
    for old in all().dropLast(max(1, keep)) {
      do {
        try FileManager.default.removeItem(at: old.folder.appendingPathComponent(LocalSnapshot.recordName))
        try FileManager.default.removeItem(at: old.folder)
      } catch { throw .file(path: old.folder.relativePath, errno: SystemErrors.number(error)) }
      removed.append(old.record.run)
    }
    return removed
  }

  /// What a run's folder has published; nil for nothing.
  static func read(_ folder: URL) -> Published? {
    guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(LocalSnapshot.recordName)),
      let record = try? SnapshotRecord(bytes), record.format == SnapshotRecord.currentFormat,
      !record.file.contains("/")
    else { return nil }
    return Published(folder: folder, record: record)
  }
}
