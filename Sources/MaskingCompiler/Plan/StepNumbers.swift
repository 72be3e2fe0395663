/// The numbers of steps: files sorted by name are in the order in which they run.
///
/// Tables have the numbers from 100 to 799 in a bundle of four digits; where that is not enough, all have a digit more.
struct StepNumbers {
  private let scale: Int
  private let digits: Int

  init(tables: Int) {
    var (scale, digits) = (1, 4)
    while tables > 700 * scale {
      scale *= 10
      digits += 1
    }
    self.scale = scale
    self.digits = digits
  }

  /// The id of a step that every bundle has, by its number among four digits.
  func id(_ number: Int) -> String { padded(number * scale) }

  /// The id of a table's step, from 0.
  func table(_ index: Int) -> String { padded(100 * scale + index) }

  private func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
