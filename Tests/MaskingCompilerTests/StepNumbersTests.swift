import Testing

@testable import MaskingCompiler

@Suite struct StepNumbersTests {
  @Test(arguments: [(0, "0800"), (700, "0800"), (701, "08000"), (7000, "08000"), (7001, "080000")])
  func tablesNeverMeetTheStepsAfterThem(tables: Int, after: String) {
    let numbers = StepNumbers(tables: tables)
    let ids = [numbers.id(0), numbers.id(50)] + (0..<tables).map(numbers.table) + [numbers.id(800), numbers.id(950)]
    #expect(numbers.id(800) == after)
    #expect(ids == ids.sorted() && Set(ids).count == ids.count && Set(ids.map(\.count)).count == 1)
  }

  @Test func boundsThatTakeEverything() {
    func bounds(_ texts: String...) -> [PartitionBound] { texts.compactMap(PartitionBound.init) }
    func hash(_ modulus: Int, _ remainder: Int) -> String {
      "FOR VALUES WITH (modulus \(modulus), remainder \(remainder))"
    }
    #expect(PartitionBound.takeEverything(bounds("FOR VALUES IN ('a')", "DEFAULT")))
    #expect(PartitionBound.takeEverything(bounds(hash(2, 0), hash(4, 1), hash(4, 3))))
    #expect(!PartitionBound.takeEverything(bounds(hash(2, 0), hash(4, 1))))
    #expect(!PartitionBound.takeEverything(bounds("FOR VALUES FROM (1) TO (2)")))
    #expect(!PartitionBound.takeEverything([]))
    #expect(PartitionBound("FOR VALUES IN ('it''s', 7, NULL)") == .list(["it's"]))
  }
}
