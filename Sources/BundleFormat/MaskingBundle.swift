public import Foundation

/// A compiled bundle: its manifest and the bytes of its files.
public struct MaskingBundle: Sendable, Equatable {
  public static let manifestName = "manifest.json"

  public let manifest: Manifest
  /// The files by name, `manifest.json` among them.
  public let files: [String: Data]

  /// Makes the bundle's bytes from a manifest and the other files.
  public init(manifest: Manifest, otherFiles: [String: Data]) throws {
    self.manifest = manifest
    var files = otherFiles
    files[Self.manifestName] = try Self.encode(manifest)
    self.files = files
  }

  /// SHA-256 of `manifest.json`, which holds the digest of every other file: the bundle's own digest.
  public var digest: String { SHA256Digest.hex(files[Self.manifestName] ?? Data()) }

  /// A step's whole file.
  public func text(of step: Step) -> String { String(decoding: files[step.file] ?? Data(), as: UTF8.self) }

  /// The statements of a unit, in order.
  public func statements(of unit: StepUnit, in step: Step) -> [String] {
    let bytes = files[step.file] ?? Data()
    return unit.statements.map {
      String(decoding: bytes.dropFirst($0.start).prefix($0.length), as: UTF8.self)
    }
  }

  // MARK: Files

  /// Reads a bundle's folder and checks every byte against the manifest.
  public static func read(from folder: URL) throws(BundleError) -> MaskingBundle {
    func bytes(_ name: String, missing: (String) -> BundleError) throws(BundleError) -> Data {
      let url = folder.appendingPathComponent(name)
      do { return try Data(contentsOf: url) } catch {
        throw FileManager.default.fileExists(atPath: url.path) ? .unreadable(url.path) : missing(url.path)
      }
    }
    let manifestBytes = try bytes(manifestName) { .missing($0) }
    // Before all else: what another version writes may have other keys.
    if let format = try? JSONDecoder().decode(FormatOnly.self, from: manifestBytes).manifest.format,
      format != Manifest.currentFormat
    {
      throw .unknownFormat(format, path: folder.path)
    }
    guard let manifest = try? decode(manifestBytes) else {
      throw .changed(file: folder.appendingPathComponent(manifestName).path)
    }
    var files: [String: Data] = [manifestName: manifestBytes]
    for (name, digest) in manifest.files.sorted(by: { $0.key < $1.key }) {
      guard !name.contains("/"), name != ".." else {
        throw .changed(file: folder.appendingPathComponent(manifestName).path)
      }
      let data = try bytes(name) { .incomplete(file: $0) }
      guard SHA256Digest.hex(data) == digest else { throw .changed(file: folder.appendingPathComponent(name).path) }
      files[name] = data
    }
    let bundle = MaskingBundle(manifest: manifest, files: files)
    // A script that nobody compiled would be taken for a reviewed one.
    if let extra = bundle.strangers(in: folder).first {
      throw .unexpected(file: folder.appendingPathComponent(extra).path)
    }
    return bundle
  }

  /// Writes the files whose bytes differ and removes SQL files of an older compilation. Returns the names written or removed.
  ///
  /// All bytes are on the disk before the first file is replaced: a full disk leaves the folder as it was.
  @discardableResult
  public func write(to folder: URL) throws(BundleError) -> [String] {
    let isNew = !FileManager.default.fileExists(atPath: folder.path)
    let changed = differences(from: folder)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in changed { try files[name]?.write(to: Self.part(name, in: folder)) }
      for name in changed {
        let url = folder.appendingPathComponent(name)
        guard files[name] != nil else {
          try FileManager.default.removeItem(at: url)
          continue
        }
        guard rename(Self.part(name, in: folder).path, url.path) == 0 else { throw BundleError.unwritable(url.path) }
      }
      return changed
    } catch {
      for name in changed { try? FileManager.default.removeItem(at: Self.part(name, in: folder)) }
      if isNew { try? FileManager.default.removeItem(at: folder) }
      throw .unwritable(folder.path)
    }
  }

  /// Where a file's bytes wait until those of all files are written.
  private static func part(_ name: String, in folder: URL) -> URL { folder.appendingPathComponent(".\(name).part") }

  /// The names of files that a folder has otherwise, has not, or has too many.
  public func differences(from folder: URL) -> [String] {
    let different = files.filter { name, data in
      (try? Data(contentsOf: folder.appendingPathComponent(name))) != data
    }
    return (strangers(in: folder) + different.keys).sorted()
  }

  /// Scripts in a folder that are not this bundle's.
  private func strangers(in folder: URL) -> [String] {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return present.filter { files[$0] == nil && ($0.hasSuffix(".sql") || $0.hasSuffix(".psql")) }.sorted()
  }

  // MARK: The manifest's bytes

  /// Where the manifest holds its own digest, taken with this text in its place.
  private static let unsigned = String(repeating: "0", count: 64)

  private struct Envelope: Codable {
    let manifest: Manifest
    let selfDigest: String
  }

  private struct FormatOnly: Decodable {
    struct Head: Decodable { let format: Int }
    let manifest: Head
  }

  private init(manifest: Manifest, files: [String: Data]) {
    self.manifest = manifest
    self.files = files
  }

  private static func encode(_ manifest: Manifest) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let compact = try encoder.encode(Envelope(manifest: manifest, selfDigest: unsigned))
    let bytes = JSONLayout.data(compact) + Data("\n".utf8)
    return substitute(unsigned, by: SHA256Digest.hex(bytes), in: bytes)
  }

  private static func decode(_ bytes: Data) throws -> Manifest {
    let envelope = try JSONDecoder().decode(Envelope.self, from: bytes)
    let plain = substitute(envelope.selfDigest, by: unsigned, in: bytes)
    guard SHA256Digest.hex(plain) == envelope.selfDigest else { throw BundleError.changed(file: manifestName) }
    return envelope.manifest
  }

  /// Replaces the self digest, which is the last value of the file.
  private static func substitute(_ old: String, by new: String, in bytes: Data) -> Data {
    guard let range = bytes.range(of: Data("\"selfDigest\": \"\(old)\"".utf8), options: .backwards) else {
      return bytes
    }
    var result = bytes
    result.replaceSubrange(range, with: Data("\"selfDigest\": \"\(new)\"".utf8))
    return result
  }
}

/// Why a bundle cannot be read or written.
public enum BundleError: Error, Sendable, Equatable {
  /// There is no bundle.
  case missing(String)
  case unreadable(String)
  case unwritable(String)
  /// A byte differs from what was compiled and reviewed.
  case changed(file: String)
  /// A file that the manifest names is not there.
  case incomplete(file: String)
  /// A script that the manifest does not name.
  case unexpected(file: String)
  case unknownFormat(Int, path: String)
}
