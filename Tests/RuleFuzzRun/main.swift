// The long form of the fuzzing of rules: `make fuzz`.
//
//   rule-fuzz [COUNT [SEED [FIRST]]]     so many mutations, 100,000 without, from the first on; prints the faults

import Foundation
import RuleFuzz

let arguments = CommandLine.arguments.dropFirst().map { UInt64($0) }
guard arguments.count <= 3, !arguments.contains(nil) else {
  print("usage: rule-fuzz [COUNT [SEED [FIRST]]]")
  exit(64)
}
let given = arguments.compactMap { $0 }
let count = given.first.map { Int($0) } ?? 100_000
let seed = given.dropFirst().first ?? 1
let first = given.dropFirst(2).first.map { Int($0) } ?? 0

@Sendable func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")
let fuzz = try await RuleFuzz.prepare(seed: seed, cases: cases)
say("\(count) mutations of seed \(seed)")
let (bundles, faults) = await fuzz.run(first..<first + count) { done in
  if done > 0, done % 10_000 == 0 { say("at \(done)") }
}
for fault in faults { say("mutation \(fault.number): \(fault.words)") }
say("\(count) mutations, \(bundles) bundles, \(count - bundles - faults.count) refusals, \(faults.count) faults")
exit(faults.isEmpty ? 0 : 1)
