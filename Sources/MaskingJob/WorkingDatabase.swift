internal import PostgresClient

/// A database that a run works in for a while and drops: it says so from its first moment, and only what says so is dropped.
extension Maintenance {
  private static var workingComment: String { "understudy: a run works here; nothing in it is kept" }

  /// Makes an empty database, in the place of one that a dead run may have left.
  ///
  /// - Parameter onOurServer: whether the server is one of ours, where nothing is anybody else's.
  /// - Returns: false where somebody else's has that name: it is left alone.
  func makeWorking(_ name: String, encoding: String = "UTF8", onOurServer: Bool) async throws -> Bool {
    if try await exists(name) {
      let isOurs = if onOurServer { true } else { try await isWorking(name) }
      guard isOurs else { return false }
      try await drop(name)
    }
    try await create(name, encoding: encoding)
    try await setComment(Self.workingComment, on: name)
    return true
  }

  /// A whole copy that had not got its name yet has the comment that it is going to keep.
  private func isWorking(_ name: String) async throws -> Bool {
    let comment = try await comment(on: name)
    return comment == Self.workingComment || CopyOrigin(comment) != nil
  }
}
