internal import ArgumentParser
internal import Foundation

/// `--deadline`: a duration from now, or a time.
struct Deadline: ExpressibleByArgument {
  let instant: ContinuousClock.Instant

  init?(argument: String) {
    if let match = argument.wholeMatch(of: /(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?/), !argument.isEmpty
    {
      let parts = [match.output.1, match.output.2, match.output.3].map { $0.flatMap { Int($0) } ?? 0 }
      instant = .now + .seconds(parts[0] * 3600 + parts[1] * 60 + parts[2])
      return
    }
    guard let time = try? Date(argument, strategy: .iso8601) else { return nil }
    instant = .now + .seconds(max(0, time.timeIntervalSinceNow))
  }
}
