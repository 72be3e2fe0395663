/// Why a snapshot was not made, or not given back. Names places and roles, never values.
public enum SnapshotError: Error, Sendable, Equatable {
  // Making one.

  /// The database carries no mark, or was not sealed by a verification.
  case notSealed
  /// The attestation is not the one that sealed the database, or speaks of another application or bundle.
  case attestationDiffers(String)
  /// A recipients file is not there, or none is configured.
  case recipientsMissing(path: String?)
  /// A recipients file that `age` does not accept.
  case recipientsInvalid(path: String)
  /// A recipients file that holds a private key: an identity stands where its public half belongs.
  case recipientsHoldPrivateKey(path: String)
  /// The snapshot that was written is not what is read back.
  case writtenDiffers(path: String)

  // Files.

  case file(path: String, errno: Int32)
  case diskFull(path: String)

  // Giving one back.

  /// The application has no published snapshot.
  case noSnapshot(application: String, directory: String)
  /// The file is not what was published: another size or digest than `snapshot.json` says.
  case digestDiffers(path: String)
  /// `age` could not read the file: changed, cut short, or none of its own.
  case unreadable(path: String)
  case identityMissing(path: String)
  /// Not a file of age identities.
  case identityInvalid(path: String)
  /// The snapshot was not encrypted to this identity.
  case identityDiffers(path: String)
  /// The target names no database.
  case targetUnnamed
  case targetExists(String)
  /// Roles that the snapshot's owners, grants or policies name and the server does not know.
  case rolesMissing([String])
  /// Extensions that the snapshot needs and the server does not have.
  case extensionsMissing([String])

  /// What a failure to read or write a file means.
  static func writing(_ path: String, _ number: Int32) -> SnapshotError {
    SystemErrors.isFull(number) ? .diskFull(path: path) : .file(path: path, errno: number)
  }
}
