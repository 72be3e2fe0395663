internal import Foundation
internal import Glibc

/// What `initdb` makes for scratch servers, kept in /var/tmp: making it takes longer than copying it.
///
/// Only for servers that are thrown away: clusters from one template share their system identifier.
struct ClusterTemplate: Sendable {
  /// The template's data directory, in a folder that only this user may enter.
  private let path: String

  /// Nil where there is no place for it.
  init?(of installation: PostgresInstallation) {
    guard let folder = try? PrivateDirectory.ours("clusters", mode: 0o700) else { return nil }
    path = folder + "/" + installation.fingerprint
  }

  /// Copies the template to a new data directory of `user`.
  ///
  /// - Returns: false where there is none, or it could not be copied; `data` is not there then.
  func copy(to data: String, for user: ProgramUser?) async -> Bool {
    guard PrivateDirectory(existing: path, for: user) != nil else { return false }
    if (try? await copy(path, to: data)) != nil { return true }
    PrivateDirectory.remove(data)
    return false
  }

  /// Keeps a data directory that no server has used yet. A failure is none: the next one runs initdb as well.
  func keep(_ data: String) async {
    let partial = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
    // Another program may have been faster: then its template is as good.
    guard (try? await copy(data, to: partial)) != nil, (try? await sync(partial)) != nil, rename(partial, path) == 0
    else {
      return PrivateDirectory.remove(partial)
    }
  }

  /// Forgets a template from which no server starts.
  func forget() { PrivateDirectory.remove(path) }

  /// A template outlives a crash of the machine whole, or not at all.
  private func sync(_ folder: String) async throws {
    try await ProgramCommand("/usr/bin/find", [folder, "-exec", "/bin/sync", "{}", "+"], timeout: .seconds(120)).run()
  }

  private func copy(_ source: String, to target: String) async throws {
    try await ProgramCommand("/bin/cp", ["-a", "--reflink=auto", "--", source, target], timeout: .seconds(60)).run()
  }
}
