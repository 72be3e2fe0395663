public import Foundation

/// The name of a run: a UTC time stamp, so that names sort by age, and four random hex digits.
public enum RunIdentifier {
  /// As in `20261123T174000-ab12`.
  public static func make(at time: Date) -> String {
    var generator = SystemRandomNumberGenerator()
    return make(at: time, using: &generator)
  }

  static func make(at time: Date, using generator: inout some RandomNumberGenerator) -> String {
    let random = String(UInt16.random(in: .min ... .max, using: &generator), radix: 16)
    let suffix = String(repeating: "0", count: 4 - random.count) + random
    let stamp = time.formatted(
      .iso8601.year().month().day().dateSeparator(.omitted).time(includingFractionalSeconds: false)
        .timeSeparator(.omitted))
    return "\(stamp.replacing("Z", with: ""))-\(suffix)"
  }

  /// Whether a text has the form of a run's name; what else stands in a folder is not ours.
  public static func isValid(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9]{8}T[0-9]{6}-[0-9a-f]{4}/) != nil
  }
}
