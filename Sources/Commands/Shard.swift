internal import ArgumentParser

/// `--shard i/n`: the i-th of n parts of the applications, so that machines share a job without speaking to each other.
struct Shard: ExpressibleByArgument, Equatable {
  /// From 0.
  let number: Int
  let count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], (1...10_000).contains(count),
      (1...count).contains(number)
    else { return nil }
    self.number = number - 1
    self.count = count
  }

  /// Every n-th, so that neighbours in the alphabet, which are often alike, go to different machines.
  func of<Item>(_ items: [Item]) -> [Item] {
    items.enumerated().filter { $0.offset % count == number }.map(\.element)
  }
}
