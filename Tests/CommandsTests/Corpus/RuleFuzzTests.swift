import Foundation
import RuleFuzz
import Testing

/// Rules that were mutated are compiled or refused; `make fuzz` tries many more.
@Suite struct RuleFuzzTests {
  @Test func twoThousandMutatedRuleFiles() async throws {
    let fuzz = try await RuleFuzz.prepare(seed: 4, cases: InvalidCase.folder)
    #expect(try fuzz.outcome(of: Array(Data(contentsOf: InvalidCase.folder.appending(path: "fuzz.yaml")))) == .bundle)
    let (bundles, faults) = await fuzz.run(0..<2000)
    for fault in faults { Issue.record("seed \(fuzz.seed), mutation \(fault.number): \(fault.words)") }
    // Enough of them go through all of the compiler.
    #expect(bundles > 40)
  }
}
