internal import ArgumentParser
internal import BundleFormat
internal import Foundation
internal import MaskingJob
internal import Verifier

/// `understudy verify`.
struct VerifyCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Checks a masked database, prints the attestation and seals the database.",
    discussion: """
      The attestation is JSON on the standard output: keep it, the database remembers only its digest. A database that \
      this bundle has sealed already is left as it is.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var database: DatabaseOptions

  @Argument(help: "The bundle's folder, as in rules/APP/bundle.")
  var bundle: String

  func run(in context: CommandContext) async throws {
    let bundle = try MaskingBundle.read(from: URL(fileURLWithPath: bundle))
    let work = try BundleWork(bundle, job: Job.read(job.path), context)
    let verification = Verification(
      bundle: bundle, target: try database.target(context), key: work.key, parameters: work.parameters)
    // Printed before the seal: what could not be handed over must not be all that is left.
    let outcome = try await verification.run { attestation in
      context.out(String(decoding: try attestation.encoded(), as: UTF8.self))
    }
    switch outcome {
    case .sealed: context.messages.line("verified and sealed")
    case .alreadySealed(let state):
      context.messages.line("sealed by this bundle already; its attestation has the digest \(state.attestation)")
    }
  }
}
