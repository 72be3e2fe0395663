import Foundation
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
