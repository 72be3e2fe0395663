internal import Foundation

extension TemporaryServer {
  /// Where the server of a folder listens, if it runs; nothing is started and nothing locked.
  public static func running(folder: String) -> ServerAddress? {
    let folder = URL(fileURLWithPath: folder).path
    guard let record = try? TemporaryServerRecord.read(folder), record.isReady, let socket = record.socket else {
      return nil
    }
    let server = EmbeddedServer(
      installation: PostgresInstallation(directory: record.programs, version: record.version), user: nil,
      data: record.data, socket: socket, durable: true)
    return server.processID == nil ? nil : server.address
  }
}
