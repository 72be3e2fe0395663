import ExternalPrograms
import Foundation
import Glibc
import Testing

/// A file system of a few megabytes in memory, mounted for a test.
///
/// Where mounting is refused the test fails: it could prove nothing.
struct SmallDisk {
  let path: String
  private var filler: String { path + "/filler" }

  /// - Parameter size: in KiB.
  static func with(at path: String, size: Int, _ body: (SmallDisk) async throws -> Void) async throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    do {
      try await ProgramCommand(
        "/bin/mount", ["-t", "tmpfs", "-o", "size=\(size)k,mode=711", "understudy-test", path], messages: .shown
      ).run()
    } catch {
      Issue.record("mounting a tmpfs was refused: a full disk cannot be tested here; give the tests CAP_SYS_ADMIN")
      throw error
    }
    do { try await body(SmallDisk(path: path)) } catch {
      try? await unmount(path)
      throw error
    }
    try await unmount(path)
  }

  /// Takes all room but some.
  ///
  /// - Parameter free: in KiB.
  func fill(leaving free: Int) throws {
    var status = statvfs()
    try #require(statvfs(path, &status) == 0)
    let bytes = Int(status.f_bavail) * Int(status.f_bsize) - free * 1024
    try Data(count: max(0, bytes)).write(to: URL(fileURLWithPath: filler))
  }

  func makeRoom() throws { try FileManager.default.removeItem(atPath: filler) }

  private static func unmount(_ path: String) async throws {
    try await ProgramCommand("/bin/umount", [path], messages: .shown).run()
  }
}
