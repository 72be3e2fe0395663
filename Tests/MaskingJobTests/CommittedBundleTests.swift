import BundleFormat
import Foundation
import TestServers
import Testing

/// What is committed is what the rules compile to, wherever they lie.
@Suite struct CommittedBundleTests {
  @Test func theCommittedBundlesAreWhatTheRulesCompileTo() async throws {
    let job = try await StorefrontJob(case: "tiny")
    let shipped = try String(contentsOf: StorefrontJob.repository.appending(path: "rules/job.yaml"), encoding: .utf8)
    try job.write(
      "rules/job.yaml",
      shipped.replacing("../fixtures", with: StorefrontJob.repository.appending(path: "fixtures").path()))
    let ended = try await job.understudy(["compile", "--check"])
    #expect(ended.status == 0, "\(ended.messages)")
    // A check that finds nothing to say would pass everything.
    try Data("-- one more line\n".utf8).append(to: job.path("rules/storefront/bundle/0900_finish.sql"))
    #expect(try await job.understudy(["compile", "--check"]).status == 1)
  }

  @Test func theSameInputGivesTheSameBytesElsewhere() async throws {
    let jobs = [try await StorefrontJob(case: "tiny"), try await StorefrontJob(case: "shop")]
    var bundles: [[String: Data]] = []
    for (number, job) in jobs.enumerated() {
      let out = "out/put/\(number)"
      let ended = try await job.understudy(["compile", "storefront", "--out", out])
      #expect(ended.status == 0, "\(ended.messages)")
      let folder = job.path(out + "/storefront")
      bundles.append(
        Dictionary(
          uniqueKeysWithValues: try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
            (name, try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
          }))
    }
    #expect(bundles[0].count > 20)
    #expect(bundles[0] == bundles[1])
  }
}

extension Data {
  fileprivate func append(to path: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: self)
    try handle.close()
  }
}
