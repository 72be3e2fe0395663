// The long form of the fault matrix: `make faults`.
//
//   fault-matrix [COUNT [SEED]]      so many points, 500 without; prints each, closes with a count

import FaultMatrix
import Foundation

let arguments = CommandLine.arguments.dropFirst().map { UInt64($0) }
guard arguments.count <= 2, !arguments.contains(nil) else {
  print("usage: fault-matrix [COUNT [SEED]]")
  exit(64)
}
let count = arguments.first.flatMap { $0 }.map { Int($0) } ?? 500
let seed = arguments.dropFirst().first.flatMap { $0 } ?? 1

func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let matrix = try await FaultMatrix.prepare(seed: seed)
let points = matrix.points(count)
say("an undisturbed run sends \(matrix.messages) messages; \(points.count) points, seed \(seed)")
var (struck, failed) = (0, 0)
for (place, point) in points.enumerated() {
  let result = await matrix.result(of: point)
  struck += result.hasStruck ? 1 : 0
  failed += result.faults.isEmpty ? 0 : 1
  say("\(place + 1) of \(points.count): \(result)")
}
await matrix.stop()
say(
  "\(points.count) points, \(struck) struck, \(points.count - failed) left what an undisturbed run leaves, \(failed) did not"
)
exit(failed == 0 && struck >= points.count * 9 / 10 ? 0 : 1)
