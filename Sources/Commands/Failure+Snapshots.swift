internal import Executor
internal import SnapshotStage
internal import Verifier

extension Failure {
  /// The proof of a masked database.
  static func verification(_ error: VerificationError) -> Failure {
    switch error {
    case .unmarked: executor(.unmarked(.noMark))
    case .otherPlace: executor(.unmarked(.otherPlace))
    case .wrongKey: executor(.wrongKey)
    case .sealedByAnotherBundle: executor(.sealedByAnotherBundle)
    case .maskedByAnotherBundle: executor(.begunByAnotherBundle)
    case .interrupted: executor(.interrupted)
    case .notFinished(let steps):
      Failure(
        .interrupted, "the bundle has not run to its end",
        why: steps.isEmpty ? "it has not begun" : "not done: steps \(steps.joined(separator: ", "))",
        help: "run understudy apply first")
    case .busy:
      Failure(.interrupted, "another program masks or verifies this database", help: "wait until it has ended")
    case .failed(let findings):
      Failure(
        .verificationFailed,
        "verification failed: \(findings.count) \(findings.count == 1 ? "finding" : "findings")",
        why: list(findings.map(\.words)),
        help: findings.contains { $0.check.hasPrefix("survivor-") }
          ? "nothing was sealed; mask what was found, or accept it with a reason, as in "
            + "`accept: [{ id: survivor-name, at: film.title, reason: titles of films }]`; then take a fresh copy"
          : "nothing was sealed; mend the rules and take a fresh copy")
    case .changedSinceAttested(let names):
      Failure(
        .verificationFailed, "the copy is not what was verified any more", why: "written since: \(list(names))",
        help: "run it again for a fresh copy, and find out who writes to it")
    case .malformedBundle(let what):
      Failure(.internalError, "the bundle is not what this program understands: \(what)", help: "compile it again")
    }
  }

  /// The first twenty.
  private static func list(_ lines: [String]) -> String {
    let more = lines.count - 20
    return (lines.prefix(20) + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "\n       ")
  }

  /// Making a snapshot and giving it back.
  static func snapshot(_ error: SnapshotError) -> Failure {
    switch error {
    case .notSealed:
      Failure(
        .refused, "the database is not sealed", why: "only what a verification has sealed is handed over",
        help: "run understudy verify first")
    case .attestationDiffers(let what):
      Failure(
        .refused, "the attestation does not match: \(what)", why: "a snapshot needs the one that sealed the database")
    case .recipientsMissing, .recipientsInvalid, .recipientsHoldPrivateKey: recipients(error)
    case .writtenDiffers(let path):
      Failure(
        .fileOrDisk, "\(path) is not what was written", why: "reading it back gave other bytes",
        help: "look at the disk")
    case .file(let path, _): Failure(.fileOrDisk, "\(path) cannot be read or written", help: "look at its permissions")
    case .diskFull(let path):
      Failure(.fileOrDisk, "the disk is full: \(path) could not be written", help: "make room and run it again")
    case .noSnapshot(let application, let directory):
      Failure(
        .fileOrDisk, "there is no published snapshot of \(application) in \(directory)",
        help: "understudy status shows them")
    case .digestDiffers(let path):
      Failure(
        .rulesRefused, "\(path) is not what was published", why: "its size or digest is not the one in snapshot.json")
    case .unreadable(let path):
      Failure(.rulesRefused, "\(path) is no age file, or was changed or cut short", help: "fetch the snapshot again")
    case .identityMissing, .identityInvalid, .identityDiffers: identity(error)
    case .targetUnnamed: Failure(.usage, "--into names no database", help: "as in postgresql:///NAME")
    case .targetExists(let name):
      Failure(
        .refused, "the database \(name) exists", why: "nothing is ever restored over something", help: "give a new name"
      )
    case .rolesMissing(let roles):
      Failure(
        .rulesRefused, "the server lacks roles: \(roles.joined(separator: ", "))",
        why: "owners, grants or policies of the snapshot name them",
        help: "create them, NOLOGIN is enough, or use --no-owner")
    case .extensionsMissing(let names):
      Failure(
        .rulesRefused, "the server lacks extensions: \(names.joined(separator: ", "))",
        help: "install them on the server")
    }
  }

  private static func recipients(_ error: SnapshotError) -> Failure {
    let help = "write age public keys (age1…) into it, one per line; `age-keygen -y` prints one from an identity"
    let why = "a snapshot is only written encrypted"
    return switch error {
    case .recipientsMissing(let path?):
      Failure(.configuration, "the recipients file \(path) cannot be read", why: why, help: help)
    case .recipientsInvalid(let path):
      Failure(.configuration, "the recipients file \(path) holds no valid key", why: why, help: help)
    case .recipientsHoldPrivateKey(let path):
      Failure(
        .configuration, "the recipients file \(path) holds a private key",
        why: "whoever writes a snapshot needs only the public half", help: help)
    default:
      Failure(.configuration, "the job names no recipients", why: why, help: "give `snapshot: { recipients: [FILE] }`")
    }
  }

  private static func identity(_ error: SnapshotError) -> Failure {
    switch error {
    case .identityInvalid(let path):
      Failure(.configuration, "\(path) holds no age identity", help: "give the file that age-keygen wrote")
    case .identityDiffers(let path):
      Failure(.configuration, "the snapshot is not encrypted to the identity in \(path)", help: "use a recipient's")
    case .identityMissing(let path):
      Failure(
        .configuration, "the identity \(path) cannot be read", why: "it is missing, or its permissions do not allow it",
        help: "give the file that age-keygen wrote")
    default: Failure(.configuration, "the identity is of no use")
    }
  }
}
