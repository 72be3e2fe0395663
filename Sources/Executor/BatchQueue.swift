/// A range of a source's rows, as the ledger plans it.
struct Batch: Sendable, Equatable {
  let number: Int
  /// First row pointer, and the one after the last; of an update in place, the first key and the last.
  let lo: String
  let hi: String
}

/// The batches that no worker has taken yet, and how many of them one transaction takes.
///
/// The plan has small ranges. What a range costs is known once one is staged; from then on a worker takes as many
/// neighbours at once as fit the time that a transaction should last: fewer round trips and commits on cheap masks, short
/// transactions on dear ones.
actor BatchQueue {
  private var batches: ArraySlice<Batch>
  private var pace: BatchPace

  init(_ batches: [Batch], pace: BatchPace) {
    self.batches = batches[...]
    self.pace = pace
  }

  /// The next batches, which follow each other in the table; empty where there are none left. Ranges of keys do not touch: of
  /// an update in place, one.
  ///
  /// - Parameter workers: how many share what is left.
  func take(workers: Int) -> [Batch] {
    guard let first = batches.popFirst() else { return [] }
    var taken = [first]
    let wanted = pace.ranges(left: batches.count + 1, workers: workers)
    while taken.count < wanted, let next = batches.first, next.lo == taken[taken.count - 1].hi {
      taken.append(next)
      batches.removeFirst()
    }
    return taken
  }

  /// A transaction has staged so many ranges in that time.
  func note(ranges: Int, took duration: Duration) { pace.note(ranges: ranges, took: duration) }
}

/// How many ranges fit into one transaction: pure, from the durations so far.
struct BatchPace: Sendable, Equatable {
  /// How long a transaction should last; zero takes one range at a time.
  let target: Duration
  /// More would cost too much if the transaction is lost.
  static let most = 8
  private var secondsPerRange: Double?

  init(target: Duration) { self.target = target }

  mutating func note(ranges: Int, took duration: Duration) {
    let last = duration.seconds / Double(max(1, ranges))
    secondsPerRange = secondsPerRange.map { ($0 + last) / 2 } ?? last
  }

  /// - Parameters:
  ///   - left: ranges that nobody has taken.
  ///   - workers: how many share them; towards the end each takes less, so that all end together.
  func ranges(left: Int, workers: Int) -> Int {
    guard let secondsPerRange, target > .zero else { return 1 }
    let fitting = Int(min(Double(Self.most), target.seconds / max(secondsPerRange, 0.001)))
    return max(1, min(fitting, left / (2 * max(1, workers))))
  }
}
