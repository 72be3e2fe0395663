import FaultMatrix
import Testing

/// The short form of `make faults`: sixty points of it.
@Suite(.serialized) struct FaultMatrixTests {
  @Test func sixtyFaultsLeaveWhatAnUndisturbedRunLeaves() async throws {
    let matrix = try await FaultMatrix.prepare(seed: 7)
    let points = matrix.points(60)
    #expect(points.count == 60 && Set(points).count == 60)
    var struck = 0
    for point in points {
      let result = await matrix.result(of: point)
      struck += result.hasStruck ? 1 : 0
      #expect(result.faults == [], "\(result)")
    }
    #expect(struck >= points.count * 9 / 10)
    await matrix.stop()
  }
}
