internal import Foundation
internal import Glibc
internal import Synchronization

/// The server that keeps an application's temporary database. It outlives the program and a crash of the machine; a later
/// program finds it again by its folder. Only `destroy()` ends it.
public final class TemporaryServer: Sendable {
  /// The database `postgres`, as superuser.
  public let address: ServerAddress
  public let installation: PostgresInstallation
  /// Whether it was made just now, and holds nothing yet.
  public let isNew: Bool
  private let server: EmbeddedServer
  private let folder: String
  private let use: Mutex<FolderLock?>

  /// The server of a folder, made or started if need be. The folder is made; it belongs to this server alone.
  ///
  /// - Throws: `missingServer` where the folder's server is of another major version; `busy` where another program is
  ///   making, starting or destroying it.
  public static func open(folder: String, installation: PostgresInstallation) async throws -> TemporaryServer {
    let folder = URL(fileURLWithPath: folder).path
    try makeFolder(folder)
    let change = try await FolderLock.exclusive(folder, .change, waiting: .seconds(60))
    let record: TemporaryServerRecord
    let isNew: Bool
    if let found = try TemporaryServerRecord.read(folder), found.isReady {
      let version = try? String(contentsOfFile: found.data + "/PG_VERSION", encoding: .utf8)
      let major = version.flatMap { Int($0.trimmed) } ?? found.major
      guard major == installation.major else {
        throw ExternalProgramError.missingServer(major: major, present: [installation.major])
      }
      (record, isNew) = (found, false)
    } else {
      (record, isNew) = (try await make(folder, installation), true)
    }
    let server = try await start(record, installation, folder)
    let use = try FolderLock.shared(folder, .use)
    withExtendedLifetime(change) {}
    return TemporaryServer(server: server, isNew: isNew, folder: folder, use: use)
  }

  /// The server of a folder, started if it is down; nil where there is none.
  public static func find(folder: String) async throws -> TemporaryServer? {
    let folder = URL(fileURLWithPath: folder).path
    guard let record = try TemporaryServerRecord.read(folder), record.isReady else { return nil }
    let present = PostgresInstallation(directory: record.programs, version: record.version)
    let isThere = ProgramFinder.isExecutable(present.path(of: .postgres))
    return try await open(
      folder: folder, installation: isThere ? present : ProgramFinder().server(major: record.major))
  }

  /// Whether a folder has a server, running or not.
  public static func exists(folder: String) -> Bool {
    ((try? TemporaryServerRecord.read(folder)) ?? nil)?.isReady ?? false
  }

  private init(server: EmbeddedServer, isNew: Bool, folder: String, use: consuming FolderLock) {
    address = server.address
    installation = server.installation
    self.isNew = isNew
    self.server = server
    self.folder = folder
    self.use = Mutex(use)
  }

  /// The server's process; nil while it is down.
  public var processID: Int32? { server.processID }

  /// Lets go of the server, which goes on: another program may destroy it now.
  public func close() { use.withLock { $0 = nil } }

  /// Stops the server and removes it with all it holds.
  ///
  /// - Throws: `busy` while another program has it open.
  public func destroy() async throws {
    let change = try await FolderLock.exclusive(folder, .change, waiting: .seconds(10))
    guard use.withLock({ $0?.tryExclusive() ?? false }) else { throw ExternalProgramError.busy(path: folder) }
    try await Task.detached { [server, folder] in
      try await server.stop(.immediate)
      if let record = try TemporaryServerRecord.read(folder) { record.remove() }
      PrivateDirectory.remove(folder)
    }.value
    use.withLock { $0 = nil }
    withExtendedLifetime(change) {}
  }

  // MARK: Making and starting

  private static func makeFolder(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
    } catch { throw ExternalProgramError.file(path: folder, errno: errno == 0 ? EACCES : errno) }
  }

  /// Makes the data directory: in the folder, or in a private directory where the server's user cannot enter the folder,
  /// as below /root. What a killed program left half-made is removed first.
  private static func make(
    _ folder: String, _ installation: PostgresInstallation
  ) async throws -> TemporaryServerRecord {
    try TemporaryServerRecord.read(folder)?.remove()
    let user = try ProgramUser.forServers()
    let usable = try await installation.reachable(by: user)
    // A name of its own: an initdb whose program was killed may still be writing.
    let name = "/data-" + String(UInt32.random(in: 0 ... .max), radix: 16)
    var record = TemporaryServerRecord(
      folder: TemporaryServerRecord.place(of: folder), data: folder + name, socket: nil, elsewhere: nil,
      programs: usable.directory, version: usable.version)
    PrivateDirectory.remove(record.data)
    guard mkdir(record.data, 0o700) == 0 else { throw ExternalProgramError.file(path: record.data, errno: errno) }
    if let user {
      guard chown(record.data, user.userID, user.groupID) == 0 else {
        throw ExternalProgramError.file(path: record.data, errno: errno)
      }
      let probe = ProgramCommand("/bin/sh", ["-c", "cd \"$0\" && test -w .", record.data], user: user)
      if (try? await probe.run()) == nil {
        PrivateDirectory.remove(record.data)
        let elsewhere = try PrivateDirectory(for: user, in: "/var/tmp")
        record.elsewhere = elsewhere.path
        record.data = elsewhere.path + name
      }
    }
    try record.write(folder)
    try await embedded(record, usable, user, socket: "").initialise()
    record.isReady = true
    try record.write(folder)
    return record
  }

  /// Starts the server if it is down; gives it a new socket directory if the old one is gone, as after a reboot.
  private static func start(
    _ found: TemporaryServerRecord, _ installation: PostgresInstallation, _ folder: String
  ) async throws -> EmbeddedServer {
    let user = try ProgramUser.forServers()
    var record = found
    let usable = try await installation.reachable(by: user)
    if let socket = record.socket, PrivateDirectory(existing: socket, for: user) != nil {
      let server = embedded(record, usable, user, socket: socket)
      if server.processID != nil {
        try await server.waitUntilReady()
        return server
      }
      try await server.startAfterCrash()
      return server
    }
    let socket = try PrivateDirectory(for: user).path
    record.socket = socket
    try record.write(folder)
    let server = embedded(record, usable, user, socket: socket)
    try await server.stop(.fast)
    try await server.startAfterCrash()
    return server
  }

  private static func embedded(
    _ record: TemporaryServerRecord, _ installation: PostgresInstallation, _ user: ProgramUser?, socket: String
  ) -> EmbeddedServer {
    EmbeddedServer(
      installation: installation, user: user, data: record.data, socket: socket, durable: true,
      // The swap's rows need no WAL: the table's new file is synced at commit.
      settings: ["wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "2GB"])
  }
}

/// `server.json` in a temporary server's folder.
struct TemporaryServerRecord: Codable {
  var format = 2
  /// Where the folder stands, without symbolic links.
  var folder: String
  /// The data directory.
  var data: String
  /// The socket's private directory.
  var socket: String?
  /// The private directory that holds `data`, where that is not in the folder.
  var elsewhere: String?
  /// The folder of the server's programs.
  var programs: String
  var version: String
  /// False while initdb is at work.
  var isReady = false

  init(folder: String, data: String, socket: String?, elsewhere: String?, programs: String, version: String) {
    self.folder = folder
    self.data = data
    self.socket = socket
    self.elsewhere = elsewhere
    self.programs = programs
    self.version = version
  }

  var major: Int { PostgresInstallation(directory: programs, version: version).major }

  private static let name = "/server.json"

  static func read(_ folder: String) throws -> TemporaryServerRecord? {
    guard let bytes = FileManager.default.contents(atPath: folder + name) else { return nil }
    // A record that cannot be read is not one of ours; whoever made it has to look.
    guard let record = try? JSONDecoder().decode(Self.self, from: bytes), record.format == 2 else {
      throw ExternalProgramError.file(path: folder + name, errno: EINVAL)
    }
    // In the copy of a folder it still speaks of the first one's server.
    guard record.folder == place(of: folder) else {
      throw ExternalProgramError.foreignServer(folder: folder, owner: record.folder)
    }
    return record
  }

  static func place(of folder: String) -> String { URL(fileURLWithPath: folder).resolvingSymlinksInPath().path }

  func write(_ folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: folder + Self.name), options: .atomic)
    } catch { throw ExternalProgramError.file(path: folder + Self.name, errno: EIO) }
  }

  /// Removes what lies outside the folder, and the data.
  func remove() {
    PrivateDirectory.remove(data)
    for path in [elsewhere, socket].compactMap({ $0 }) where path.contains("/understudy-") {
      PrivateDirectory.remove(path)
    }
  }
}
