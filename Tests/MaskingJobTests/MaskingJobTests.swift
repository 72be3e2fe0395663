import BundleFormat
import Foundation
import TestServers
import Testing

@testable import MaskingJob

@Suite struct RunIdentifierTests {
  @Test func aNameIsAStampAndFourDigits() {
    var zeros = Zeros()
    let name = RunIdentifier.make(at: Date(timeIntervalSince1970: 1_795_455_600), using: &zeros)
    #expect(name == "20261123T174000-0000")
    #expect(RunIdentifier.isValid(name))
    #expect(RunIdentifier.isValid(RunIdentifier.make(at: Date())))
  }

  @Test(arguments: ["", ".", "..", "latest", "20261123T174000", "20261123T174000-xyz1", "20261123T174000-00000"])
  func anythingElseIsNoRun(_ name: String) { #expect(!RunIdentifier.isValid(name)) }

  private struct Zeros: RandomNumberGenerator {
    mutating func next() -> UInt64 { 0 }
  }
}

@Suite struct RunLockTests {
  @Test func twoRunsOfOneApplicationDoNotMeet() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("understudy-lock-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let lock = try RunLock(application: "storefront", in: folder)
      #expect(throws: JobError.alreadyRunning(application: "storefront")) {
        _ = try RunLock(application: "storefront", in: folder)
      }
      _ = try RunLock(application: "billing", in: folder)
      _ = consume lock
    }
    _ = try RunLock(application: "storefront", in: folder)
  }
}

@Suite struct SecretsTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "understudy-secrets-\(UUID().uuidString)")
  private let digits = String(repeating: "0a", count: 32)

  private func job(_ key: Job.SecretSource?) -> Job { Job(path: "job.yaml", key: key, protected: [], applications: []) }

  @Test func aKeyIsReadFromTheEnvironmentOrAFile() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("key")
    try Data("\(digits)\n".utf8).write(to: file)
    #expect(try Secrets(environment: ["KEY": digits]).key(of: job(.environment("KEY"))).hex == digits)
    #expect(try Secrets(environment: [:]).key(of: job(.file(file))).hex == digits)
  }

  @Test func whatIsMissingOrMalformedIsNamedByItsPlace() {
    let secrets = Secrets(environment: ["KEY": "secret-canary", "EMPTY": ""])
    #expect(throws: JobError.keyNotConfigured(job: "job.yaml")) { try secrets.key(of: job(nil)) }
    #expect(throws: JobError.keyMalformed(place: "the environment variable KEY")) {
      try secrets.key(of: job(.environment("KEY")))
    }
    #expect(throws: JobError.keyMissing(place: "the environment variable EMPTY")) {
      try secrets.key(of: job(.environment("EMPTY")))
    }
    #expect(throws: JobError.keyMissing(place: "the file /nonexistent/key")) {
      try secrets.key(of: job(.file(URL(fileURLWithPath: "/nonexistent/key"))))
    }
  }

  @Test func parametersComeFromTheirDeclaredSources() throws {
    let secrets = Secrets(environment: ["A": "one"])
    let sources: [String: Job.SecretSource] = ["a": .environment("A"), "b": .environment("B")]
    #expect(try secrets.parameters(["a"], sources: sources, application: "shop") == ["a": "one"])
    #expect(throws: JobError.parameterMissing("b", place: "the environment variable B")) {
      try secrets.parameters(["a", "b"], sources: sources, application: "shop")
    }
    #expect(throws: JobError.parameterUndeclared("c", application: "shop")) {
      try secrets.parameters(["c"], sources: sources, application: "shop")
    }
  }
}

@Suite struct FixtureSourceTests {
  @Test func theHeaderNamesTheMajorVersion() {
    #expect(FixtureSource.major(ofDump: "--\n-- Dumped from database version 15.18 (Debian 15.18-0)\n") == 15)
    #expect(FixtureSource.major(ofDump: "CREATE TABLE t ();") == nil)
  }

  @Test func theFirstCaseByNameIsTaken() throws {
    let folder = try TemporaryFolder()
    for name in ["tiny", "shop", ".hidden"] {
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent("cases/\(name)"), withIntermediateDirectories: true)
    }
    #expect(throws: JobError.self) { try FixtureSource(folder: folder.url, case: nil) }
    try Data("SELECT 1;".utf8).write(to: folder.url.appendingPathComponent("schema.sql"))
    #expect(try FixtureSource(folder: folder.url, case: nil).data.lastPathComponent == "shop")
    #expect(try FixtureSource(folder: folder.url, case: "tiny").data.lastPathComponent == "tiny")
    #expect(throws: JobError.fileUnreadable(folder.url.appendingPathComponent("cases/huge").relativePath)) {
      try FixtureSource(folder: folder.url, case: "huge")
    }
  }
}

@Suite struct RunFolderTests {
  @Test func runsAreFoundByTheirNamesAndReportsComeBack() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(snapshots: folder.url, application: "shop", run: "20261123T174000-ab12")
    var report = RunReport(
      application: "shop", run: "20261123T174000-ab12", startedAt: Date(timeIntervalSince1970: 1_795_455_600))
    report.stages = [.init(name: .cleanUp, outcome: .found, seconds: 1.5, note: nil)]
    report.failure = .init(stage: .apply, reason: FailureSummary(status: 69, what: "no", why: nil, help: nil))
    try run.write(report)
    for name in ["latest", "20261123T173000-ab12", "tmp"] {
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent("shop/\(name)"), withIntermediateDirectories: true)
    }
    let found = RunFolder.all(snapshots: folder.url, application: "shop")
    #expect(found.map(\.url.lastPathComponent) == ["20261123T173000-ab12", "20261123T174000-ab12"])
    #expect(found.allSatisfy { !$0.isPublished })
    #expect(try RunReport(Data(contentsOf: run.report)) == report)
  }
}
