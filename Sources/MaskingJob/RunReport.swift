public import Foundation

/// The stages of an application's run, in order.
public enum Stage: String, Sendable, Codable, CaseIterable {
  case provision, adopt, compile, apply, verify, snapshot, publish, prune
  case cleanUp = "clean up"
}

/// Why an application's run ended early; printed and filed. It repeats no server's message and no value.
public struct FailureSummary: Sendable, Codable, Equatable, Error {
  /// The exit code.
  public let status: Int32
  public let what: String
  public let why: String?
  public let help: String?

  public init(status: Int32, what: String, why: String?, help: String?) {
    self.status = status
    self.what = what
    self.why = why
    self.help = help
  }
}

/// `report.json`: how one application's run went.
public struct RunReport: Sendable, Codable, Equatable {
  public static let currentFormat = 1

  /// How one stage ended.
  public struct StageRecord: Sendable, Codable, Equatable {
    public enum Outcome: String, Sendable, Codable {
      /// It was carried out now.
      case done
      /// An earlier run had done it.
      case found
      case failed
    }

    public let name: Stage
    public let outcome: Outcome
    public let seconds: Double
    /// What was found or done, in words.
    public let note: String?

    public init(name: Stage, outcome: Outcome, seconds: Double, note: String?) {
      self.name = name
      self.outcome = outcome
      self.seconds = seconds
      self.note = note
    }
  }

  public struct Failed: Sendable, Codable, Equatable {
    public let stage: Stage
    public let reason: FailureSummary

    public init(stage: Stage, reason: FailureSummary) {
      self.stage = stage
      self.reason = reason
    }
  }

  public var format = RunReport.currentFormat
  public let application: String
  public internal(set) var run: String
  public var startedAt: Date
  public var seconds: Double = 0
  public var stages: [StageRecord] = []
  public var failure: Failed?
  /// The reviewed bundle's digest.
  public var bundle: String?
  public var asOf: String?
  /// Rows per table after masking.
  public var tables: [String: Int] = [:]
  /// Batches that this run carried out.
  public var batches = 0
  /// Batches that an earlier attempt had committed and this one did not repeat.
  public var skippedBatches = 0
  /// SHA-256 of attestation.json.
  public var attestation: String?
  /// The published snapshot's folder.
  public var snapshot: String?

  public init(application: String, run: String, startedAt: Date) {
    self.application = application
    self.run = run
    self.startedAt = startedAt
  }

  /// Rows of all tables.
  public var rows: Int { tables.values.reduce(0, +) }
}
