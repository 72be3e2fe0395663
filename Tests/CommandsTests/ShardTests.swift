import Testing

@testable import Commands

@Suite struct ShardTests {
  @Test(arguments: [1, 2, 3, 7, 40]) func everyApplicationIsInExactlyOneShard(_ count: Int) throws {
    let names = (1...23).map { "application\($0)" }
    var seen: [String] = []
    for number in 1...count { seen += try #require(Shard(argument: "\(number)/\(count)")).of(names) }
    #expect(seen.sorted() == names.sorted())
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "a/b", "1/2/3", "1/", "/2"]) func whatIsNoneIsRefused(
    _ text: String
  ) {
    #expect(Shard(argument: text) == nil)
  }
}
